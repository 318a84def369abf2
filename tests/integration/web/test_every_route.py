"""Every address of the service, asked for by every kind of reader: who gets a page, and for whom it does not exist."""

from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from joinedup.evidence.models import Finding, Note
from joinedup.intake.models import DataRequest, Submission
from joinedup.letter.queries import passages_of
from joinedup.method.loader import load_framework
from joinedup.rehearsal.play import Played, play
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

FRAMEWORK = "jtai-2022-front-door"
OPEN, TEAM, AGENCY, AGENCIES = "open", "team", "the agency asked", "every agency taking part"

#: Pages that show something, and whose they are. Whoever adds a route adds a line here, or the last test fails.
PAGES = {
    "front": OPEN,
    "cookies": OPEN,
    "accessibility": OPEN,
    "public:letters": OPEN,
    "public:machines": OPEN,
    "public:schema": OPEN,
    "public:letter": OPEN,
    "public:download": OPEN,
    "inspectorate:home": "signed in",
    "agency:home": "signed in",
    "inspectorate:inspection": TEAM,
    "inspectorate:lists": TEAM,
    "inspectorate:submission": TEAM,
    "inspectorate:children": TEAM,
    "inspectorate:selection": TEAM,
    "inspectorate:choose": TEAM,
    "inspectorate:tracked": TEAM,
    "inspectorate:chronology": TEAM,
    "inspectorate:notes": TEAM,
    "inspectorate:note-new": TEAM,
    "inspectorate:note": TEAM,
    "inspectorate:findings": TEAM,
    "inspectorate:finding-new": TEAM,
    "inspectorate:finding": TEAM,
    "inspectorate:letter": TEAM,
    "inspectorate:letter-sign": TEAM,
    "inspectorate:passage": TEAM,
    "agency:requests": AGENCIES,
    "agency:item": AGENCY,
    "agency:submission": AGENCY,
}
#: Addresses that only take something in: they answer a POST alone, and to the same people.
DEEDS = {
    "inspectorate:move": TEAM,
    "inspectorate:ask": TEAM,
    "inspectorate:accept": TEAM,
    "inspectorate:send-back": TEAM,
    "inspectorate:link": TEAM,
    "inspectorate:draw": TEAM,
    "inspectorate:letter-offer": TEAM,
    "inspectorate:letter-publish": TEAM,
    "agency:not-held": AGENCY,
}
#: What a rule forbids at the stage the played inspection has reached: told in words, with 403.
NOT_NOW = {"inspectorate:choose", "inspectorate:note-new", "inspectorate:finding-new", "inspectorate:letter-sign"}


@dataclass
class Addresses:
    """A played inspection, and for each route the address of one thing in it."""

    played: Played

    def of(self, name: str) -> str:
        here, submission = self.played.inspection.pk, Submission.objects.filter(agency__key="police").first()
        request = DataRequest.objects.filter(agency__key="police").first()
        args = {
            "inspectorate:submission": [here, submission.pk],
            "inspectorate:accept": [here, submission.pk],
            "inspectorate:send-back": [here, submission.pk],
            "inspectorate:chronology": [here, self.played.stories[0].tracked.pk],
            "inspectorate:note": [here, Note.objects.first().pk],
            "inspectorate:finding": [here, Finding.objects.first().pk],
            "inspectorate:passage": [here, passages_of(self.played.letter)[0].pk],
            "agency:item": [here, request.pk],
            "agency:not-held": [here, request.pk],
            "agency:submission": [here, submission.pk],
            "public:letter": [self.played.publication.slug],
            "public:download": [self.played.publication.slug, "pdf"],
        }
        whole = [] if (PAGES | DEEDS)[name] in (OPEN, "signed in") else [here]
        return reverse(name, args=args.get(name, whole))


@pytest.fixture
def addresses(db, tmp_path) -> Addresses:
    return Addresses(play(load_framework(FRAMEWORK), children=150, seed=3, folder=tmp_path))


def test_each_page_opens_to_its_own_and_does_not_exist_for_anyone_else(pages_as, anyone, addresses):
    cast, elsewhere = addresses.played.cast, make_inspection()
    team = [cast.lead, cast.signatories["cqc"]]
    outside = [cast.lead, elsewhere.coordinators["police"], make_person()]
    others = {
        TEAM: [cast.coordinators["police"], elsewhere.lead, elsewhere.coordinators["police"], make_person()],
        AGENCY: [cast.coordinators["council"], *outside],
        AGENCIES: outside,
    }
    police, council = cast.coordinators["police"], cast.coordinators["council"]
    own = {TEAM: team, AGENCY: [police], AGENCIES: [police, council]}
    for name, whose in PAGES.items():
        if whose not in own:
            continue
        address = addresses.of(name)
        for person in own[whose]:
            pages_as(person).get(address, status=403 if name in NOT_NOW else 200)
        for person in others[whose]:
            pages_as(person).get(address, status=404)
        assert anyone.client.get(address).headers["Location"].startswith(reverse("account_login")), name
    for name, whose in DEEDS.items():
        for person in others[whose]:
            pages_as(person).post(addresses.of(name), status=404)
        assert anyone.client.post(addresses.of(name)).headers["Location"].startswith(reverse("account_login")), name


def test_open_pages_open_to_everyone(anyone, addresses):
    for name in (name for name, whose in PAGES.items() if whose == OPEN):
        assert anyone.client.get(addresses.of(name)).status_code in (200, 302), name


def test_every_route_has_a_line_above():
    ours = {name for name in names(get_resolver()) if name.split(":")[0] in ("inspectorate", "agency", "public") or ":" not in name}
    from_allauth = {name for name in ours if name.startswith(("account_", "mfa_"))}
    assert ours - from_allauth == set(PAGES) | set(DEEDS)


def names(resolver: URLResolver, space: str = "") -> set[str]:
    """Return the names of every route below a resolver, with their namespaces."""
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.add(f"{space}{entry.name}")
        else:
            found |= names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
    return found
