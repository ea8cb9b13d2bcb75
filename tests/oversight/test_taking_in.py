"""The file of a case that went, taken into the house of another municipality: as it was, or not."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cryptography.fernet import InvalidToken
from pypdf import PdfReader

from tests.cast import Gathering
from tests.databases import copy_of
from tests.oversight.old_cases import YEAR, as_one, closed, decided, old
from tests.oversight.test_deleting import archived, done, everything, full, guards, owner_of
from tovholder import switches
from tovholder.audit.context import acting
from tovholder.cases.models import Case
from tovholder.demo.passing import let_days_pass
from tovholder.oversight.keeping.verifying import INSIDE, canonical, hashed
from tovholder.people.national import opened

__all__ = ["full"]

OTHERS_KEY = "the key of quite another house, as long as it has to be"


@pytest.fixture
def elsewhere(template: str) -> Iterator[str]:
    """A house of another municipality: its tables, and nobody in them."""
    with copy_of(template) as name:
        yield name


def take_in(database: str, path: Path, *more: str, key: str = OTHERS_KEY) -> tuple[int, str]:
    """The operator's command, in a process of its own with a key of its own."""
    own = {"TOVHOLDER_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tovholder.settings",
           "SECRET_KEY": key}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tovholder.cli", "archive", "import", str(path), *more],
        env=os.environ | own, cwd=switches.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def rows_of(owner: psycopg.Connection, table: str) -> list[dict[str, Any]]:
    found = owner.execute(f"SELECT to_jsonb(t) FROM {table} t")  # noqa: S608 the test's own
    return [row for (row,) in found.fetchall()]


