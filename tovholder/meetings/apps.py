from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tovholder.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tovholder.cases.signals import case_closed

        from .actions.rescheduling import call_off_with_the_case

        case_closed.connect(call_off_with_the_case, dispatch_uid="meetings.call_off")
