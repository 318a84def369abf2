"""An agency checks its lists before it sends them: any day, with nothing kept but counts; what it says travels with the file."""

from io import BytesIO

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.queries import entries
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import ask_agencies
from joinedup.intake.mappings.models import HeaderMapping
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.own_checks.models import OwnCheck, SubmissionRemark
from joinedup.method.loader import load_framework
from joinedup.web.components.dates import day
from tests.factories.inspections import make_inspection
from tests.factories.lists import csv_bytes, framework_of_lists

FRONT_DOOR = "jtai-2022-front-door"
PEOPLE = ["Force ID", "Forename", "Surname", "DOB", "Sex"]
NAME = "Zebedee Quillfeather"
BAD = [
    PEOPLE,
    ["1", "Ada", "Okafor", "32/13/2014", "F"],
    ["2", "Leo", "Okafor", "31/31/2012", "Q"],
    ["3", "Zebedee", "Quillfeather", "", ""],
]
BETTER = [PEOPLE, ["1", "Ada", "Okafor", "03/03/2014", "F"], ["2", "Leo", "Okafor", "31/31/2012", "M"]]
MAPPED = [["Collar tag", "Forename", "Surname", "Born when", NAME], ["1", "Ada", "Okafor", "03/03/2014", "x"]]


def sent_file(rows, name="people.csv"):
    return SimpleUploadedFile(name, csv_bytes(rows), "text/csv")


def form_of(page) -> dict[str, str]:
    """Return what the page's form would send as it stands, without its file."""
    found = {}
    for node in page.tree.find(".//main").iter():
        typed = node.tag in ("input", "textarea") and node.get("name") and node.get("type") not in ("file", "radio", "checkbox")
        if typed or (node.tag == "input" and node.get("checked") is not None):
            found[node.get("name")] = node.get("value") or node.text or ""
        if node.tag == "select":
            options = list(node.iter("option"))
            found[node.get("name")] = next((one for one in options if one.get("selected") is not None), options[0]).get("value")
    return found


@pytest.fixture
def planned(db):
    """An inspection its agencies know nothing of yet."""
    return make_inspection(framework_of_lists())


