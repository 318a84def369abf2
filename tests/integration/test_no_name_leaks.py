"""Nobody's name gets out: not into the database, the files, the log lines, nor onto any page somebody can open."""

import io
import json
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from traceback import format_exception
from urllib.parse import parse_qsl, urljoin, urlsplit
from uuid import UUID

import polars as pl
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from joinedup.audit.queries import entries, of_object, verify
from joinedup.config.logs import QuietFormatter
from joinedup.improvement.queries import statement_about
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch.enums import TalkKind
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import ask_agencies, receive_submission
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue
from joinedup.intake.queries import issues_of
from joinedup.linkage.actions import start_link
from joinedup.linkage.tasks import LinkRunFailed, link_in_background
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.setting_up import contact_roles_of
from joinedup.method.surveys import GROUPS
from joinedup.publication.queries import rendition
from joinedup.records.kinds import event_kinds
from joinedup.rehearsal.play import Played, play
from joinedup.web.agency import urls as agency_urls
from joinedup.web.agency.statement.overview import FORMS
from joinedup.web.inspectorate import urls as inspectorate_urls
from joinedup.web.inspectorate.known import BY, SCOPES
from joinedup.web.inspectorate.pair_lists import LISTS
from joinedup.web.inspectorate.views.enquiries import SHOWS
from joinedup.web.inspectorate.views.known import MORE_THAN
from joinedup.web.public import urls as public_urls
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, Listed, framework_of_people
from tests.factories.lists import csv_bytes, framework_of_lists, workbook_bytes
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{4}(?!\d)")
#: Pages inside an inspection that say nothing of any child: where it stands, who was asked for which list, the
#: signature, whom a letter goes to and when, what was corrected in a published one, the devices notes are written on.
NOT_OF_A_CHILD = re.compile(
    r"/inspectorate/inspections/[^/]+/"
    r"(lists/|lists/burden/|letter/sign/|team/|stand-back/|own-views/(opening/)?|devices/([^/]+/revoke/)?|setting-up/([^/]+/)?|outstanding/"
    r"|statement/([^/]+/)?|earlier/"
    r"|letter/(corrections/(new/)?|recipients/|publication/(sent/[^/]+/|withdraw/)?)"
    r"|complain/|survey/(results.*)?|interruptions/(new/|[^/]+/)?|notification/([a-z]+/([^/]+/)?)?|timetable/calendar/)?$"
)
#: The pages that show names on purpose: two records side by side, what agencies wrote of one person, a question whether an agency
#: knows a child, an urgent concern at the door of the agency that receives it, and the row an event was read from. Each opening
#: is logged.
SHOWS_NAMES = re.compile(
    r"/children/pairs/[0-9a-f]{16}/$|/children/people/[0-9a-f]{16}/$|/not-known/[0-9a-f-]{36}/$"
    r"|/agency/inspections/[^/]+/children/[0-9a-f-]{36}/$"
    r"|/agency/inspections/[^/]+/concerns/[0-9a-f-]{36}/$"
    r"|/tracked/[0-9a-f-]{36}/events/[0-9a-f]{16}/$"
)
OPENED = {"pair opened", "person opened", "question about a child opened", "urgent concern opened"}
OPENED |= {"child followed opened", "row opened"}
#: Pages there is one of for every child, person or way of being known: a few of each stand for all.
ONE_OF_MANY = re.compile(r"/(child|people|known|asked|audit|on|together)/[0-9a-z?]")
IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16}|\d+")
A_FEW = 4


@dataclass(frozen=True)
class Known:
    """What is known of the people of the made-up area, in a form that is found again however it is written."""

    names: set[tuple[str, str]]  # two words near each other: given and family name, or the other way round
    postcodes: set[str]
    nhs: set[str]

    def said_in(self, text: str) -> list[object]:
        """Return whatever of it stands in a text."""
        text = text.casefold()
        words = WORD.findall(text)
        postcodes = {found.replace(" ", "") for found in POSTCODE.findall(text)}
        numbers = {found.replace(" ", "") for found in TEN_DIGITS.findall(text)}
        near = {pair for step in (1, 2, 3) for pair in zip(words, words[step:], strict=False)}
        return [*(near & self.names), *(postcodes & self.postcodes), *(numbers & self.nhs)]


