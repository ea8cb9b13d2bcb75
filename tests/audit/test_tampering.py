"""Whatever a superuser of the database does to a sealed trace is found, each in a sentence."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as house

from tests.audit.sealed import looked, seal, seal_everything, superuser, with_triggers
from tovholder import postgres
from tovholder.audit import chain
from tovholder.audit.keys import signing_key
from tovholder.audit.verify import findings


@pytest.fixture
def kept(own_database: str, tmp_path: Path, settings: object) -> Path:
    """Three batches or more, and where their heads are held."""
    settings.HEADS = tmp_path / "heads"
    for account in (1, 2, 3):
        looked(4, account=account)
        seal_everything()
    seal()
    return settings.HEADS


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """The public half of the house's key, as openssl writes it."""
    file = tmp_path / "public.pem"
    public = signing_key(house.SEALING_KEY).public_key()
    file.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file


def faults(heads: Path | None = None, key: Path | None = None) -> list[str]:
    told = findings([heads] if heads else [], [key] if key else [])
    return [finding.sentence for finding in told if not finding.holds]


CUT = """
DELETE FROM audit_look WHERE transaction >= (SELECT max(after) FROM audit_batch);
DELETE FROM audit_deed WHERE transaction >= (SELECT max(after) FROM audit_batch);
DELETE FROM audit_signature WHERE batch_id = (SELECT max(number) FROM audit_batch);
DELETE FROM audit_batch WHERE number = (SELECT max(number) FROM audit_batch);
"""
ADDED = """
INSERT INTO audit_look (transaction, account, seats, cases, areas, page, "right", refused)
SELECT transaction, 7, '{}', '{}', '{}', 'x', '', false FROM audit_look WHERE id = 1
"""
REORDERED = """
UPDATE audit_look SET id = CASE id WHEN 2 THEN 300 ELSE 200 END WHERE id IN (2, 3);
UPDATE audit_look SET id = id / 100 WHERE id >= 200
"""
TO_ANOTHER = """
UPDATE audit_look SET transaction = (SELECT max(after) FROM audit_batch) WHERE id = 2
"""
OUT_OF_ALL = """
UPDATE audit_look SET transaction = (SELECT max(before) FROM audit_batch) WHERE id = 2
"""
A_BATCH = """
DELETE FROM audit_signature WHERE batch_id = 2;
DELETE FROM audit_batch WHERE number = 2
"""
WITH_ITS_LEAF = """
DELETE FROM audit_look WHERE id = 2;
UPDATE audit_batch SET looks = looks - 1, leaves = substring(leaves FROM 33) WHERE number = 1
"""
DATED_BACK = """
UPDATE audit_batch SET sealed_at = sealed_at - interval '1 hour' WHERE number = 2
"""
SIGNED = """
UPDATE audit_signature SET signature = set_byte(signature, 5, 255 - get_byte(signature, 5))
"""
REPLACED = "CREATE OR REPLACE FUNCTION netstring(text) RETURNS text LANGUAGE sql AS 'SELECT $1'"
LOOK = "UPDATE audit_look SET {} WHERE id = 2"
DEED = "UPDATE audit_deed SET {} WHERE id = 1"
TAMPERING = {
    "a look of another": (LOOK.format("account = 9"), "look 2 is not as it was sealed"),
    "a page renamed": (LOOK.format("page = 'x'"), "look 2 is not as it was sealed"),
    "moved into the next field": (
        LOOK.format('page = page || "right", "right" = \'\''),
        "look 2 is not as it was sealed",
    ),
    "a refusal hidden": (LOOK.format("refused = NOT refused"), "look 2 is not as it was sealed"),
    "backdated": (LOOK.format("at = at - interval '1 s'"), "look 2 is not as it was sealed"),
    "nobody": (DEED.format("account = NULL"), "deed 1 is not as it was sealed"),
    "a purpose": (DEED.format("detail = '{}'"), "deed 1 is not as it was sealed"),
    "a row gone": ("DELETE FROM audit_look WHERE id = 6", "1 of the "),
    "all rows gone": ("DELETE FROM audit_deed", "sealed are gone"),
    "added among the sealed": (ADDED, "was added after it was sealed"),
    "reordered": (REORDERED, "look 3 is not as it was sealed"),
    "moved to another batch": (TO_ANOTHER, "sealed are gone"),
    "pushed out of every batch": (OUT_OF_ALL, "sealed are gone"),
    "a batch gone": (A_BATCH, "what was between them is gone"),
    "a row and its leaf": (WITH_ITS_LEAF, "its leaves are not those that were sealed"),
    "a batch dated back": (DATED_BACK, "its head is not that of what it tells"),
    "a signature changed": (SIGNED, "its signature is not that of its head"),
    "a signature gone": ("DELETE FROM audit_signature WHERE batch_id = 1", "one before it is not"),
}


@pytest.mark.parametrize("deed", TAMPERING)
def test_it_is_found(kept: Path, owner: None, own_database: str, deed: str) -> None:
    assert faults() == []
    statements, seen = TAMPERING[deed]
    with superuser(own_database) as evil:
        for statement in statements.split(";"):
            evil.execute(statement)
        with_triggers(evil)
    assert seen in " / ".join(faults())


