"""The measured municipality keeps up with the tables."""

from bench import municipality
from tests import databases
from tovholder import postgres


def test_others_can_be_laid_beside_the_demonstration(demonstration_template: str) -> None:
    with databases.copy_of(demonstration_template) as name:
        municipality.fill(name, 20)
        with postgres.connect(name, role="postgres") as superuser:
            (cases,) = superuser.execute("SELECT count(*) FROM cases_case").fetchone()
    assert cases > 20