@dataclass
class Told:
    """Everything that was shown or kept while an inspection was played and read."""

    played: Played
    known: Known
    logged: str
    pages: dict[str, str] = field(default_factory=dict)  # address → page, of everybody who looked around
    headers: dict[str, str] = field(default_factory=dict)  # address → its Cache-Control


def known_of(played: Played) -> Known:
    """Return what is known of everybody, as it truly is and as each agency wrote it down."""
    rows = [*played.area.people.iter_rows(named=True), *played.area.records.iter_rows(named=True)]
    names = {pair for row in rows for pair in pairs(row["given_names"], row["family_name"])}
    postcodes = {(row["postcode"] or "").replace(" ", "").casefold() for row in rows} - {""}
    return Known(names, postcodes, {row["nhs"] for row in rows if row["nhs"]})


def pairs(given: str | None, family: str | None) -> Iterable[tuple[str, str]]:
    """Return the words that stand beside each other where a name is written “Ada Mary Okafor” or “OKAFOR, Ada Mary”."""
    first, last = (WORD.findall((part or "").casefold()) for part in (given, family))
    if first and last:
        yield (first[-1], last[0])
        yield (first[0], last[0])
        yield (last[-1], first[0])


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory) -> Told:
    """One small inspection, played and then read from end to end by its lead, its signatory and its agencies."""
    with django_db_blocker.unblock(), transaction.atomic(), log_lines(logging.DEBUG) as lines:
        framework = load_framework("targeted-2016-single-agency")
        played = play(framework, children=200, seed=7, folder=tmp_path_factory.mktemp("lists"))
        told = Told(played, known_of(played), "")
        look_around(told)
        told.logged = lines.getvalue()
        yield told
        transaction.set_rollback(True)


@contextmanager
def log_lines(level: int = logging.INFO) -> Iterator[io.StringIO]:
    """Give what the service's own log handler writes meanwhile."""
    root, lines = logging.getLogger(), io.StringIO()
    [handler] = [handler for handler in root.handlers if isinstance(handler.formatter, QuietFormatter)]
    before, stream = root.level, handler.setStream(lines)
    root.setLevel(level)
    try:
        yield lines
    finally:
        root.setLevel(before)
        handler.setStream(stream)


def look_around(told: Told) -> None:
    """Open every page its people can reach by links, and the forms that stand open while evidence is gathered."""
    cast = told.played.cast
    inspectors = [cast.lead, *cast.signatories.values()]
    for person in (*inspectors, *cast.coordinators.values()):
        follow_links(told, browser(person), "/inspectorate/" if person in inspectors else "/agency/")
    here = f"/inspectorate/inspections/{told.played.inspection.pk}"
    assert browser(cast.lead).get(f"{here}/notes/{told.played.inspection.pk}/").status_code == 404  # leaves a line in the log
    with transaction.atomic():
        Inspection.objects.filter(pk=told.played.inspection.pk).update(stage=Stage.FIELDWORK)
        for form in ("notes/new/", "findings/new/", "selection/choose/"):
            open_page(told, browser(cast.lead), f"{here}/{form}")
        transaction.set_rollback(True)


def follow_links(told: Told, client: Client, start: str) -> None:
    waiting, seen, opened = [start], set(), Counter()
    while waiting:
        address = waiting.pop()
        kind = kind_of(address)
        if address not in seen and not (kind and opened[kind] >= A_FEW):
            seen.add(address)
            opened[kind] += 1
            waiting += links(open_page(told, client, address), address)


def kind_of(address: str) -> str:
    """Return what a few of stand for all: a kind of page there are many of, or one page narrowed in many ways; else ""."""
    split = urlsplit(address)
    if many := ONE_OF_MANY.search(address):
        return many[1]
    return IDENTITY.sub("*", split.path) + "?" if split.query else ""


def open_page(told: Told, client: Client, address: str) -> str:
    response = client.get(address)
    if not response.headers.get("Content-Type", "").startswith("text/html") or response.status_code != 200:
        return ""
    told.pages[address] = response.content.decode()
    told.headers[address] = response.headers.get("Cache-Control", "")
    return told.pages[address]


