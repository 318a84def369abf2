"""Two agencies check the facts of the draft under embargo: one comments with proof, one has nothing to say; all are answered."""

import pytest

pytestmark = pytest.mark.browser
PASSAGE = "How soon strategy discussions"
WRONG = "Discussions were held on each of the four weekends before you came. The rota shows who took part."
REASON = "The rota shows who was on call. It does not show that health staff took part, so the second half stands."
MENDED = "Whether health staff are part of strategy discussions that are held at weekends."


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "weekend-rota.csv"
    path.write_text("weekend,on call\n1,yes\n2,yes\n3,yes\n4,yes\n")
    return path


def test_two_agencies_check_the_facts_and_all_are_answered(visitor, proof):
    lead, council, police = visitor(), visitor(), visitor()

    # 1. The lead inspector sends the draft, once it is checked for disclosure, to every agency's door.
    lead.signs_in("lead@facts")
    lead.clicks(lead.page.locator("main a.app-inspection"))
    letter = f"{lead.page.url.removeprefix(lead.installation.address)}letter/"
    lead.goes_to(f"{letter}disclosure/")
    lead.presses("Check the letter now")
    lead.goes_to(f"{letter}accuracy/")
    lead.follows("Send the draft to the agencies", role="button")
    lead.fills("What do you write to the agencies? (optional)", "Please tell us what is wrong, and how you know.")
    lead.presses("Send it")
    assert "under embargo" in lead.page.locator("body").inner_text()

    # 2. The council finds the draft at its door, marked with its reader's name, and takes it as a file that is marked too.
    council.signs_in("council@facts")
    door = opens_draft(council)
    assert "coordinator" in council.page.locator(".app-watermark").inner_html()
    council.pictures("letter-draft-at-the-agency", phone=True)
    with council.page.expect_download() as marked:
        council.page.get_by_role("link", name="Download the draft as a PDF").click()
    assert marked.value.suggested_filename.endswith("-draft-1.pdf")

    # 3. It comments on a passage, proves it, changes its words and sends its one reply.
    council.clicks(council.page.locator(".app-draft-passage", has_text=PASSAGE).get_by_role("link", name="Comment"))
    council.presses("Keep the comment")
    assert "Write your comment." in council.page.locator(".govuk-error-summary").inner_text()
    council.fills("What is wrong, and what is right?", "Discussions were held.")
    council.presses("Keep the comment")
    council.page.set_input_files("input[type=file]", proof)
    council.presses("Attach the file")
    assert "weekend-rota.csv" in council.reads()
    council.pictures("letter-comment-with-proof")
    council.fills("What is wrong, and what is right?", WRONG)
    council.presses("Save the comment")
    council.presses("Send your agency’s reply")
    assert "Your agency’s reply has arrived." in council.page.locator("body").inner_text()
    assert council.page.get_by_role("link", name="Comment on the letter as a whole").count() == 0

    # 4. The police read the same draft, not the council's comment, and have nothing to say.
    police.signs_in("police@facts")
    opens_draft(police)
    assert WRONG not in police.reads()
    police.presses("Say that your agency has no comments")

    # 5. The lead reads what both replied, and opens the proof.
    lead.goes_to(f"{letter}accuracy/")
    assert "No comments" in lead.reads()
    assert lead.page.get_by_role("button", name="Answer all agencies").count() == 0
    lead.pictures("letter-accuracy", phone=True)
    lead.follows("Point 1 of Local authority")
    assert WRONG in lead.reads()
    with lead.page.expect_download() as sent:
        lead.page.get_by_role("link", name="Proof 1").click()
    assert "on call" in sent.value.path().read_text()
    point = lead.page.url.removeprefix(lead.installation.address)

    # 6. They accept a part of it. The passage must then say something else.
    lead.presses("Decide")
    assert "Say what becomes of this point." in lead.page.locator(".govuk-error-summary").inner_text()
    lead.ticks("Accepted in part")
    lead.fills("Why?", REASON)
    lead.presses("Decide")
    lead.goes_to(f"{letter}sections/improve/")
    lead.follows("Change")
    lead.fills("The passage", MENDED)
    lead.presses("Save the passage")
    lead.goes_to(point)
    assert MENDED in lead.reads()

    # 7. All agencies are answered at once: each reads what became of the point, nobody reads another's comment.
    lead.goes_to(f"{letter}accuracy/")
    lead.follows("Answer all agencies", role="button")
    lead.fills("What do you tell every agency?", "Thank you. One passage says less now; what became of each point stands below.")
    lead.presses("Send the reply")
    council.goes_to(door)
    assert REASON in council.reads()
    council.pictures("letter-answered")
    police.goes_to("/agency/")
    police.follows("Inspection of")
    police.follows("The draft letter")
    assert REASON in police.reads()
    assert WRONG not in police.reads()


def opens_draft(who) -> str:
    """Open the draft from what waits on an agency's first page; return its address."""
    who.follows("The draft letter")
    assert "Under embargo" in who.reads()
    return who.page.url.removeprefix(who.installation.address)
