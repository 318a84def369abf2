from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "joinedup.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stop the diaries' addresses of accounts as they are ended."""
        from joinedup.people.signals import account_ended  # noqa: PLC0415  # models are not loaded before
        from joinedup.programme.diaries.actions import stop_on_ending  # noqa: PLC0415

        account_ended.connect(stop_on_ending, dispatch_uid="diary feeds")