def links(page: str, address: str) -> list[str]:
    found = (urljoin(address, unescape(href)) for href in re.findall(r'href="([^"]+)"', page))
    inside = (link.partition("#")[0] for link in found if link.startswith("/"))
    return [link for link in inside if not link.startswith(("/static/", "/account/"))]


def of_children(told: Told) -> dict[str, str]:
    return {
        address: page
        for address, page in told.pages.items()
        if "/inspections/" in address and not NOT_OF_A_CHILD.search(urlsplit(address).path)
    }


def test_what_is_known_would_be_found(told):
    """The search finds a name, a postcode and an NHS number in every way a file writes them."""
    row = next(row for row in told.played.area.people.iter_rows(named=True) if row["nhs"])
    given, family, nhs = row["given_names"], row["family_name"], row["nhs"]
    for text in (
        f"{given} {family}",
        f"{family.upper()}, {given}",
        f"x;{given};{family};y",
        f'"given":"{given}","family":"{family}"',
    ):
        assert told.known.said_in(text), text
    assert told.known.said_in(f"at {row['postcode'].lower()}.")
    assert told.known.said_in(f"NHS {nhs[:3]} {nhs[3:6]} {nhs[6:]}")
    assert len(told.known.names) > 300
    assert told.known.said_in("Child 4 was seen on 6 May 2014.") == []


def test_the_database_names_nobody(told):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = cursor.fetchall()
            text = "\n".join(as_text(value) for row in rows for value in row)
            assert told.known.said_in(text) == [], f"in the table {table}"


