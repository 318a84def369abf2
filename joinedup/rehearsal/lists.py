"""Agencies are asked, and send the lists the made-up area would send, and a made-up paper or answer for everything else."""

from collections.abc import Iterable

from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.enums import Coverage, ItemKind
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.queries import requests_for
from joinedup.intake.questions.actions import answer_question
from joinedup.intake.questions.queries import open_questions_to
from joinedup.rehearsal.cast import Cast
from joinedup.training.lists import WrittenList


def ask(cast: Cast, inspection) -> None:
    """Ask every agency for what the framework asks of its sector."""
    ask_agencies(by=cast.lead, inspection=inspection)


def send(cast: Cast, inspection, written: Iterable[WrittenList], agencies: Iterable[str]) -> list[Submission]:
    """Let the coordinators of these agencies send what they are asked for, and the lead inspector accept what came."""
    files = {(entry.agency, entry.list): entry.path for entry in written}
    submissions = []
    for key in agencies:
        agency = cast.agencies[key]
        for request in requests_for(agency, inspection):
            path = files.get((key, request.item))
            name, data = (path.name, path.read_bytes()) if path else _paper(request)
            if not path and request.kind == ItemKind.LIST:
                continue  # a list the area has no way to write stays awaited, and the pages say so
            coverage = Coverage.AREA if path else ""
            sent = receive_submission(by=cast.coordinators[key], request=request, filename=name, data=data, coverage=coverage)
            submissions.append(accept_submission(by=cast.lead, submission=sent))
        for question in open_questions_to(agency, inspection):
            words = f"Made up for a rehearsal. {agency.name} would answer this here."
            answer_question(by=cast.coordinators[key], question=question, words=words)
    return submissions


def _paper(request: DataRequest) -> tuple[str, bytes]:
    """Return a plain text that stands in the place of a document, and says so."""
    text = (
        f"{request.title}\n\nMade up for a rehearsal. {request.agency.name} would send this here.\n\nAsked for: {request.purpose}\n"
    )
    return f"{request.item}.txt", text.encode()
