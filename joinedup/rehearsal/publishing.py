"""What is determined with the letter, its page for children, and its publication: frozen, sent, read early by two, let go."""

from datetime import date, datetime, time

from django.utils import timezone

from joinedup.evidence.enums import FindingDirection
from joinedup.letter.determination.actions import Body, Named, determine, name_recipients
from joinedup.letter.determination.queries import bases_of, proposed_recipients
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.models import Letter
from joinedup.letter.publishing.actions import freeze_letter, name_reader, tick_off
from joinedup.letter.publishing.releasing import release_letter
from joinedup.letter.queries import passages_of
from joinedup.method.calendar import add_working_days
from joinedup.publication.elections.actions import enter_period
from joinedup.publication.embargo.actions import marked_pdf
from joinedup.publication.models import Publication
from joinedup.publication.recipients.queries import deliveries_of
from joinedup.records.dates import LONDON
from joinedup.rehearsal.cast import Cast

EMBARGO_DAYS = 2  # working days between the copy under embargo and publication (Haringey 2017-18)
HOUR = time(9, 30)


def determine_and_address(cast: Cast, letter: Letter) -> None:
    """Ask the council for a written statement, name whom the letter is sent to, and write its page for children."""
    council = next(agency.name for agency in cast.agencies.values() if agency.sector == "local_authority")
    basis = "20(2)" if bases_of(letter.inspection) else ""  # made up: nobody asked for it
    determine(by=cast.lead, letter=letter, needed=True, principal=Body("council", council), basis=basis)
    name_recipients(by=cast.lead, letter=letter, recipients=[_addressed(*row) for row in proposed_recipients(letter)])
    write_for_children(by=cast.lead, letter=letter, title="How well grown-ups work together", text=_for_children(letter))


def publish_under_embargo(cast: Cast, letter: Letter, published_on: date) -> Publication:
    """Freeze the letter, send it, let an agency read it two days before everybody, tick off who has it, and let it go."""
    _keep_elections(cast, published_on)
    public_from = datetime.combine(published_on, HOUR, tzinfo=LONDON)
    early = add_working_days(published_on, -EMBARGO_DAYS)
    made = freeze_letter(by=cast.lead, letter=letter, public_from=public_from, received_on=early)
    letter.refresh_from_db()
    coordinator = next(cast.coordinators[key] for key, agency in cast.agencies.items() if agency.sector == "local_authority")
    reads_from = min(datetime.combine(early, HOUR, tzinfo=LONDON), timezone.now())  # played ahead of its days, it is read now
    name_reader(by=cast.lead, letter=letter, person=coordinator, reads_from=reads_from)
    marked_pdf(by=coordinator, publication=made)
    for one in deliveries_of(made):
        days = {"sent": early, "received": early if one.delivery.principal else published_on}
        tick_off(by=cast.lead, letter=letter, delivery=one.delivery, days=days)
    released = release_letter(by=cast.lead, letter=letter)
    letter.refresh_from_db()
    principal = next(one.delivery for one in deliveries_of(released) if one.delivery.principal)
    tick_off(by=cast.lead, letter=letter, delivery=principal, days={"published": published_on})
    return released


def _addressed(name: str, kind: str, must_publish: bool) -> Named:
    """Return a recipient with addresses that reach nobody (RFC 2606)."""
    web = f"https://{'-'.join(name.lower().replace('’', '').split())}.example/inspections" if must_publish else ""
    return Named(name, kind, must_publish, "1 Made-up Street\nNowhere", web)


def _keep_elections(cast: Cast, published_on: date) -> None:
    """Enter the made-up period before local elections in the next May that leaves the day of publication free."""
    year = published_on.year if published_on < date(published_on.year, 3, 20) else published_on.year + 1
    said = {"election": "Local elections", "source": "Made up for this rehearsal"}
    enter_period(by=cast.lead, area=cast.area, first=date(year, 3, 24), last=date(year, 5, 5), **said)


def _for_children(letter: Letter) -> str:
    """Return the page in plain words: true of any letter, with the sectors its own passages praise or ask more of."""
    names = {sector.id: sector.name[:1].lower() + sector.name[1:] for sector in letter.inspection.framework.sectors}
    praised, asked = set(), set()
    for passage in passages_of(letter):
        for finding in passage.findings.all():
            (praised if finding.direction == FindingDirection.STRENGTH else asked).update(finding.sectors)
    paragraphs = [
        f"Inspectors came to {letter.inspection.area.name}. They looked at how grown-ups in different services work together"
        " to keep children and young people safe.",
        f"They saw some things that work well. Good work was done by {_list(praised, names)}." if praised else "",
        f"Some things must get better. The letter says what, and asks for more from {_list(asked, names)}." if asked else "",
        "The services must now write down what they will do, and by when. Everybody can read their plan.",
        "If you are worried about yourself or somebody else, tell a grown-up you trust.",
    ]
    return "\n\n".join(filter(None, paragraphs))


def _list(sectors: set[str], names: dict[str, str]) -> str:
    said = [name for sector, name in names.items() if sector in sectors]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
