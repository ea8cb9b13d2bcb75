from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ShellConfig(AppConfig):
    name = "tovholder.shell"
    label = "shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every session tell how it began, whoever began it."""
        from .actions import begin

        user_logged_in.connect(begin, dispatch_uid="tovholder.shell.begin")
