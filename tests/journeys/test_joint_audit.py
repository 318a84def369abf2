"""A child is asked about and audited together, a difference kept; two inspectors and an agency write at once: nothing is lost."""

import pytest

pytestmark = pytest.mark.browser

LIFE = "What was life like for this child?"
VIEW = "Our view"


def test_asked_audited_differed_and_seen_side_by_side(visitor):
    # 1. An inspector asks every agency about the child with one button.
    inspector = visitor()
    inspector.signs_in("inspector1@cqc")
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Tracked children")
    inspector.follows("Child 1")
    inspector.follows("Asked of agencies")
    inspector.presses("Ask the agencies about Child 1")
    assert "Awaited" in inspector.reads()
    inspector.pictures("asked-of-agencies")

    # 2. The police meet the child by code, read who it is on their own record, and write and hand in their part.
    officer = visitor()
    officer.signs_in("coordinator@health")
    comes_to_part(officer)
    officer.fills(LIFE, "Safe, as far as we saw.")
    officer.fills("What did you know, and when?", "One call in May.")
    officer.presses("Save")
    officer.pictures("audit-part", phone=True)
    officer.presses("Hand your part in")
    assert "Handed in" in officer.reads()
    part = path_of(officer)

    # 3. The council hands its part in, which opens both; it writes the agreed view.
    council = visitor()
    council.signs_in("coordinator@council")
    comes_to_part(council)
    council.fills(LIFE, "Frightened at home.")
    council.presses("Save")
    council.presses("Hand your part in")
    assert "Safe, as far as we saw." in council.reads()
    council.fills(LIFE, "Frightened on some days.")
    council.ticks("No")
    council.presses("Save the agreed view")

    # 4. The police keep a difference of view, in their words; the council returns the audit in its own name.
    officer.goes_to(part)
    officer.follows("The agreed view")
    officer.ticks("No, we keep a difference of view")
    officer.presses("Keep what we say")
    assert "Write how your agency sees it." in officer.reads()
    officer.fills("How your agency sees it", "We saw no fear.")
    officer.presses("Keep what we say")
    council.presses("Return the audit")
    assert "Keeps a difference of view" in council.reads()
    council.pictures("audit-agreed", phone=True)

    # 5. Two inspectors open the same question, and the police their part; all three save.
    inspector.follows("Joint audit", exact=True)
    inspector.follows("Write, compare, every wording")
    question = path_of(inspector)
    colleague = visitor()
    colleague.signs_in("signatory@hmi-probation")
    inspector.fills(VIEW, "Alone at night.")
    inspector.presses("Save our view")
    colleague.goes_to(question)
    officer.goes_to(part)
    inspector.fills(VIEW, "Alone at night and hungry.")
    colleague.fills(VIEW, "Alone on most nights.")
    officer.fills(LIFE, "Safe, as far as we saw: once.")
    inspector.presses("Save our view")
    colleague.presses("Save our view")
    officer.presses("Save")

    # 6. Nothing is lost, the difference is shown, and one of them brings both together.
    assert "A colleague saved at the same time" in colleague.page.locator("body").inner_text()
    colleague.goes_to(question)
    told = colleague.reads()
    assert all(words in told for words in ("hungry", "on most nights", "Changed since it was returned"))
    colleague.pictures("audit-question")
    colleague.fills("One wording", "Alone on most nights, and hungry.")
    colleague.presses("Keep this wording")
    inspector.goes_to(question)
    assert "Alone on most nights, and hungry." in inspector.reads()
    assert "Every wording (4)" in inspector.reads()

    # 7. Both views are compared; that they differ leads to a note.
    inspector.ticks("They differ")
    inspector.fills("Why?", "The child says so, and nobody had asked.")
    inspector.presses("Keep the comparison")
    inspector.follows("Write a note about it")
    assert (
        inspector.page.get_by_label("Where it comes from").locator("option:checked").inner_text() == "The partnership's joint audit"
    )
    inspector.goes_to(question.rsplit("/", 2)[0] + "/")
    assert "They differ" in inspector.reads()
    inspector.pictures("joint-audit", phone=True)
    assert "Okafor" not in inspector.reads() + inspector.page.title()


def comes_to_part(person) -> None:
    person.goes_to("/agency/")
    person.follows("Children inspectors follow")
    assert "Okafor" not in person.reads()
    person.follows("Child 1")
    assert "Amelia Okafor" in person.reads()
    person.follows("Your part in the joint audit")
    person.follows("Write and hand in your part")


def path_of(person) -> str:
    return person.page.url.removeprefix(person.installation.address)
