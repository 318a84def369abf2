"""Own views, the opening and judging together through the pages; and that no unopened view of another inspectorate gets out."""

import json
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from joinedup.audit.models import Entry
from joinedup.audit.queries import entries
from joinedup.evidence.findings.models import FedBack
from joinedup.evidence.models import Finding, Note
from joinedup.evidence.own_views.models import OwnViewVersion
from joinedup.evidence.together.models import NoFinding, Stance
from joinedup.inspections.enums import Stage
from tests.factories.evidence import make_note, make_one_finding
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_all, open_views, write_view
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db
HREF = re.compile(r'(?:href|action)="(/[^"#]*)')


@pytest.fixture
def world(db):
    return make_inspection(stage=Stage.JUDGING)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def walk(client, start: list[str], most: int = 150) -> dict[str, str]:
    """Return every page, file and answer that links lead to, by address; each kind of address a few times."""
    pages: dict[str, str] = {}
    waiting = list(start)
    while waiting and len(pages) < most:
        path = waiting.pop(0)
        if path in pages or path.startswith("/account/"):
            continue
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        pages[path] = body.decode("utf-8", "replace")
        if "location" in response.headers:
            waiting.append(urlsplit(urljoin(path, response.headers["location"])).path)
        if response.headers.get("content-type", "").startswith("text/html"):
            waiting += HREF.findall(pages[path])
    return pages


def planted(world) -> dict[str, str]:
    """Let each inspectorate write a view with a word of its own, on a note with a word of its own; return the words."""
    words = {}
    for code, person in world.inspectors.items():
        note = make_note(world, by=person, text="Seen.")
        words[code] = f"planted{code}word"
        write_view(world, person, words=f"We hold {words[code]}.", leaning="not_enough", notes=[note])
    return words


def readers(world):
    people = {f"inspector of {code}": (code, person) for code, person in world.inspectors.items()}
    people |= {f"signatory of {code}": (code, person) for code, person in world.signatories.items()}
    people |= {"lead": ("ofsted", world.lead), "assurer": ("ofsted", world.quality_assurer)}
    return people | {f"agency: {sector}": ("", person) for sector, person in world.coordinators.items()}


def test_no_unopened_view_of_another_inspectorate_is_on_any_page(world):
    """Every page, file and answer each reader can come to, the notebook's too; the own word is met, so the walk is real."""
    words = planted(world)
    here = [
        address(world, name) for name in ("inspection", "own-views", "own-views-opening", "together", "findings", "notes", "grid")
    ]
    here += [address(world, name, "c2") for name in ("own-view", "together-criterion")]
    pack = f"/notebook/api/{world.inspection.pk}/pack"
    for reader, (code, person) in readers(world).items():
        pages = walk(browser(person), ["/", reverse("inspectorate:home"), reverse("agency:home"), pack, "/notebook/api/me", *here])
        told = {word for word in words for page in pages.values() if words[word] in page}
        assert told == ({code} if code else set()), reader
        side = pages.get(address(world, "together-criterion", "c2"), "")
        assert side.count("Not enough seen") <= 1, f"{reader}: which way another inspectorate leans"
        for path, page in pages.items():
            assert path.startswith(address(world, "own-view", "c2")) or page.count("Not enough seen") <= 1, (reader, path)


def test_the_log_and_the_database_hold_no_word_of_a_view(world):
    words = planted(world)
    for person in (world.lead, world.inspectors["hmicfrs"]):
        browser(person).get(address(world, "together-criterion", "c2"))
        browser(person).get(address(world, "own-view", "c2"))
    logged = " ".join(f"{entry.action} {entry.detail} {entry.why}" for entry in entries(chain=str(world.inspection.pk)))
    assert "own view written" in logged
    assert not [word for word in (*words.values(), "not_enough") if word in logged]


def test_after_the_opening_everybody_on_the_team_reads_every_view(world):
    words = planted(world)
    open_views(world)
    for reader, (code, person) in readers(world).items():
        if code:
            page = browser(person).get(address(world, "together-criterion", "c2")).content.decode()
            assert not [word for word in words.values() if word not in page], reader


def test_an_own_view_is_written_on_its_notes_and_the_next_one_is_asked_for(pages_as, world):
    police, note = pages_as(world.inspectors["hmicfrs"]), make_note(world)
    assert "1 criterion awaits the view of HMICFRS." in police.get(address(world, "own-views")).text
    said = {"leaning": "both", "words": "By day they are.", "notes": [str(note.pk)]}
    page = police.post(address(world, "own-view", "c2"), said)
    assert "HMICFRS has written every view it is asked for." in page.text
    assert "By day they are." in police.get(address(world, "own-view", "c2")).text
    assert "HMICFRS: written" in pages_as(world.lead).get(address(world, "own-views")).text


def test_what_is_missing_of_a_view_is_said_and_what_was_typed_stays(pages_as, world):
    page = pages_as(world.lead).post(address(world, "own-view", "c2"), {"words": "By day they are."})
    assert page.title.startswith("Error: ")
    assert "Say which way your view leans" in page.text
    assert "By day they are." in page.text
    assert not OwnViewVersion.objects.exists()


