"""Contacts at agencies as both doors show and fill them in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.contacts import actions
from joinedup.inspections.contacts.enums import ContactState
from joinedup.inspections.contacts.models import Contact, ContactVersion
from joinedup.inspections.contacts.queries import AtPost, Reached, book_of, holding, role_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.framework import ContactRole
from joinedup.web.components import forms as components
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import day, short_day
from joinedup.web.components.page_id import page_id

HANDLING = "Names and telephone numbers of people at work. The inspection’s team and the agency itself see them, nobody else."
#: What each part of a contact is called, in order.
TITLES = {"post": "Post", "name": "Name", "telephone": "Telephone", "email": "Email", "when": "When", "why": "Why"}


class ContactForm(forms.Form):
    """How somebody is reached, from a day on."""

    post = forms.CharField(
        label="What they are called there",
        help_text="For example, duty inspector or emergency duty team.",
        max_length=120,
        error_messages={"required": "Enter what they are called there, for example duty inspector."},
    )
    name = forms.CharField(
        label="Name (optional)", help_text="Leave it empty where whoever is on duty answers.", max_length=120, required=False
    )
    telephone = forms.CharField(
        label="Telephone", max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    )
    email = forms.CharField(label="Email", max_length=120, required=False, widget=forms.TextInput(attrs={"inputmode": "email"}))
    when = forms.CharField(
        label="When (optional)", help_text="For example, 6pm to 8am and at weekends.", max_length=200, required=False
    )
    from_day = DayMonthYearField(label="From which day", error_messages={"required": "Enter the day it holds from."})

    def __init__(self, data: Any = None, *, version: ContactVersion | None = None) -> None:
        """Begin with a wording that stands, or with today."""
        said = version.said if version and version.state == ContactState.STANDS else {}
        super().__init__(data, initial={**said, "from_day": timezone.localdate()})

    def details(self) -> actions.Details:
        """Return what was typed, of a valid form."""
        return actions.Details(**{name: self.cleaned_data[name] for name in ("post", "name", "telephone", "email", "when")})


class EndForm(forms.Form):
    """That a contact no longer holds."""

    why = forms.CharField(label="Why does it no longer hold?", max_length=300, error_messages={"required": "Say why."})
    ends = DayMonthYearField(label="Since which day", error_messages={"required": "Enter the day."})


class NoPostForm(forms.Form):
    """That an agency has no such post."""

    instead = forms.CharField(
        label="Why is there no such post, and who is reached instead?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why there is no such post, and who is reached instead."},
    )


@dataclass
class Naming:
    """The page on which somebody is named for a post: its forms, and what came of sending one ("" while nothing did)."""

    agency: Agency
    role: ContactRole
    post: AtPost
    form: ContactForm
    none: NoPostForm
    page: UUID
    done: str = ""

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Return the error summary of both forms."""
        return [error for form in (self.form, self.none) if form.is_bound for error in components.error_list(form)]


