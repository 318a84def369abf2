"""What must hold for the tracking record and the short form: everything is asked, nothing is graded, no choice stands alone."""

from collections.abc import Iterator

from joinedup.method.framework import Framework


def check_recording(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's tracking record and short form."""
    sectors = {sector.id for sector in framework.sectors}
    for section in framework.tracking_record:
        at = f"tracking_record[{section.id}]"
        for name in ("title", "prompt"):
            if not getattr(section, name).strip():
                yield f"{at}.{name}", "This must not be empty: it is what an inspector is asked."
        if section.sectors and not section.by_sector:
            yield f"{at}.sectors", "Only a section by sector names sectors."
        for unknown in sorted(set(section.sectors) - sectors):
            yield f"{at}.sectors", f"{unknown!r} is not a sector of this framework."
    for question in framework.short_form:
        at = f"short_form[{question.id}]"
        if not question.text.strip():
            yield f"{at}.text", "This must not be empty: it is what an inspector is asked."
        if len(question.choices) == 1:
            yield f"{at}.choices", "One choice is none: give two or more, or leave them out for words alone."