def test_two_colleagues_who_save_at_once_are_led_to_both_wordings(pages_as, world):
    write_view(world, world.lead, words="Seen at once.")
    colleague = pages_as(world.inspectors["ofsted"])
    page = colleague.post(address(world, "own-view", "c2"), {"leaning": "improve", "words": "Seen late."})
    assert "both wordings are kept" in page.text
    assert "Seen at once." in page.text


def test_a_view_given_before_the_opening_says_so_in_words(pages_as, world):
    lead = pages_as(world.lead)
    when = timezone.localtime() + timedelta(days=2, hours=3)
    hour = {"on_day": when.day, "on_month": when.month, "on_year": when.year, "clock": f"{when:%H:%M}"}
    page = lead.post(address(world, "own-views-opening"), hour)
    assert "The hour is set." in page.text
    assert "in 2 days and 2 hours" in page.text or "in 2 days and 3 hours" in page.text
    assert "HMICFRS: 1 criterion" in page.text
    assert "own view awaited" in lead.get(address(world, "inspection")).text
    assert "The views open" in pages_as(world.inspectors["hmicfrs"]).get(reverse("inspectorate:home")).text


@pytest.mark.parametrize(("clock", "says"), [("25:00", "Enter a time of 24 hours"), ("", "Enter the time.")])
def test_an_hour_that_is_none_is_asked_for_again(pages_as, world, clock, says):
    page = pages_as(world.lead).post(
        address(world, "own-views-opening"), {"on_day": 1, "on_month": 1, "on_year": 2031, "clock": clock}
    )
    assert says in page.text


def test_an_hour_that_has_passed_is_refused_beside_its_field(pages_as, world):
    page = pages_as(world.lead).post(
        address(world, "own-views-opening"), {"on_day": 1, "on_month": 1, "on_year": 2020, "clock": "16.00"}
    )
    assert "The hour must be still to come." in page.text


def test_the_lead_opens_with_a_reason_and_nobody_else_opens(pages_as, world):
    lead = pages_as(world.lead)
    assert "Say why the views open now." in lead.post(address(world, "own-views-open-now"), {"why": ""}).text
    pages_as(world.inspectors["hmicfrs"]).post(address(world, "own-views-open-now"), {"why": "Now."}, status=403)
    assert lead.post(address(world, "own-views-open-now"), {"why": "All have met."}).h1 == "Judging together"
    assert "All have met." in pages_as(world.inspectors["hmicfrs"]).get(address(world, "own-views-opening")).text


def test_the_difference_is_shown_as_the_inspectorates_and_never_as_a_persons(pages_as, world):
    finding, police = make_one_finding(world), pages_as(world.inspectors["hmicfrs"])
    said = {"saying": "differs", "words": "At night they are not.", "finding": str(finding.pk)}
    page = police.post(address(world, "together-say", "c2"), said)
    assert "Difference of view of HMICFRS, on finding 1" in page.text
    assert "Awaited" in page.text
    assert "At night they are not." in pages_as(world.lead).get(address(world, "finding", finding.pk)).text
    assert world.inspectors["hmicfrs"].name not in pages_as(world.lead).get(address(world, "together-criterion", "c2")).text


def test_a_difference_without_words_is_asked_for_again(pages_as, world):
    make_one_finding(world)
    page = pages_as(world.lead).post(address(world, "together-say", "c2"), {"saying": "differs", "words": " "})
    assert "Write down where your view differs" in page.text
    assert not Stance.objects.exists()


def test_no_finding_is_kept_with_its_reason_and_taken_back(pages_as, world):
    open_views(world)
    lead = pages_as(world.lead)
    assert "Say why" in lead.post(address(world, "together-no-finding", "c1"), {"why": ""}).text
    assert "It bears on another." in lead.post(address(world, "together-no-finding", "c1"), {"why": "It bears on another."}).text
    again = {"act": "again", "why": "A note came."}
    assert "looked at again" in lead.post(address(world, "together-no-finding", "c1"), again).text


def test_no_finding_sent_twice_takes_nothing_back_and_what_was_typed_stays(pages_as, world):
    open_views(world)
    lead, said = pages_as(world.lead), {"act": "conclude", "about": "", "why": "It bears on another."}
    lead.post(address(world, "together-no-finding", "c1"), said)
    page = lead.post(address(world, "together-no-finding", "c1"), {**said, "why": "Nothing bears on it."})
    assert "has changed since you opened this page" in page.text
    assert "Nothing bears on it." in page.text
    assert [row.stands for row in NoFinding.objects.all()] == [True]


def test_where_views_differ_is_listed_first(pages_as, world):
    write_view(world, world.lead)
    write_view(world, world.inspectors["hmicfrs"], leaning="improve")
    lead = pages_as(world.lead)
    assert "Where inspectorates differ" not in lead.get(address(world, "together")).text
    open_views(world)
    assert "Where inspectorates differ Talk about these first" in lead.get(address(world, "together")).text


