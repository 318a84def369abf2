"""A partnership works on its written statement: a point read, an action planned and begun; its scrutineer reads along."""

import pytest

pytestmark = pytest.mark.browser


def test_the_partnership_plans_and_the_scrutineer_reads_along(visitor):
    # 1. The first page leads to the statement, half-filled from the letter.
    council = visitor()
    council.signs_in("council@statement")
    council.goes_to("/agency/")
    council.follows("does about its letter")
    council.pictures("written-statement")
    assert "Before partners can approve it" in council.reads()

    # 2. A point says who may have to contribute; an action is planned on it.
    council.follows("Point 2", exact=True)
    assert "they may have to contribute" in council.reads()
    council.follows("Add an action", role="button")
    council.presses("Keep the action")
    assert "Say what is done." in council.page.locator(".govuk-error-summary").inner_text()
    council.fills("What is done", "Two agencies read each answer together before it is sent.")
    council.fills("The post that owns it", "Head of the front door")
    council.fills_day("The day it is to be done by", "27", "3", "2031")
    council.presses("Keep the action")
    assert "Answers\nPoint 2" in council.reads().replace("\t", "\n")

    # 3. It is begun, and a board oversees it.
    council.ticks("Under way")
    council.fills("How it goes on", "It began on Monday.")
    council.presses("Keep this")
    assert "It began on Monday." in council.reads()
    council.follows("Change this action")
    council.selects("The board or group that oversees it", "Improvement board")
    council.presses("Keep the action")

    # 4. The whole is taken out in one file, and next steps say what each partner can do.
    council.goes_to(council.seen[-1].split("actions/")[0].removeprefix(council.installation.address))
    with council.page.expect_download() as pack:
        council.page.get_by_role("link", name="Pack for the scrutiny committee").click()
    assert pack.value.suggested_filename.startswith("scrutiny-pack-")
    council.follows("Boards, groups and the scrutineer")
    assert "Two agencies read each answer together before it is sent." in council.reads()

    # 5. The scrutineer finds it on their first page, and reads without writing.
    scrutineer = visitor()
    scrutineer.signs_in("scrutineer@partnership")
    scrutineer.follows("does about its letter")
    assert "Two agencies read each answer together before it is sent." in scrutineer.reads()
    assert "Add an action" not in scrutineer.reads()
