from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "joinedup.inspections"
    label = "inspections"
    default_auto_field = "django.db.models.BigAutoField"