def test_a_finding_is_changed_with_a_reason_and_its_history_shows_what_changed(pages_as, world):
    finding, lead = make_one_finding(world), pages_as(world.lead)
    form = {"criterion": "c2", "direction": "strength", "sectors": ["police"], "notes": [str(finding.notes.get().pk)]}
    changed = {**form, "text": "Most children are seen quickly.", "agencies": [str(world.agencies["police"].pk)]}
    assert "Say why the finding changes." in lead.post(address(world, "finding-change", finding.pk), changed).text
    page = lead.post(address(world, "finding-change", finding.pk), {**changed, "why": "Two were not."})
    assert "How it came to say this" in page.text
    assert "Two were not." in page.text
    assert world.agencies["police"].name in page.text


def test_a_finding_is_fed_back_with_the_day_and_the_meeting(pages_as, world):
    finding, lead = make_one_finding(world), pages_as(world.lead)
    move = address(world, "finding-move", finding.pk)
    assert "Say at which meeting it was fed back." in lead.post(move, {"to": "fed_back"}).text
    day = {"on_day": "18", "on_month": "10", "on_year": "2022"}
    page = lead.post(move, {"to": "fed_back", "meeting": "The last feedback meeting", **day})
    assert "Fed back on 18 October 2022: The last feedback meeting" in page.text
    assert FedBack.objects.count() == 1
    lead.post(move, {"to": "agreed"}, status=403)
    agree_all(world)
    assert "Finding 1 is now agreed." in lead.post(move, {"to": "agreed"}).text
    assert Finding.objects.get().state == "agreed"


def test_a_note_for_restricted_eyes_supports_a_finding_without_being_shown(pages_as, world):
    """Somebody who may not read it changes the finding and does not take it away."""
    note, shown = make_note(world, text="A live enquiry.", eyes="restricted"), make_note(world)
    finding = make_one_finding(world, by=world.inspectors["hmicfrs"], notes=[note, shown])
    lead = pages_as(world.lead)
    page = lead.get(address(world, "finding", finding.pk))
    assert "A note for restricted eyes." in page.text
    assert "A live enquiry." not in page.text
    assert "A live enquiry." not in lead.get(address(world, "finding-change", finding.pk)).text
    said = {"text": "Most are seen.", "criterion": "c2", "direction": "strength", "notes": [str(shown.pk)], "why": "Two were not."}
    assert "How it came to say this" in lead.post(address(world, "finding-change", finding.pk), said).text
    assert set(finding.notes.all()) == {note, shown}
    assert "A live enquiry." in pages_as(world.inspectors["hmicfrs"]).get(address(world, "finding", finding.pk)).text


def test_the_list_of_findings_asks_as_often_for_five_as_for_two(pages_as, world):
    """What findings have lost is looked up for all of them together."""
    lead, counted = pages_as(world.lead), []
    lost = make_note(world, text="Two wordings.")
    make_one_finding(world, notes=[lost])
    Note.objects.filter(pk=lost.pk).update(usable=False)
    for more in (1, 3):
        for _ in range(more):
            make_one_finding(world, notes=[make_note(world), make_note(world)])
        lead.get(address(world, "findings"))
        with CaptureQueriesContext(connection) as asked:
            page = lead.get(address(world, "findings"))
        counted.append(len(asked))
        assert page.text.count("Has lost a note") == 1
    assert counted[0] == counted[1]


def test_an_own_view_on_a_note_for_restricted_eyes_names_no_such_note_to_others(pages_as, world):
    police = world.inspectors["hmicfrs"]
    write_view(world, police, notes=[make_note(world, text="A live enquiry.", eyes="restricted")])
    open_views(world)
    page = pages_as(world.lead).get(address(world, "together-criterion", "c2"))
    assert "Rests on a note for restricted eyes" in page.text
    assert "Note 1" not in page.text
    assert "note 1" in pages_as(police).get(address(world, "together-criterion", "c2")).text


@pytest.mark.parametrize(("page", "more"), [("finding-new", ()), ("own-view", ("c2",))])
def test_a_page_that_shows_notes_to_choose_from_logs_that_they_were_read(pages_as, world, page, more):
    make_note(world, text="Seen at home.")
    open_views(world)
    before = Entry.objects.filter(action="notes read").count()
    assert "Seen at home." in pages_as(world.lead).get(address(world, page, *more)).text
    [row] = Entry.objects.filter(action="notes read").order_by("pk")[before:]
    assert json.loads(row.detail)["notes"] == 1


def test_the_list_of_findings_logs_that_they_were_read(pages_as, world):
    make_one_finding(world)
    pages_as(world.quality_assurer).get(address(world, "findings"))
    [row] = Entry.objects.filter(action="findings read")
    assert (row.actor, json.loads(row.detail)) == (str(world.quality_assurer.pk), {"findings": 1})
