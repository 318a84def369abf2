"""The web page: strict HTML whatever is written, nothing fetched, nothing run."""

import itertools
import re
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.publication.document import passages_of
from joinedup.publication.render.as_html import body_of, to_html, to_html_body
from tests.factories.documents import make_document, make_passage


def parsed(document):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(to_html(document))


def saying(text):
    """Return a letter whose title, section title and one passage say `text`."""
    document = make_document()
    section = replace(document.sections[2], title=text, blocks=(make_passage(1, text),))
    return replace(document, title=text, sections=(section,))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip))
def test_whatever_is_written_is_read_as_words(text):
    tree = parsed(saying(text))
    assert tree.find(".//h1").text == text
    assert tree.find(".//p[@class='letter-passage']").text == text


@pytest.mark.parametrize("text", ["</article>", "</style><script>alert(1)</script>", "<!-- {{ document }} -->", '" onclick="'])
def test_markup_in_a_passage_stays_words(text):
    page = to_html(saying(text))
    assert parsed(saying(text)).find(".//p[@class='letter-passage']").text == text
    assert "<script" not in page
    assert body_of(page) == to_html_body(saying(text))


def test_headings_step_down_one_at_a_time_and_boxes_bear_theirs():
    tree = parsed(make_document())
    levels = [int(node.tag[1]) for node in tree.iter() if re.fullmatch(r"h\d", str(node.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    ids = {node.get("id") for node in tree.iter() if node.get("id")}
    assert {node.get("aria-labelledby") for node in tree.iter() if node.get("aria-labelledby")} <= ids


def test_points_before_and_after_a_paragraph_are_lists_of_their_own():
    document = make_document()
    blocks = (make_passage(1, "A", item=True), make_passage(2, "B"), make_passage(3, "C", item=True))
    tree = parsed(replace(document, sections=(replace(document.sections[2], blocks=blocks),)))
    assert [[item.text for item in points] for points in tree.findall(".//ul[@class='letter-points']")] == [["A"], ["C"]]
    assert tree.find(".//ul/p") is None


def test_every_passage_can_be_pointed_at():
    body = to_html_body(make_document())
    for section in make_document().sections:
        for passage in passages_of(section):
            assert body.count(f'id="passage-{passage.id}"') == 1


def test_the_fragment_brings_neither_style_nor_script_and_the_page_fetches_nothing():
    body, page = to_html_body(make_document()), to_html(make_document())
    assert not re.search(r"<(style|script|link)|\sstyle=|\son\w+=", body)
    assert not re.search(r"(src|href)=|url\(|@import", page)
    assert parsed(make_document()).get("lang") == "en-GB"