def inside(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    files = PdfReader(BytesIO(content)).attachments
    return json.loads(files["rows.json"][0]), json.loads(files["manifest.json"][0])


def test_a_case_is_in_the_other_house_as_it_was_in_this(
    full: Gathering, own_database: str, elsewhere: str, tmp_path: Path
) -> None:
    one = decided(full)
    path = tmp_path / "case.pdf"
    path.write_bytes(archived(full, one))
    assert done(full, one) == 303
    told, manifest = inside(path.read_bytes())
    with owner_of(elsewhere) as owner:
        stood = guards(owner)
    code, said = take_in(elsewhere, path)
    assert code == 0, said
    assert said.count("left out") == 1
    assert "cases.SupervisedSeat: 1 left out, they belong to what stayed behind" in said
    with owner_of(elsewhere) as owner:
        came = everything(owner)
        assert guards(owner) == stood
        _everybody_has_a_name_and_nobody_a_way_in(owner, told)
        _the_number_lies_under_the_new_key(owner)
        trace = owner.execute(
            "SELECT account, detail FROM audit_deed WHERE verb = 'oversight.take_in_case'"
        ).fetchall()
        assert [(by, what["left out"]) for by, what in trace] == [(None, 1)]
    for kind, part in manifest["parts"].items():
        assert f"{kind}: {part['rows']}" in said, kind
    # The same once more changes nothing
    code, said = take_in(elsewhere, path)
    assert (code, "is here already" in said) == (0, True)
    with owner_of(elsewhere) as owner:
        assert everything(owner) == came


def _everybody_has_a_name_and_nobody_a_way_in(
    owner: psycopg.Connection, told: dict[str, Any]
) -> None:
    accounts = rows_of(owner, "organisation_account")
    assert sorted(one["name"] for one in accounts) == sorted(
        one["name"] for one in told["around"]["organisation.Account"]
    )
    assert len(accounts) > 3
    assert not any(one["is_active"] or one["is_administrator"] for one in accounts)
    assert all(one["password"].startswith("!") for one in accounts)
    here = {one["id"]: one["name"] for one in accounts}
    before = {one["id"]: one["name"] for one in told["around"]["organisation.Account"]}
    (closing,) = rows_of(owner, "cases_closure")
    assert here[closing["by_id"]] == before[told["parts"]["cases.Closure"][0]["by_id"]]
    workers = rows_of(owner, "organisation_professional")
    assert workers
    assert all(one["works_to"] and not one["is_leader"] for one in workers)


def _the_number_lies_under_the_new_key(owner: psycopg.Connection) -> None:
    (number,) = rows_of(owner, "people_nationalnumber")
    sealed = bytes.fromhex(number["sealed"].removeprefix("\\x"))
    with pytest.raises(InvalidToken):
        opened(sealed)


def test_a_sisters_case_makes_whole_who_was_only_named(
    full: Gathering, own_database: str, elsewhere: str, tmp_path: Path
) -> None:
    """The mother stays behind with the sister's case, and comes whole with that one."""
    mother = str(full.town.persons["mother"].pk)
    _goes_over(full, elsewhere, tmp_path)
    assert _births(elsewhere)[mother] is None

    sister = replace(full, case=_case_of(full, "sister"))
    with owner_of(own_database) as owner:
        owner.execute("UPDATE organisation_account SET is_active = false WHERE name = %s",
                      [full.account("mother").name])  # fmt: skip
    closed(sister, sister.case)
    let_days_pass(11 * YEAR)
    _goes_over(sister, elsewhere, tmp_path)
    born = _births(elsewhere)
    assert born[mother] is not None
    with owner_of(elsewhere) as owner:
        (account,) = [one for one in rows_of(owner, "organisation_account")
                      if one["username"] == f"archive-{mother}"]  # fmt: skip
        (person,) = [one for one in rows_of(owner, "people_person") if one["id"] == mother]
    assert person["account_id"] == account["id"]


def _case_of(gathering: Gathering, name: str) -> Case:
    with acting(gathering.account("social-worker")):
        return Case.objects.get(person=gathering.town.persons[name])


def _goes_over(gathering: Gathering, elsewhere: str, folder: Path) -> None:
    one = decided(gathering)
    path = folder / f"{one.pk}.pdf"
    path.write_bytes(archived(gathering, one))
    assert done(gathering, one) == 303
    code, said = take_in(elsewhere, path)
    assert code == 0, said


def _births(database: str) -> dict[str, str | None]:
    with owner_of(database) as owner:
        return {one["id"]: one["birth_date"] for one in rows_of(owner, "people_person")}


def test_whoever_it_is_taken_in_for_goes_on_where_the_others_stopped(
    full: Gathering, own_database: str, tmp_path: Path
) -> None:
    """Given it went by mistake: one works with the child again, and nobody else sees more."""
    path = tmp_path / "case.pdf"
    one = decided(full)
    path.write_bytes(archived(full, one))
    assert done(full, one) == 303
    why = ("--because", "Familien er flyttet hertil")
    for wrong, told in (
        (("--for", "nobody", *why), "Nobody who works here is called nobody"),
        (("--for", "mother", *why), "Nobody who works here is called mother"),
        (("--for", "social-worker-2"), "Say why they work with the person"),
    ):
        code, said = take_in(own_database, path, *wrong, key="")
        assert (code, told in said) == (1, True), said
    code, said = take_in(own_database, path, "--for", "social-worker-2", *why, key="")
    assert (code, "social-worker-2 has access to it." in said) == (0, True), said
    page = f"/cases/{full.case.pk}/"
    assert as_one(full, "social-worker").get(page).status_code == 404
    assert as_one(full, "teacher").get(page).status_code == 404
    client = as_one(full, "social-worker-2")
    assert "Lars" in client.get(page).content.decode()
    assert why[1] in client.get(f"{page}people/").content.decode()
    again = client.post(f"{page}reopening/", {"reason": "Der er brug for hjælp igen"})
    assert again.status_code == 303
    with acting(full.account("social-worker-2")):
        assert Case.objects.open().filter(pk=full.case.pk).exists()


@pytest.fixture
def small(own_database: str) -> bytes:
    """A little case that two have decided on, as a file."""
    gathering = old()
    return archived(gathering, decided(gathering))


def rewritten(content: bytes, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> bytes:
    """The file as somebody makes it who knows how: changed, with hashes that fit."""
    told, manifest = inside(content)
    change(told, manifest)
    rows = canonical(told)
    manifest["files"]["rows.json"] = hashed(rows)
    for name in ("parts", "around"):
        manifest[name] = {
            kind: {"rows": len(part), "sha256": hashed(canonical(part))}
            for kind, part in told[name].items()
        }
    held = [text.encode() for text in (rows, canonical(manifest))]
    return b"\n".join(
        b"1 0 obj\n<</Type /EmbeddedFile /Length %d>>\nstream\n%s\nendstream\nendobj"
        % (len(one), one)
        for one in held
    )


def unchanged(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    """Nothing is changed."""


def one_column_more(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    told["parts"]["cases.Case"][0]["colour"] = "red"


def one_column_less(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    del told["parts"]["cases.Case"][0]["opened_at"]


def another_kind(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    told["parts"]["cases.Rope"] = [{"id": "1"}]


def another_around(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    told["around"]["organisation.Unit"][0]["colour"] = "red"


def no_number(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    told["parts"]["people.NationalNumber"][0]["number"] = "1"


def no_child(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    del told["parts"]["people.Person"]


def not_allowed(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    near = told["parts"]["people.Relation"][0]
    near["relative_id"] = near["person_id"]


def twice(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    told["parts"]["cases.Case"] *= 2


def known_by_number(told: dict[str, Any], manifest: dict[str, Any]) -> None:
    manifest["case"] = str(uuid4())


REFUSED = [
    (one_column_more, "of another version: cases.Case.colour"),
    (one_column_less, "of another version: cases.Case.opened_at"),
    (another_kind, "nothing here is called cases.Rope"),
    (another_around, "of another version: Unit"),
    (no_number, "national number in the file is none"),
    (no_child, "does not hold the case itself"),
    (not_allowed, "The rows do not fit here (people_relation_of_two)"),
    (twice, "The rows do not fit here (cases_case_pkey)"),
]


def test_what_does_not_fit_leaves_nothing_behind(
    small: bytes, elsewhere: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.pdf"
    with owner_of(elsewhere) as owner:
        before = everything(owner), guards(owner)
    for change, why in REFUSED:
        path.write_bytes(rewritten(small, change))
        code, said = take_in(elsewhere, path)
        assert (code, why in said) == (1, True), (why, said)
        assert "Lars" not in said
    path.write_bytes(small)
    code, said = take_in(elsewhere, path, "--sha256", "0" * 64)
    assert (code, "not 000" in said) == (1, True)
    begins = next(INSIDE.finditer(small)).end()
    path.write_bytes(small[: begins + 20] + bytes([small[begins + 20] ^ 1]) + small[begins + 21 :])
    code, said = take_in(elsewhere, path)
    assert code == 1, said
    with owner_of(elsewhere) as owner:
        assert (everything(owner), guards(owner)) == before


def test_whoever_is_known_here_already_is_not_taken_in_twice(
    small: bytes, elsewhere: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.pdf"
    path.write_bytes(rewritten(small, unchanged))
    assert take_in(elsewhere, path)[0] == 0
    with owner_of(elsewhere) as owner:
        before = everything(owner)
    path.write_bytes(rewritten(small, known_by_number))
    code, said = take_in(elsewhere, path)
    assert (code, "known here already by their national number" in said) == (1, True)
    with owner_of(elsewhere) as owner:
        assert everything(owner) == before