@pytest.fixture
def world(db):
    world = make_inspection(framework_of_lists(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


def lists_page():
    return reverse("agency:check-lists", args=[FRONT_DOOR])


def everything_kept() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    values = (value for row in rows for value in row)
    return "\n".join(bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in values).casefold()


def test_before_notification_an_agency_sees_its_issues_and_its_figures(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    start = police.get(reverse("agency:check"))
    page = police.get(start.links()["Joint targeted area inspection: identification of initial need and risk (front door)"])
    assert page.h1 == "Check your lists"
    page = police.post(lists_page(), files=sent_file(BAD))
    assert "“DOB” is not a date that can be read." in page.text
    assert "Not used until put right: 2 issues" in page.text
    assert "Written: “32/13/2014”, “31/31/2012”" in page.text
    assert "The first 2" not in page.text
    assert "Every row: “DOB” is not a date" in page.text
    assert "Different people3" in page.text
    assert "1 of 3 empty" in page.text
    assert "1 list was checked: " in page.text
    assert "OFFICIAL-SENSITIVE" in page.response.content.decode()
    assert page.response.headers["Cache-Control"] == "no-store"


def test_ages_are_counted_on_the_day_the_agency_was_notified(pages_as, world):
    Inspection.objects.filter(pk=world.inspection.pk).update(framework_id=FRONT_DOOR)
    page = pages_as(world.coordinators["police"]).post(lists_page(), files=sent_file(BETTER))
    told = day(world.inspection.notified_on)
    assert f"Read as if the inspection was notified on {told}: the day " in page.text
    assert f"In completed years on {told}." in page.text


def test_the_day_of_an_inspection_that_is_only_planned_is_told_to_nobody(pages_as, planned):
    Inspection.objects.filter(pk=planned.inspection.pk).update(framework_id=FRONT_DOOR)
    page = pages_as(planned.coordinators["police"]).post(lists_page(), files=sent_file(BETTER))
    assert f"Read as if the inspection was notified on {day(timezone.localdate())}: today" in page.text


def test_lists_are_checked_as_if_notified_on_the_day_that_is_said(pages_as, world):
    said = {"notified_on_day": "3", "notified_on_month": "3", "notified_on_year": "2015"}
    police = pages_as(world.coordinators["police"])
    page = police.post(lists_page(), said, files=sent_file(BETTER))
    assert "notified on 3 March 2015: the day you gave" in page.text
    assert "is after" not in page.text
    page = police.post(lists_page(), {**said, "notified_on_day": "32"}, files=sent_file(BETTER))
    assert page.links()["As if notified on must be a real date, for example 27 3 2026."] == "#id_notified_on"


def test_the_result_comes_before_the_form_which_is_folded_away(pages_as, planned):
    page = pages_as(planned.coordinators["police"]).post(lists_page(), files=sent_file(BAD))
    assert (
        page.text.index("1 list was checked: ") < page.text.index("Check another file or list") < page.text.index("Files to check")
    )
    [folded] = [one for one in page.tree.iter("details") if "Check another file" in "".join(one.itertext())]
    assert folded.get("open") is None
    ids = {one.get("id") for one in page.tree.iter() if one.get("id")}
    links = [address for address in page.links().values() if address.startswith("#list-1")]
    assert links == ["#list-1-right", "#list-1-file"]
    assert {address[1:] for address in links} <= ids


def test_codes_a_sentence_cuts_off_are_all_shown_beside_it(pages_as, world):
    spec = next(one for one in load_framework(FRONT_DOOR).lists if one.sector in world.coordinators and long_coded(one))
    column, codes = long_coded(spec)
    head = [one.header for one in spec.columns]
    page = pages_as(world.coordinators[spec.sector]).post(
        lists_page(), {"list_id": spec.id}, files=sent_file([head, ["zz" if one == column.header else "1" for one in head]])
    )
    assert f"See all codes of “{column.header}”" in page.text
    assert codes.values[-1][0] in page.text


def long_coded(spec):
    """Return a list's first column with more codes than a sentence names, and its codes."""
    sets = {one.id: one for one in load_framework(FRONT_DOOR).code_sets}
    return next(((one, sets[one.codes]) for one in spec.columns if one.codes and len(sets[one.codes].values) > 12), None)


def test_of_a_check_stay_counts_and_not_a_word_of_the_file(pages_as, planned):
    pages_as(planned.coordinators["police"]).post(lists_page(), files=sent_file([[*BAD[0], NAME], *BAD[1:]], f"{NAME}.csv"))
    kept = OwnCheck.objects.get()
    assert (kept.list_id, kept.rows, kept.framework_id) == ("police-people", 3, FRONT_DOOR)
    assert {"rule": "date_unreadable", "column": "date_of_birth", "severity": "blocks", "count": 2} in kept.counts
    assert {"rule": "column_unread", "column": "", "severity": "note", "count": 1} in kept.counts
    told = everything_kept()
    assert "police-people" in told
    assert [word for word in ("quillfeather", "okafor", "32/13/2014", "people.csv") if word in told] == []


def test_the_next_check_says_what_is_no_longer_found_and_of_which_check(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    first = police.post(lists_page(), files=sent_file(BAD))
    assert "no longer found" not in first.text
    page = police.post(lists_page(), files=sent_file(BETTER))
    before, now = (sum(line["count"] for line in check.counts) for check in OwnCheck.objects.order_by("checked_at"))
    assert f"{before - now} fewer than at " in page.text
    assert f"when {planned.coordinators['police'].name} checked 3 rows: {before - now} no longer found" in page.text
    assert f"{before - now} put right" not in page.text
    assert (
        police.post(lists_page(), files=sent_file(BETTER)).text.count(f"{before - now} fewer than at ") == 1
    )  # not against itself
    assert police.get(reverse("agency:check")).text.count("Police people: ") == 3


def test_a_file_of_quite_another_size_is_held_against_nothing(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    police.post(lists_page(), files=sent_file(BAD))
    page = police.post(lists_page(), files=sent_file(BAD[:2]))
    assert "checked 3 rows. This file has 1 row, so the two are not compared." in page.text
    assert "no longer found" not in page.text
    assert "What changed since then" not in page.text


def test_lists_checked_together_are_held_against_each_other(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    missing = [["Force ID", "Reported missing", "Risk level"], ["99", "01/09/2026 10:00", "High"]]
    page = police.post(lists_page(), {"files": [sent_file(BETTER), sent_file(missing, "missing.csv")]})
    assert "2 lists were checked: " in page.text
    assert "is not on the people list" in page.text
    assert OwnCheck.objects.count() == 2
    told = police.get(reverse("agency:check")).text.partition("Checks before")[2]
    assert "2 lists of " in told
    assert told.count(planned.coordinators["police"].name) == 1
    assert told.count("identification of initial need and risk") == 1


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(pages_as, planned):
    page = pages_as(planned.coordinators["police"]).post(lists_page(), files=SimpleUploadedFile("people.csv", b"\x00\x01\x02"))
    assert page.title.startswith("Error: ")
    assert "#id_files" in page.links().values()
    assert not OwnCheck.objects.exists()
    page = pages_as(planned.coordinators["police"]).post(lists_page())
    assert page.links()["Choose the files to check."] == "#id_files"


def test_a_workbook_with_the_issues_marked_is_made_from_what_is_posted(pages_as, planned):
    client = pages_as(planned.coordinators["police"]).client
    answer = client.post(reverse("agency:check-marked", args=[FRONT_DOOR]), {"files": sent_file(BAD, f"{NAME}.csv")})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Zebedee-Quillfeather-issues.xlsx"'
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Issues", "1 police-people"]
    assert "32/13/2014" in str(book.get_sheet_by_name("1 police-people").to_python())
    assert not OwnCheck.objects.exists()
    two = {"files": [sent_file(BAD, "a.csv"), sent_file(BETTER, "b.csv")]}
    answer = client.post(reverse("agency:check-marked", args=[FRONT_DOOR]), two)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lists-issues.xlsx"'
    answer = client.post(reverse("agency:check-marked", args=[FRONT_DOOR]), {"files": sent_file(BAD, "é; x.csv")})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="x-issues.xlsx"'


def test_the_workbook_to_fill_in_holds_the_lists_of_the_agencys_sector(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    address = reverse("agency:check-template", args=[FRONT_DOOR])
    assert police.get(lists_page()).links()["Download the workbook to fill in"] == address
    answer = police.client.get(address)
    sheets = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).sheet_names
    assert "Police people" in sheets
    assert len(sheets) == 2 + len([spec for spec in load_framework(FRONT_DOOR).lists if spec.sector == "police"])


def test_a_header_is_mapped_once_and_known_ever_after(pages_as, planned):
    police = pages_as(planned.coordinators["police"])
    page = police.post(lists_page(), {"list_id": "police-people"}, files=sent_file(MAPPED))
    told = form_of(page)
    assert {name for name in told if name.startswith("map|")} == {
        f"map|police-people|{header}" for header in ("Collar tag", "Born when", NAME)
    }
    assert "column A" in page.text
    said = {**told, "map|police-people|Collar tag": "force_id", "map|police-people|Born when": "date_of_birth"}
    page = police.post(lists_page(), {**said, f"map|police-people|{NAME}": "out"}, files=sent_file(MAPPED))
    assert "3 headers are read as you said" in page.text
    assert "is missing" not in page.text.partition("Your headers")[0]
    assert HeaderMapping.objects.count() == 3
    assert "quillfeather" not in everything_kept()
    assert "collar tag" not in everything_kept()
    page = police.post(lists_page(), files=sent_file(MAPPED))  # not even told which list it is
    assert "as you said" in page.text
    start = police.get(reverse("agency:check"))
    assert "DOB" in start.text
    police.post(reverse("agency:check-forget", args=[HeaderMapping.objects.get(column="date_of_birth").pk]))
    assert HeaderMapping.objects.count() == 2


OWN_WORDS = [["Collar tag", "Christian", "Clan", "Born when"], ["1", "Ada", "Okafor", "03/03/2014"]]


@pytest.mark.parametrize("where", ["on any day", "asked for"])
def test_a_list_whose_headers_are_all_its_own_can_be_explained(pages_as, world, where):
    police = pages_as(world.coordinators["police"])
    to, box = (lists_page(), "files") if where == "on any day" else (address(world, "item-check"), "file")
    page = police.post(to, {"list_id": "police-people"}, **{box: sent_file(OWN_WORDS)})
    assert page.title.startswith("Error: ")
    assert "4 headers were not known" in page.text
    keys = zip(OWN_WORDS[0], ("force_id", "given_names", "family_name", "date_of_birth"), strict=True)
    said = {f"map|police-people|{header}": key for header, key in keys}
    page = police.post(to, {"list_id": "police-people", **said}, **{box: sent_file(OWN_WORDS)})
    assert "4 headers are read as you said" in page.text
    assert "1 row: 1 person" in page.text


def test_two_headers_cannot_be_one_column(pages_as, planned):
    said = {
        "list_id": "police-people",
        "map|police-people|Born when": "date_of_birth",
        "map|police-people|Collar tag": "date_of_birth",
    }
    page = pages_as(planned.coordinators["police"]).post(lists_page(), said, files=sent_file(MAPPED))
    assert "Two of your headers are said to be “DOB”." in page.text
    assert not HeaderMapping.objects.exists()


def test_another_agencys_headers_and_checks_are_nobodys_business(pages_as, planned, world):
    police = pages_as(planned.coordinators["police"])
    police.post(lists_page(), {"list_id": "police-people", "map|police-people|Born when": "date_of_birth"}, files=sent_file(MAPPED))
    mapping = HeaderMapping.objects.get()
    other = pages_as(world.coordinators["police"])
    other.post(reverse("agency:check-forget", args=[mapping.pk]), status=404)
    assert "Checks before" not in other.get(reverse("agency:check")).text
    pages_as(planned.lead).get(reverse("agency:check"), status=404)
    pages_as(planned.lead).get(lists_page(), status=404)


def test_somebody_of_two_agencies_says_for_which(pages_as, planned, world):
    both = planned.coordinators["police"]
    add_agency_member(by=None, agency=world.agencies["police"], person=both, role="coordinator")
    page = pages_as(both).post(lists_page(), files=sent_file(BAD))
    assert page.links()["Choose the agency you are checking for."] == "#id_agency"
    assert "Enter which" not in page.text
    page = pages_as(both).post(lists_page(), {"agency": str(world.agencies["police"].pk)}, files=sent_file(BAD))
    assert OwnCheck.objects.get().agency == world.agencies["police"]


def test_a_list_of_another_agencys_sector_is_refused_in_words(pages_as, planned):
    both = planned.coordinators["police"]
    add_agency_member(by=None, agency=planned.agencies["local_authority"], person=both, role="coordinator")
    said = {"agency": str(planned.agencies["local_authority"].pk), "list_id": "police-people"}
    page = pages_as(both).post(lists_page(), said, files=sent_file(BAD))
    assert "“Police people” is not asked of" in page.text


# Within an inspection


def request_of(world, item="police-people") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def address(world, name, item="police-people"):
    return reverse(f"agency:{name}", args=[world.inspection.pk, request_of(world, item).pk])


def test_a_file_is_checked_then_sent_with_what_the_agency_says(pages_as, world):
    police = pages_as(world.coordinators["police"])
    page = police.get(police.get(address(world, "item")).links()["Check and send a file"])
    assert page.h1 == "Check and send: Police people"
    page = police.post(address(world, "item-check"), file=sent_file(BAD))
    assert "“DOB” is not a date that can be read." in page.text
    assert not Submission.objects.exists()
    told = form_of(page)
    said = {
        **told,
        "coverage": "area",
        "say-issue|date_unreadable|DOB": "Typed from paper in 2014.",
        "say-part|ages": "The two oldest are carers.",
        "say-whole": "Drawn by hand.",
    }
    page = police.post(address(world, "item-send"), said, file=sent_file(BAD))
    assert page.h1 == "Receipt: Police people"
    assert {remark.text for remark in SubmissionRemark.objects.all()} == {
        "Typed from paper in 2014.", "The two oldest are carers.", "Drawn by hand."
    }  # fmt: skip
    assert "typed from paper" not in everything_kept()
    sent = Submission.objects.get()
    for_the_team = pages_as(world.lead).get(reverse("inspectorate:submission", args=[world.inspection.pk, sent.pk])).text
    for text in ("Typed from paper in 2014.", "The two oldest are carers.", "Drawn by hand.", "Different people3"):
        assert text in for_the_team
        assert text in page.text


def test_another_file_than_the_one_checked_is_shown_before_it_is_sent(pages_as, world):
    police = pages_as(world.coordinators["police"])
    told = form_of(police.post(address(world, "item-check"), file=sent_file(BAD)))
    said = {**told, "coverage": "area", "say-whole": "Drawn by hand."}
    page = police.post(address(world, "item-send"), said, file=sent_file(BETTER))
    assert "This is not the file you checked." in page.text
    assert not Submission.objects.exists()
    again = form_of(page)
    assert again["say-whole"] == "Drawn by hand."
    assert police.post(address(world, "item-send"), {**again, "coverage": "area"}, file=sent_file(BETTER)).h1.startswith("Receipt")


def test_more_can_be_said_once_it_is_sent_until_it_counts_no_longer(pages_as, world):
    police = pages_as(world.coordinators["police"])
    police.post(address(world, "item-send"), {"coverage": "area"}, file=sent_file(BAD))
    sent = Submission.objects.get()
    where = reverse("agency:remark", args=[world.inspection.pk, sent.pk])
    assert "Write what the inspectors should know." in police.post(where, {"text": " "}).text
    assert "We changed systems in May." in police.post(where, {"text": "We changed systems in May."}).text
    police.post(address(world, "item-send"), {"coverage": "area"}, file=sent_file(BETTER))
    assert "no longer counts" in police.post(where, {"text": "Too late."}).text


def test_what_was_sent_can_be_had_with_its_issues_marked_and_that_is_written_down(pages_as, world):
    police = pages_as(world.coordinators["police"])
    page = police.post(address(world, "item-send"), {"coverage": "area"}, file=sent_file(BAD))
    answer = police.client.get(page.links()["Download it with the issues marked"])
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert "32/13/2014" in str(book.get_sheet_by_name("Issues").to_python())
    assert [entry for entry in entries(str(world.inspection.pk)) if entry.reading and entry.action == "marked workbook opened"]


def test_there_is_nothing_to_check_in_a_document(pages_as, world):
    police = pages_as(world.coordinators["police"])
    police.get(address(world, "item-check", "police-minutes"), status=404)
    assert "Check and send" not in police.get(address(world, "item", "police-minutes")).text


def test_ten_thousand_issues_make_a_page_that_still_opens(pages_as, planned):
    rows = [PEOPLE, *([str(n), "Ada", "Okafor", "32/13/2014", "Q"] for n in range(5_000))]
    page = pages_as(planned.coordinators["police"]).post(lists_page(), files=sent_file(rows))
    assert "5,000 issues" in page.text
    assert "The first 50 of 5,000 rows" in page.text
    assert len(page.response.content) < 200_000


CARE_MISSING = [["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"], ["7", "01/05/2012", "M", "01/09/2022", "02/09/2022"]]


def test_a_return_an_authority_holds_already_is_read_and_says_who_cannot_be_linked(pages_as, planned):
    council = pages_as(planned.coordinators["local_authority"])
    page = council.post(lists_page(), files=sent_file(CARE_MISSING, "ssda903.csv"))
    assert "read from the looked-after return (SSDA903)" in page.text
    assert "1 child is on no people list so far, so it cannot be linked" in page.text
    assert OwnCheck.objects.get().list_id == "ssda903-missing"
