from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tovholder.ui"
    label = "ui"

    def ready(self) -> None:
        from .unanswered import speak_plainly

        speak_plainly()