def test_a_cut_tail_shows_beside_the_heads_outside(
    kept: Path,
    owner: None,
    own_database: str,
    ours: Path,
) -> None:
    assert faults(kept, ours) == []
    with superuser(own_database) as evil:
        for statement in CUT.split(";\n"):
            evil.execute(statement)
        with_triggers(evil)
    assert faults() == []  # of itself a shorter trace is whole
    assert ["the end of the trace was cut" in fault for fault in faults(kept)] == [True, False]


def test_rows_of_a_cut_batch_that_are_left_wait_too_long(
    kept: Path,
    owner: None,
    own_database: str,
) -> None:
    with superuser(own_database) as evil:
        evil.execute("DELETE FROM audit_signature")
        evil.execute("DELETE FROM audit_batch")
        evil.execute("UPDATE audit_look SET at = at - interval '10 minutes'")
        with_triggers(evil)
    (fault,) = faults()
    assert "rows are not sealed yet: the oldest since" in fault


def test_a_chain_written_anew_with_another_key_is_found(  # noqa: PLR0917 fixtures
    kept: Path,
    owner: None,
    own_database: str,
    ours: Path,
    tmp_path: Path,
    settings: object,
) -> None:
    """The superuser edits, removes every batch and seals again, as the house does, by a new key."""
    with superuser(own_database) as evil:
        evil.execute("UPDATE audit_look SET account = 9 WHERE id = 2")
        evil.execute("TRUNCATE audit_batch, audit_signature")
        with_triggers(evil)
    settings.HEADS = None
    settings.SEALING_KEY = tmp_path / "another.pem"
    seal_everything()
    assert faults() == []  # within the database nothing tells
    assert any("signed with a key that is not yours" in fault for fault in faults(None, ours))
    assert any("the batch was written anew" in fault for fault in faults(kept))


def test_a_false_head_outside_is_not_believed(
    kept: Path,
    owner: None,
    own_database: str,
    ours: Path,
    tmp_path: Path,
) -> None:
    (file,) = kept.iterdir()
    first = file.read_text().splitlines()[0]
    false = first.replace('"looks": ', '"looks": 1')
    file.write_text(f"{false}\n{first}\nno line\n")
    told = faults(kept, ours)
    assert "line 1: head 1 of" in told[0]
    assert told[0].endswith("is not as it was signed")
    assert told[1].endswith("line 3: is no line with a head")


def test_functions_a_superuser_replaced_hide_nothing(
    kept: Path,
    owner: None,
    own_database: str,
) -> None:
    """What the database would seal from now on is false; verify reckons by itself."""
    with superuser(own_database) as evil:
        evil.execute(REPLACED)
        with_triggers(evil)
    looked(2)
    seal_everything()
    assert "is not as it was sealed" in " / ".join(faults())


def test_the_command_tells_in_sentences_and_ends_with_one(
    kept: Path, own_database: str, ours: Path
) -> None:
    command = [sys.executable, "-m", "tovholder.cli", "audit", "verify"]

    def asked() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, "--heads", kept, "--key", ours],
            env=os.environ | {"TOVHOLDER_DATABASE": own_database,
                              "DJANGO_SETTINGS_MODULE": "tovholder.settings"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    done = asked()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seal 12 looks and 3 deeds" in done.stdout
    with superuser(own_database) as evil:
        evil.execute("DELETE FROM audit_look WHERE id = 6")
        with_triggers(evil)
    done = asked()
    assert done.returncode == 1
    assert "FAULT batch" in done.stdout


BLIND = {
    "rows are not compared": ("_compare", lambda *_: [], "a purpose"),
    "heads are believed": ("_reckon", lambda *_: None, "a row and its leaf"),
    "signatures are believed": ("signs", lambda *_: True, "a signature changed"),
}


@pytest.mark.parametrize("part", BLIND)
def test_a_verifier_with_a_fault_of_its_own_is_seen(
    kept: Path,
    owner: None,
    own_database: str,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    """The test of the tests above: each would fail with a verifier that looks away."""
    name, blind, deed = BLIND[part]
    monkeypatch.setattr(chain, name, blind)
    statements, seen = TAMPERING[deed]
    with superuser(own_database) as evil:
        for statement in statements.split(";"):
            evil.execute(statement)
        with_triggers(evil)
    assert seen not in " / ".join(faults())


def test_the_written_form_gives_the_same_leaf_by_another_hand(
    kept: Path, own_database: str
) -> None:
    """What docs/running/sealing.md tells, followed by hand for one row."""
    with postgres.connect(own_database) as opened:
        row = opened.execute(
            "SELECT id, floor(extract(epoch FROM at) * 1000000)::bigint, transaction, account,"
            ' seats::text, cases::text, areas::text, page, "right" FROM audit_look WHERE id = 1'
        ).fetchone()
        (leaves,) = opened.execute("SELECT leaves FROM audit_batch WHERE number = 1").fetchone()
    fields = ["look/1", *map(str, row), "false"]
    written = "".join(f"{len(field.encode())}:{field}," for field in fields)
    assert hashlib.sha256(b"\0" + written.encode()).digest() == leaves[:32]