@dataclass
class Changing:
    """The page of one contact: every wording, the latest first, with the forms that change and end it."""

    contact: Contact
    versions: list[ContactVersion]
    form: ContactForm
    end: EndForm
    done: str = ""

    @property
    def latest(self) -> ContactVersion:
        """Return how it is worded last."""
        return self.versions[0]

    @property
    def holds(self) -> ContactVersion | None:
        """Return the wording that holds today; none where the first is still to come."""
        return self._standing[0]

    @property
    def coming(self) -> tuple[ContactVersion, ...]:
        """Return what is still to come, the next first."""
        return self._standing[1]

    @property
    def _standing(self) -> tuple[ContactVersion | None, tuple[ContactVersion, ...]]:
        return holding(self.versions[::-1], timezone.localdate())

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Return the error summary of both forms."""
        return [error for form in (self.form, self.end) if form.is_bound for error in components.error_list(form)]


def naming(request: HttpRequest, inspection: Inspection, agency: Agency, role: str) -> Naming | None:
    """Take in who is named for a post, or that there is no such post; none where the framework asks for no such post there."""
    asked = role_of(inspection, agency, role)
    if asked is None:
        return None
    sent, none_sent = components.posted(request), request.POST.get("do") == "no-post"
    post = next(one for one in book_of(inspection, agency).posts if one.role == asked)
    form, none = ContactForm(None if none_sent else sent), NoPostForm(sent if none_sent else None)
    page = Naming(agency, asked, post, form, none, page_id(request))
    said: dict[str, Any] = {"by": request.user, "inspection": inspection, "agency": agency, "role": role}
    if form.is_valid():
        details, from_day = form.details(), form.cleaned_data["from_day"]
        if done(form, lambda: actions.add_contact(**said, details=details, from_day=from_day, page=page.page)):
            page.done = f"Saved: {asked.title.lower()}, {agency.name}."
    elif none.is_valid():
        why = none.cleaned_data["instead"]
        if done(none, lambda: actions.say_no_post(**said, why=why, from_day=timezone.localdate())):
            page.done = f"Saved: {agency.name} has no such post."
    return page


def changing(request: HttpRequest, contact: Contact) -> Changing:
    """Show one contact, logged, and take in its new wording or its end."""
    sent, ends = components.posted(request), request.POST.get("do") == "end"
    versions = actions.open_contact(by=request.user, contact=contact)
    stands = next((one for one in versions if one.state == ContactState.STANDS), None)
    form = ContactForm(None if ends else sent, version=stands)
    page = Changing(contact, versions, form, EndForm(sent if ends else None, initial={"ends": timezone.localdate()}))
    had = int(request.POST.get("had", "0")) if request.POST.get("had", "").isdigit() else 0
    if form.is_valid():
        details, from_day = form.details(), form.cleaned_data["from_day"]
        if done(
            form, lambda: actions.change_contact(by=request.user, contact=contact, details=details, from_day=from_day, had=had)
        ):
            page.done = "Changed. What it said before is kept below."
    elif page.end.is_valid():
        why, since = page.end.cleaned_data["why"], page.end.cleaned_data["ends"]
        if done(page.end, lambda: actions.end_contact(by=request.user, contact=contact, why=why, from_day=since, had=had)):
            page.done = "This contact has ended. What it said is kept."
    return page


def done(form: forms.Form, action: Callable[[], object]) -> bool:
    """Run an action; put its refusal or what it lacks at the head of the form."""
    try:
        action()
    except (InspectionRefused, ValueError) as reason:
        form.add_error(None, str(reason))
        return False
    return True


def reached_words(version: ContactVersion) -> str:
    """Return a contact in one line: "Duty inspector, Pat Fordingley: 01632 960 017 (6pm to 8am)"."""
    said = version.said
    who = ", ".join(said[key] for key in ("post", "name") if said.get(key))
    how = ", ".join(said[key] for key in ("telephone", "email") if said.get(key))
    when = f" ({said['when']})" if said.get("when") else ""
    return f"{who}: {how}{when}"


def dialled(telephone: str) -> str:
    """Return a telephone number as a link dials it: digits and a leading plus."""
    return ("+" if telephone.strip().startswith("+") else "") + "".join(sign for sign in telephone if sign.isdigit())


def holds_words(version: ContactVersion, today: date) -> str:
    """Return since when a wording holds, or from when it will."""
    since = "from" if version.from_day > today else "since"
    return f"{since} {short_day(version.from_day)}"


def parts_of(version: ContactVersion) -> list[tuple[str, str]]:
    """Return a wording's parts under their titles, with its day and who wrote it."""
    said = [(title, version.said.get(key, "")) for key, title in TITLES.items()]
    state = [] if version.state == ContactState.STANDS else [("It says", ContactState(version.state).label)]
    return [*state, *said, ("From", day(version.from_day))]


def coming_words(version: ContactVersion) -> str:
    """Return what is still to come, in one line: "From 3 October 2022: Duty inspector: 01632 960 017"."""
    said = reached_words(version) if version.state == ContactState.STANDS else version.said.get("why", "")
    state = "" if version.state == ContactState.STANDS else f"{ContactState(version.state).label.lower()}. "
    return f"From {day(version.from_day)}: {state}{said}"


def gap_words(post: AtPost) -> str:
    """Return what is missing, as a sentence: "No out-of-hours contact for Northbeck Police yet", or before a day to come."""
    days = [one.version.from_day for one in post.coming if one.version.state == ContactState.STANDS]
    until = f"before {day(min(days))}" if days else "yet"
    return f"No {_small(post.role.title)} for {post.agency.name} {until}"


def ring_facts(posts: list[AtPost]) -> list[tuple[str, str]]:
    """Return whom to ring at each post, in words for a summary list: a number, or that nobody is named yet."""
    return [(f"{post.role.title}, {post.agency.name}", _ring(post)) for post in posts]


def _ring(post: AtPost) -> str:
    return "; ".join([_ring_today(post), *_ring_later(post)])


def _ring_today(post: AtPost) -> str:
    if post.reached:
        return "; ".join(reached_words(one.version) for one in post.reached)
    if post.no_post is not None:
        return f"No such post. {post.no_post.version.said.get('why', '')}"
    return "Nobody is named for today" if post.coming else "Nobody is named yet"


def _ring_later(post: AtPost) -> list[str]:
    """Return what is still to come at a post, named with whom it is about where several are reached."""
    several = len(post.reached) > 1
    later = [(one, version) for one in post.reached for version in one.coming]
    first = [(one, version) for one in post.coming for version in (one.version, *one.coming)]
    return [_about(one, coming_words(version), several) for one, version in (*later, *first)]


def _about(one: Reached, words: str, several: bool) -> str:
    return f"{one.version.said.get('post', '')}, {_small(words)}" if several else _small(words)


def _small(title: str) -> str:
    """Return a title within a sentence."""
    return title[:1].lower() + title[1:]
