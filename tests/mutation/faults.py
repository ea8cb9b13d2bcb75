"""Every fault that is tried."""

import tomllib
from pathlib import Path
from typing import Any

from tests import databases
from tests.access.whose import ELSEWHERE
from tests.mutation import in_python, in_sql
from tovholder import postgres
from tovholder.postgres.databases import SUPERUSER

HERE = Path(__file__).parent


def targets() -> dict[str, Any]:
    return tomllib.loads((HERE / "targets.toml").read_text())


def excused(where: str) -> dict[str, str]:
    """The faults of the database or of the code nobody need see, and why."""
    written = tomllib.loads((HERE / "excused.toml").read_text())
    return {one: group["reason"] for group in written.get(where, []) for one in group["faults"]}


def of_the_database(wanted: list[str]) -> list[in_sql.Fault]:
    """Those named, or all."""
    known = targets()["database"]
    with postgres.connect(databases.migrated(), SUPERUSER) as superuser:
        found = [
            *in_sql.of_functions(superuser, known["functions"]),
            *in_sql.of_policies(superuser, known["policies"]),
        ]
    proved_elsewhere = {*known["not_yet"], *ELSEWHERE}
    tried = [one for one in found if one.about not in proved_elsewhere]
    return [one for one in tried if not wanted or one.name in wanted]


def of_the_code(wanted: list[str]) -> list[in_python.Fault]:
    """Those named, or all."""
    found = [
        fault
        for module, functions in targets()["code"]["functions"].items()
        for fault in in_python.faults(module, tuple(functions))
    ]
    return [one for one in found if not wanted or one.name in wanted]
