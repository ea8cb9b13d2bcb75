"""Late sealing is told to whoever can mend it, and stops no work with a child."""

import pytest
from django.test import Client

from tests.audit.sealed import looked, seal_everything
from tests.cast import gather
from tovholder import postgres
from tovholder.audit.sealing import LATE, unsealed_for
from tovholder.demo.actions import settle

WORDS = {"da": "Forseglingen er forsinket", "nb": "Forseglingen er forsinket", "en": "Sealing is"}


def waited(database: str, how_long: str) -> None:
    with postgres.connect(database, role="postgres") as superuser:
        superuser.execute("ALTER TABLE audit_look DISABLE TRIGGER append_only")
        superuser.execute("ALTER TABLE audit_deed DISABLE TRIGGER append_only")
        superuser.execute("UPDATE audit_look SET at = now() - %s::interval", [how_long])
        superuser.execute("UPDATE audit_deed SET at = now() - %s::interval", [how_long])


def page(account: object, path: str, language: str = "da") -> str:
    client = Client(headers={"Accept-Language": language})
    account.language = language
    account.save(update_fields=["language"])
    client.force_login(account)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("how_long", "word"), [("4 minutes", "ok"), ("6 minutes", "late"), ("5 hours", "very late")]
)
def test_it_is_told_and_the_house_stays_open(own_database: str, how_long: str, word: str) -> None:
    notice, banner = word != "ok", word == "very late"
    town = settle()
    kept = gather(town)
    waited(own_database, how_long)
    assert (unsealed_for() > LATE) == notice
    health = Client().get("/healthz")
    assert (health.status_code, health.json()["sealing"]) == (200, word)
    assert Client().get("/healthz/sealing").status_code == (503 if notice else 200)
    administrator = town.accounts["admin"]
    for language, words in WORDS.items():
        assert (words in page(administrator, "/administration/", language)) == notice
    assert ("har ventet i 5 timer på at blive forseglet" in page(administrator, "/me/")) == banner
    worker = kept.account("social-worker")
    assert "at blive forseglet" not in page(worker, f"/cases/{kept.case.pk}/")
    seal_everything()
    assert Client().get("/healthz/sealing").status_code == 200
    assert WORDS["da"] not in page(administrator, "/administration/")


def test_who_seals_catches_up(own_database: str) -> None:
    looked(1)
    waited(own_database, "5 hours")
    seal_everything()
    assert unsealed_for() <= LATE
