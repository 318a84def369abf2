from django.apps import AppConfig


class LetterConfig(AppConfig):
    name = "joinedup.letter"
    label = "letter"