def as_text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_no_file_names_anybody(told):
    files = [path for path in Path(settings.VAR).rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert told.known.said_in(path.name) == []
        assert told.known.said_in(path.read_bytes().decode("latin-1")) == [], path.name


def test_no_log_line_names_anybody(told):
    assert "Not Found: /inspectorate/inspections/" in told.logged
    assert told.known.said_in(told.logged) == []


def test_the_published_letter_names_nobody(told):
    for form in ("html", "json"):
        assert told.known.said_in(rendition(told.played.publication, form).read().decode()) == []
    with zipfile.ZipFile(io.BytesIO(rendition(told.played.publication, "docx").read())) as document:
        for name in document.namelist():
            assert told.known.said_in(re.sub(r"<[^>]+>", " ", document.read(name).decode("latin-1"))) == []


def test_no_page_names_anybody(told):
    assert len(told.pages) > 60
    for address, page in told.pages.items():
        if not SHOWS_NAMES.search(urlsplit(address).path):
            assert told.known.said_in(unescape(re.sub(r"<[^>]+>", " ", page))) == [], address


def test_whoever_sees_names_side_by_side_is_written_down(told):
    shown = [address for address in told.pages if SHOWS_NAMES.search(urlsplit(address).path)]
    opened = [entry for entry in entries(str(told.played.inspection.pk)) if entry.action in OPENED]
    assert len(opened) >= len(shown) > 0
    assert all("OFFICIAL-SENSITIVE" in told.pages[address] for address in shown)


def test_addresses_and_titles_hold_codes_alone(told):
    """Each part of an address is a word of the service, a random id or a letter's name; so is what follows the question mark."""
    sectors = {sector.id for sector in told.played.framework.sectors}
    framework = told.played.framework
    words = {*words_of_routes(), told.played.publication.slug, "letter.html", "sampled", "notebook", *framework_ids()}
    words |= {"docx", "html", "json", "forms"}  # what one's own notes are taken out as
    words |= set(FORMS)  # what a written statement is taken out as
    words |= {question.id for question in framework.joint_audit} | sectors | {"child", "whole", "the-audit-itself"}
    words |= {role.id for role in contact_roles_of(framework)}
    words |= {"facts", "away", "training", "interest", "leaving", "inspections", "holidays"}  # what a register and calendars hold
    words |= {section.id for section in framework.tracking_record} | {criterion.id for criterion in framework.criteria}
    words |= {section.id for section in framework.letter} | {step.id for step in framework.calendar}
    values = {*SCOPES, *BY, *MORE_THAN, *SHOWS, "one", "more", "sampled", "urgent_concern"} | sectors | LISTS.keys()
    values |= {criterion.id for criterion in framework.criteria}
    values |= {source.id for source in framework.sources} | {route.id for route in framework.concerns}
    values |= set(GROUPS) | set(TalkKind) | fieldwork_days(told)
    values |= {agency.key for agency in told.played.cast.agencies.values()} | event_kinds().keys()
    values |= {point.number for point in statement_about(told.played.publication).points.all()}
    strange = {(kind_of(address), part) for address in told.pages for part in strange_in(address, words, values)}
    assert strange == set()
    for page in told.pages.values():
        title = re.search(r"<title[^>]*>(.*?)</title>", page, re.DOTALL)[1]
        assert told.known.said_in(unescape(title)) == []


def fieldwork_days(told: Told) -> set[str]:
    first, last = told.played.inspection.fieldwork_from, told.played.inspection.fieldwork_to
    return {str(first + timedelta(days=n)) for n in range((last - first).days + 1)}


def words_of_routes() -> set[str]:
    """Return the fixed words of every door's addresses."""
    doors = (inspectorate_urls, agency_urls, public_urls)
    routes = [str(pattern.pattern) for door in doors for pattern in door.urlpatterns]
    return {"inspectorate", "agency", "letters", "cookies", "accessibility"} | {
        part for route in routes for part in route.split("/") if "<" not in part
    }


def strange_in(address: str, words: set[str], values: set[str]) -> list[str]:
    """Return the parts of an address, and of what follows its question mark, that are neither a word nor a random id."""
    parts = urlsplit(address)
    strange = [part for part in parts.path.split("/") if part and part not in words and not is_id(part)]
    return strange + [value for _, value in parse_qsl(parts.query) if value not in values and not is_id(value)]


def is_id(text: str) -> bool:
    """Say whether it is a random id, the opaque one of a pair, a sampled child's place in the draw, or a month a picture begins."""
    if re.fullmatch(r"[0-9a-f]{16}|\d{1,3}|\d{4}-\d\d", text):
        return True
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def test_pages_about_children_say_so_and_are_kept_nowhere(told):
    about = of_children(told)
    assert len(about) > 40
    assert sorted({IDENTITY.sub("*", address) for address, page in about.items() if "OFFICIAL-SENSITIVE" not in page}) == []
    assert {address: told.headers[address] for address in about if told.headers[address] != "no-store"} == {}


def test_whoever_opens_a_child_is_written_down(told):
    lead = str(told.played.cast.lead.pk)
    for story in told.played.stories:
        assert any(f"/tracked/{story.tracked.pk}/" in address for address in told.pages)
        told_of = of_object("trackedchild", str(story.tracked.pk))
        assert [entry for entry in told_of if entry.reading and entry.action == "child opened" and entry.actor == lead]


def test_whoever_reads_notes_or_what_an_agency_sent_is_written_down(told):
    """By way of which page, and of which children; an agency's own people too."""
    here, cast = told.played.inspection, told.played.cast
    read = {(entry.action, entry.object_kind, entry.object_id, entry.actor) for entry in entries(str(here.pk)) if entry.reading}
    rows = [here, *told.played.notes, *told.played.findings, *told.played.letter.passages.all()]
    expected = {("notes read", row._meta.model_name, str(row.pk), str(cast.lead.pk)) for row in rows}
    sent = Submission.objects.filter(inspection=here).select_related("agency")
    for who in ("lead", "sender"):
        people = {row: cast.lead if who == "lead" else cast.coordinators[row.agency.key] for row in sent}
        expected |= {("issues opened", "submission", str(row.pk), str(person.pk)) for row, person in people.items()}
    assert expected - read == set()
    about = [json.loads(entry.detail)["children"] for entry in of_object("note", str(told.played.notes[0].pk)) if entry.reading]
    revision = told.played.notes[0].current
    assert about[0] == ([revision.tracked.code] if revision.tracked else [])
    assert verify(str(here.pk)) == []


NAME = "Zebedee Quillfeather"
PEOPLE = ["Force ID", "Forename", "Surname", "DOB", "Sex"]


ADA = ["1", "Ada", "Okafor", "06/05/2014", "F"]
TWO = [["a", "b"], [1, 2]]
SENT = {
    "a heading": ("people.csv", csv_bytes([[*PEOPLE, NAME], [*ADA, "x"]])),
    "a cell": ("people.csv", csv_bytes([PEOPLE, ["1", "Ada", NAME, NAME, NAME], [NAME, "", "", "", ""]])),
    "the file's name": (f"{NAME}.csv", csv_bytes([PEOPLE, [*ADA[:3], "06/05/20x4", "F"]])),
    "the sheet's title": ("people.xlsx", workbook_bytes({NAME: [PEOPLE, [*ADA[:4], "Q"]], "x": TWO})),
    "a sheet beside it": ("people.xlsx", workbook_bytes({"People": [PEOPLE, ADA], NAME: TWO})),
}
REFUSED = {
    "the name of a file of another kind": (f"{NAME}.pdf", b"%PDF-1.4"),
    "the name of an empty file": (f"{NAME}.csv", b""),
    "no heading": ("people.csv", csv_bytes([[NAME, "Leo"], ["Ada", NAME]])),
    "a sheet's title": ("people.xlsx", workbook_bytes({NAME: [[NAME, "b"], [1, 2]]})),
    "not a workbook": ("people.xlsx", NAME.encode()),
}


@pytest.mark.parametrize("where", SENT)
def test_a_name_where_none_belongs_is_sealed_all_the_same(where):
    """Agencies name sheets after children and put names where dates belong: the sender is told, the database tells nobody."""
    with log_lines(logging.DEBUG) as lines:
        sent = send(*SENT[where])
    told = [f"{issue.sheet} {issue.column} {issue.sentence} {issue.value}" for issue in issues_of(sent)]
    assert NAME in f"{told} {sent.filename}", "the sender is not told, so the test looked at nothing"
    assert SubmissionIssue.objects.filter(submission=sent).exists()
    assert NAME.casefold() not in everything_in_the_database().casefold()
    assert NAME.casefold() not in lines.getvalue().casefold()


@pytest.mark.parametrize("where", REFUSED)
def test_a_refusal_does_not_repeat_a_name(where):
    """A sentence about a whole file may end in a log; it says what to do without saying what stood there."""
    with pytest.raises(UnusableFile) as refusal:
        send(*REFUSED[where])
    assert NAME not in str(refusal.value)
    assert NAME not in everything_in_the_database()


def test_an_error_nobody_foresaw_is_logged_without_its_words(monkeypatch):
    """A library's error may quote a cell: the log says where and of what kind it was, the page says neither."""
    world = make_inspection(stage=Stage.LISTS)
    monkeypatch.setattr("joinedup.intake.queries.progress", stumble)
    with log_lines() as lines:
        answer = browser(world.lead).get(f"/inspectorate/inspections/{world.inspection.pk}/lists/")
    assert answer.status_code == 500
    assert NAME not in answer.content.decode()
    assert "stumble" in lines.getvalue()
    assert "polars.exceptions.InvalidOperationError" in lines.getvalue()
    assert NAME not in lines.getvalue()


def test_a_job_that_fails_leaves_no_words_in_the_queue(monkeypatch):
    """The queue's table keeps the traceback of a failed job in clear."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    listed = Listed(world)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed.send("police", POLICE)
    run = start_link(by=world.lead, inspection=world.inspection)
    monkeypatch.setattr("joinedup.linkage.actions.link", stumble)
    with log_lines() as lines, pytest.raises(LinkRunFailed) as failure:
        link_in_background.call(str(run.pk), str(world.lead.pk))
    assert NAME not in "".join(format_exception(failure.value))
    assert "InvalidOperationError" in lines.getvalue()
    assert NAME not in lines.getvalue()
    assert NAME not in everything_in_the_database()


def stumble(*args, **kwargs):
    """Fail as Polars does: with the value in the words of the error, and that error behind another."""
    try:
        pl.Series([NAME]).cast(pl.Int64)
    except pl.exceptions.InvalidOperationError as error:
        raise ValueError(f"cannot go on after {NAME}") from error


def send(filename: str, data: bytes):
    """Send a file as the people list the police are asked for."""
    world = make_inspection(framework_of_lists(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    request = DataRequest.objects.get(inspection=world.inspection, item="police-people")
    return receive_submission(by=world.coordinators["police"], request=request, filename=filename, data=data)


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        values = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values += [as_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join(values)
