"""Two who send the same code at once, another key, and what the trace says of codes."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import override_settings

from tests.shell.people import someone
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.organisation import codes
from tovholder.organisation.actions import (
    begin_codes,
    end_codes,
    prove_by_code,
    renew_recovery_codes,
    take_codes_away,
)
from tovholder.organisation.models import Account

SECRET = b"12345678901234567890"


def begun(account: Account, step: int) -> list[str]:
    with acting(account):
        return begin_codes(secret=SECRET, code=codes.code_at(SECRET, step), by=account)


@pytest.mark.parametrize("by_telephone", [True, False])
def test_of_four_who_send_a_code_at_once_one_comes_in(
    own_database: str, *, by_telephone: bool
) -> None:
    account, step = someone("karen"), codes.step_now()
    recovery = begun(account, step - 1)
    code = codes.code_at(SECRET, step) if by_telephone else recovery[0]
    ready, came = threading.Barrier(4), list[bool]()

    def come() -> None:
        ready.wait()
        try:
            prove_by_code(account=account, code=code)
            came.append(True)
        except ValidationError:
            came.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == [False, False, False, True]


@pytest.mark.django_db
def test_with_another_key_no_code_serves_and_nothing_breaks() -> None:
    account, step = someone("karen"), codes.step_now()
    recovery = begun(account, step - 1)
    with override_settings(SECRET_KEY="another"):
        for code in (codes.code_at(SECRET, step), recovery[0]):
            with pytest.raises(ValidationError):
                prove_by_code(account=account, code=code)


def test_every_writing_leaves_a_trace_and_never_a_code(own_database: str) -> None:
    account, admin = someone("karen"), someone("admin", is_administrator=True)
    told = begun(account, codes.step_now())
    with acting(account):
        told += renew_recovery_codes(by=account)
        end_codes(by=account)
        end_codes(by=account)
    begun(account, codes.step_now())
    with acting(admin):
        take_codes_away(account=account, because="Telefonen er tabt", by=admin)
    with postgres.connect(own_database) as owner:
        asked = "SELECT verb, account FROM audit_deed WHERE verb LIKE '%code%' ORDER BY id"
        verbs = owner.execute(asked).fetchall()
        everything = str(owner.execute("SELECT * FROM audit_deed").fetchall())
    assert verbs == [
        ("organisation.begin_codes", account.pk),
        ("organisation.renew_recovery_codes", account.pk),
        ("organisation.end_codes", account.pk),
        ("organisation.begin_codes", account.pk),
        ("organisation.take_codes_away", admin.pk),
    ]
    assert not [one for one in (*told, "Telefonen") if one in everything]
