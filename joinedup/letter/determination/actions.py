"""The only writers of what is determined with a letter. Each voids every signature, but for an address put right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.letter.actions import LetterError, changing, determine_statement
from joinedup.letter.determination.enums import Basis, BodyKind, RecipientKind
from joinedup.letter.determination.models import Determination, NamedRecipient
from joinedup.letter.determination.queries import bases_of, recipients_of
from joinedup.letter.determination.rules import check_can_mend_address


@dataclass(frozen=True)
class Body:
    """Who is named, prepares or sends: a kind of body, and its name as the letter prints it."""

    kind: str
    name: str


@dataclass(frozen=True)
class Named:
    """A recipient as it is named: where it gets its post, and where it publishes the letter."""

    name: str
    kind: str
    must_publish: bool
    postal_address: str = ""
    web_address: str = ""


@transaction.atomic
def determine(
    *,
    by,
    letter,
    needed: bool,
    principal: Body | None = None,
    prepared: Body | None = None,
    sent: Body | None = None,
    basis: str = "",
) -> Determination:
    """Say whether a written statement is needed, of whom, who prepares and sends it, and on what basis the inspection was made.

    `prepared` or `sent` left out: the principal authority; whoever prepares it. Raise InspectionRefused, or LetterError.
    """
    _check_bodies(principal if needed else None, prepared, sent)
    if basis and basis not in dict(bases_of(letter.inspection)):
        raise LetterError("This inspection was not made under section 20 of the Children Act 2004.")
    determine_statement(by=by, letter=letter, needed=needed, principal_authority=principal.name if needed and principal else "")
    nobody = Body("", "")
    principal, prepared, sent = (body if needed and body else nobody for body in (principal, prepared, sent))
    row = Determination.objects.filter(letter=letter).first() or Determination(letter=letter)
    row.principal_kind, row.basis, row.determined_by = principal.kind, Basis(basis) if basis else "", by
    row.prepared_by, row.prepared_kind = prepared.name.strip(), prepared.kind
    row.sent_by, row.sent_kind = sent.name.strip(), sent.kind
    row.save()
    _log(by, letter, "letter basis determined", basis=basis, prepared_apart=bool(row.prepared_by), sent_apart=bool(row.sent_by))
    letter.refresh_from_db(fields=["statement_needed", "principal_authority", "state", "version"])
    return row


@transaction.atomic
def name_recipients(*, by, letter, recipients: Iterable[Named]) -> list[NamedRecipient]:
    """Say whom the letter is sent to, in order, in place of whoever was named before. Raise InspectionRefused, or LetterError."""
    letter, named = changing(by, letter), list(recipients)
    if not named:
        raise LetterError("Name at least one body the letter is sent to.")
    if len({one.name.casefold().strip() for one in named}) < len(named):
        raise LetterError("A body is named twice among those the letter is sent to.")
    for one in named:
        if not one.name.strip() or one.kind not in RecipientKind.values:
            raise LetterError("Each recipient needs a name, and the reason why it is sent the letter.")
    recipients_of(letter).delete()
    rows = NamedRecipient.objects.bulk_create(
        NamedRecipient(letter=letter, position=place, **vars(one)) for place, one in enumerate(named, 1)
    )
    _log(by, letter, "letter recipients named", recipients=len(rows))
    return rows


@transaction.atomic
def mend_address(*, by, recipient: NamedRecipient, postal_address: str, web_address: str) -> NamedRecipient:
    """Put right where a recipient gets its post or publishes: no word of the letter, so no signature falls."""
    check_can_mend_address(by, recipient.letter)
    recipient.postal_address, recipient.web_address = postal_address.strip(), web_address.strip()
    recipient.save(update_fields=["postal_address", "web_address"])
    _log(by, recipient.letter, "letter recipient address mended", recipient=str(recipient.pk))
    return recipient


def _check_bodies(*bodies: Body | None) -> None:
    for body in bodies:
        if body is not None and body.name.strip() and body.kind not in BodyKind.values:
            raise LetterError(f"Say what kind of body “{body.name}” is.")


def _log(by, letter, action: str, **detail) -> None:
    record(
        by=by,
        chain=str(letter.inspection_id),
        action=action,
        object_kind="letter",
        object_id=str(letter.id),
        detail=detail,
    )
