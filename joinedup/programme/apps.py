from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "joinedup.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
