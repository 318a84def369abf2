"""The job of letting letters go whose embargo has ended: thin, and harmless when done twice."""

from django.utils import timezone
from django_tasks import task

from joinedup.letter.publishing.releasing import release_due


@task()
def release_letters() -> None:
    """Let go every letter whose embargo has ended and nobody holds."""
    release_due(timezone.now())
