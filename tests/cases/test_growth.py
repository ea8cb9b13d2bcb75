"""What a page costs follows one's own cases, and not how many the municipality has."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering, gather
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases.agenda import handovers_waiting, seats_ending, trust_to_find
from tovholder.cases.consents_due import answers_told, renewals_due, requests_waiting
from tovholder.cases.holding import held_by
from tovholder.cases.worklist import listing, own_cases
from tovholder.demo.actions import settle
from tovholder.organisation.models import Account

FEW, MANY = 1_000, 20_000
BOUND = 1.2

# Persons with a case each and four seats, held by three hundred others.
FILL = """
SELECT set_config('tovholder.owner_sees_all', 'on', true);
CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT i, gen_random_uuid() person, gen_random_uuid() kase, gen_random_uuid() basis
    FROM generate_series(1, {count}) i;
INSERT INTO people_person (id, given_name, family_name, sort_key, sex, language, interpreter)
    SELECT person, 'Nogen', 'Nummer ' || i, 'nogen nummer ' || i, 'unknown', 'da', false
    FROM made;
INSERT INTO cases_case (id, person_id, opened_at) SELECT kase, person, now() FROM made;
INSERT INTO consent_basis (id, person_id, kind, purpose, starts, recorded_at)
    SELECT basis, person, 'authority-work', 'Arbejde', now(), now() FROM made;
INSERT INTO organisation_account (password, username, name, sort_key, email, language, is_active,
    is_administrator)
    SELECT '', 'other-' || i, 'Anden', 'anden', '', 'da', true, false
    FROM generate_series(1, 300) i ON CONFLICT DO NOTHING;
INSERT INTO cases_seat (id, case_id, person_id, basis_id, account_id, role, areas, starts)
    SELECT gen_random_uuid(), kase, person, basis,
        (SELECT min(id) FROM organisation_account WHERE username LIKE 'other-%') + (i + k) % 300,
        'authority', '{{overview,plan}}', now()
    FROM made, generate_series(1, 4) k;
"""


def fill(database: str, count: int) -> None:
    with postgres.connect(database) as owner:
        with owner.transaction():
            for statement in FILL.format(count=count).strip().rstrip(";").split(";\n"):
                owner.execute(statement)
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")


def buffers(account: Account, read: Callable[[], object]) -> int:
    """Pages of the database touched by everything `read` asks."""
    with acting(account), connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as asked:
            read()
        touched = 0
        for query in asked:
            if not query["sql"].startswith("SELECT"):
                continue
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + query["sql"])
            plan = cursor.fetchone()[0][0]["Plan"]
            touched += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return touched


def own_reads(account: Account) -> None:
    listing(account, own_cases(held_by(account)))
    list(handovers_waiting(account))
    list(seats_ending(account))
    list(trust_to_find(account))
    requests_waiting(account)
    renewals_due(account)
    answers_told(account)


@pytest.fixture
def kept(own_database: str) -> Gathering:
    return gather(settle())


def test_my_cases_cost_the_same_among_many(kept: Gathering, own_database: str) -> None:
    worker = kept.account("social-worker")
    fill(own_database, FEW)
    few = buffers(worker, lambda: own_reads(worker))
    fill(own_database, MANY - FEW)
    many = buffers(worker, lambda: own_reads(worker))
    assert many <= few * BOUND, f"{few} pages among {FEW}, {many} among {MANY}"
