"""Agencies are asked, and send the lists the made-up area would send."""

from collections.abc import Iterable
from pathlib import Path

from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import Submission
from joinedup.intake.queries import requests_for
from joinedup.rehearsal.cast import Cast
from joinedup.training.lists import WrittenList


def ask_and_send(cast: Cast, inspection, written: Iterable[WrittenList]) -> list[Submission]:
    """Ask every agency, let its coordinator send each list written for it, and let the lead inspector accept what came.

    A list the framework asks for and the area did not write stays asked: the agency's door shows it as awaited.
    """
    ask_agencies(by=cast.lead, inspection=inspection)
    by_request = {(entry.agency, entry.list): entry.path for entry in written}
    submissions = []
    for key, agency in cast.agencies.items():
        for request in requests_for(agency, inspection):
            path: Path | None = by_request.get((key, request.item))
            if path is None:
                continue
            sent = receive_submission(by=cast.coordinators[key], request=request, filename=path.name, data=path.read_bytes())
            submissions.append(accept_submission(by=cast.lead, submission=sent))
    return submissions
