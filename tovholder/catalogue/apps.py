from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tovholder.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from . import checks  # noqa: F401 it registers itself
