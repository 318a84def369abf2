from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "joinedup.inspections"
    label = "inspections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stop the calendars of accounts as they are ended, and of people who leave an agency."""
        from joinedup.areas.signals import agency_left  # noqa: PLC0415  # models are not loaded before
        from joinedup.inspections.feeds.actions import stop_feeds_on_ending  # noqa: PLC0415
        from joinedup.people.signals import account_ended  # noqa: PLC0415

        account_ended.connect(stop_feeds_on_ending, dispatch_uid="calendar feeds")
        agency_left.connect(stop_feeds_on_ending, dispatch_uid="calendar feeds")
