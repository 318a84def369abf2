from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "joinedup.intake"
    label = "intake"
