"""What is done in another's place stands in the trace with who did it and whose seat it was."""

from django.test import Client
from django.urls import reverse

from tests.cast import gather, settle
from tests.shell.lives import live
from tests.shell.test_untended import away
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases.models import Seat
from tovholder.plans.models import Task, TaskEnd


def test_who_stands_in_says_how_it_went_and_both_stand_in_the_trace(
    client: Client, own_database: str
) -> None:
    gathering = gather(settle())
    live(gathering)
    away(gathering, "teacher", "teacher-2")
    cover, teacher = gathering.account("teacher-2"), gathering.account("teacher")
    with acting(cover):
        task = Task.objects.get(text="Ringe hjem på fredag 0")
        held = Seat.objects.get(case=task.case_id, account=teacher)
    client.force_login(cover)
    path = reverse("plans:task_keep", args=[task.case_id, task.pk])
    assert path in client.get("/").content.decode()
    assert client.post(path, {"outcome": "kept", "because": "Mor sagde ja"}).status_code == 303
    with acting(cover):
        assert TaskEnd.objects.get(task=task).by == cover
    with postgres.connect(own_database) as owner:
        deeds = owner.execute(
            "SELECT account, seats FROM audit_deed WHERE verb LIKE 'plans.%%' AND account = %s",
            [cover.pk],
        ).fetchall()
    assert deeds == [(cover.pk, [held.pk])]
