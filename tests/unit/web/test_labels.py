"""What pages call things: sections the letter prints without a heading have a name all the same."""

from joinedup.method.loader import framework_ids, load_framework
from joinedup.web.inspectorate.labels import section_name


def test_sections_without_a_heading_are_named_by_what_they_hold() -> None:
    outline = {section.id: section for section in load_framework("jtai-2016-sexual-exploitation-missing").letter}
    assert not outline["summary"].title
    assert section_name(outline["summary"]) == "Opening paragraphs"
    assert section_name(outline["strengths"]) == "Key strengths"


def test_no_two_sections_that_are_written_share_a_name() -> None:
    for name in framework_ids():
        names = [section_name(part) for part in load_framework(name).letter if part.kind in ("bullets", "prose", "boxes")]
        assert len(set(names)) == len(names)
