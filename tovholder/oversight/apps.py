from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OversightConfig(AppConfig):
    name = "tovholder.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_tell_the_database, sender=self, dispatch_uid="oversight.plain")


def _tell_the_database(using: str, **_told: Any) -> None:
    from .actions import note_plain_bases, note_rules, note_ways

    note_plain_bases(using=using)
    note_ways(using=using)
    note_rules(using=using)
