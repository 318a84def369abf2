"""The job of counting out surveys that have closed: thin, and harmless when done twice."""

from django_tasks import task

from joinedup.inspections.survey.actions import count_out_closed


@task()
def count_closed_surveys() -> None:
    """Count out every survey that has closed, so that its answers lead back to nobody."""
    count_out_closed()
