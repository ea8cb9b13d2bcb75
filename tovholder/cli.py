"""The command: tovholder serve | work | demo | migrate | catalogue | coverage | audit | archive.

Only finds its way: each command is a function elsewhere, imported when it is asked for.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured

from tovholder import postgres, switches
from tovholder.serving import PortTaken


class NotBuiltError(RuntimeError):
    """The command has its name before it has its work."""


# These make, change or compare tables, so they work as the database's owner.
FOR_THE_OWNER = frozenset(
    {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "dbshell", "inspectdb"}
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 well, 1 refused or failed, 2 not understood."""
    asked = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.settings")
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except (
        ImproperlyConfigured,
        postgres.PostgresError,
        NotBuiltError,
        PortTaken,
        ValueError,
    ) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    top = argparse.ArgumentParser(prog="tovholder", description="Tovholder, the shared workplace")
    commands = top.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[..., int], told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.set_defaults(run=run)
        return made

    serving = command("serve", serve, "serve the pages and the live boards on PORT")
    apart = serving.add_mutually_exclusive_group()
    apart.add_argument("--pages", action="store_const", const="pages", dest="part",
                       help="pages alone, where a proxy divides the work")  # fmt: skip
    apart.add_argument("--live", action="store_const", const="live", dest="part",
                       help="live boards alone")  # fmt: skip
    command("work", work, "do what falls due: seal, send, expire")
    showing = command("demo", demo, "make the demonstration municipality and serve it")
    showing.add_argument("--fresh", action="store_true", help="throw the old one away first")
    showing.add_argument("--no-serve", action="store_true", help="make it, do not serve it")
    command("migrate", migrate, "bring the database's tables up to this version")
    catalogue = command("catalogue", check_catalogue, "tell what is wrong in a catalogue")
    catalogue.add_argument("action", choices=["check", "release"])
    catalogue.add_argument("path", metavar="PATH")
    coverage = command("coverage", show_coverage, "which systems of working are covered, and how")
    coverage.add_argument("--json", action="store_true", help="for a machine to read")
    _archive_options(command("archive", archive, "verify the file of a case, or take it in"))
    _audit_options(command("audit", verify_audit, "verify the trace, or let its oldest months go"))
    return top


def _archive_options(archive: argparse.ArgumentParser) -> None:
    archive.add_argument("action", choices=["verify", "import"])
    archive.add_argument("path", metavar="FILE")
    archive.add_argument("--sha256", default="", help="what the whole file hashed to")
    archive.add_argument("--for", dest="to", metavar="USERNAME", default="",
                         help="import: who works with the person from now on")  # fmt: skip
    archive.add_argument(
        "--because", metavar="TEXT", default="", help="why, for the family to read"
    )


def _audit_options(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("action", choices=["verify", "forget"])
    audit.add_argument("--decision", metavar="TEXT", default="",
                       help="who decided that old months go, and where it is written")  # fmt: skip
    for name, told in (
        ("--heads", "heads that are held outside the database, or folders of them"),
        ("--key", "the public keys that may have signed"),
    ):
        audit.add_argument(name, metavar="FILE", type=Path, nargs="+", default=[], help=told)


def serve(asked: argparse.Namespace) -> int:
    """Serve until stopped; refuse in clear sentences where the settings are not safe."""
    from tovholder.serving import options
    from tovholder.serving import serve as run

    told = options(part=asked.part or "everything")
    with postgres.hold():
        django.setup()
        from tovholder.refusals import refuse, require_migrated

        refuse()
        require_migrated()
        run(told)
    return 0


def work(asked: argparse.Namespace) -> int:  # noqa: ARG001 each command receives it
    """Do what falls due, until stopped."""
    with postgres.hold():
        django.setup()
        from tovholder.refusals import refuse, require_migrated

        refuse(sealing=True)
        require_migrated()
        from tovholder.working import work as run

        run()
    return 0


def demo(asked: argparse.Namespace) -> int:
    """Make the demonstration municipality, and serve it unless told not to."""
    os.environ["TOVHOLDER_DEMO"] = "1"
    if asked.fresh and not postgres.embedded():
        raise postgres.PostgresError(
            "--fresh throws the embedded database away; empty the one in DATABASE_URL yourself."
        )
    with postgres.hold():
        if asked.fresh:
            postgres.drop_database(postgres.DATABASE)
            postgres.make_database()
        migrating = [sys.executable, "-m", "tovholder.cli", "migrate"]
        if status := subprocess.run(migrating, check=False).returncode:
            return status
        django.setup()
        _later("tovholder.demo.actions", "build")(fresh=asked.fresh)
        asked.part = None
        if asked.no_serve:
            return 0
        with _working_beside():
            return serve(asked)


@contextmanager
def _working_beside() -> Iterator[None]:
    """In a demonstration what falls due is done too, as long as it is served."""
    worker = subprocess.Popen([sys.executable, "-m", "tovholder.cli", "work"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def migrate(asked: argparse.Namespace) -> int:  # noqa: ARG001 each command receives it
    """Bring the tables up to this version, as the database's owner."""
    os.environ["TOVHOLDER_ROLE"] = "owner"
    with postgres.hold():
        django.setup()
        from django.core.management import call_command

        from tovholder.refusals import mark_demonstration, unmarked_and_empty

        invented = switches.on("TOVHOLDER_DEMO") and (postgres.embedded() or unmarked_and_empty())
        call_command("migrate", interactive=False, verbosity=int(not invented))
        if invented:
            mark_demonstration()
    return 0


def check_catalogue(asked: argparse.Namespace) -> int:
    """Tell what is wrong in a catalogue folder, or one file of it; needs no database."""
    django.setup()
    return int(_later("tovholder.catalogue.check", "main")(asked.path, action=asked.action) or 0)


def show_coverage(asked: argparse.Namespace) -> int:
    """Tell which systems of working are covered; needs no database."""
    django.setup()
    return int(_later("tovholder.catalogue.coverage", "main")(as_json=asked.json) or 0)


def verify_audit(asked: argparse.Namespace) -> int:
    """Verify the trace as the owner, by code that shares nothing with the pages."""
    os.environ["TOVHOLDER_ROLE"] = "owner"
    with postgres.hold():
        django.setup()
        from tovholder.refusals import require_migrated

        require_migrated()
        if asked.action == "forget":
            return int(_later("tovholder.audit.forgetting", "main")(asked.decision))
        return int(_later("tovholder.audit.verify", "main")(asked.heads, asked.key) or 0)


def archive(asked: argparse.Namespace) -> int:
    """Verify the file of a case, which needs no database, or take it in as the owner."""
    if asked.action == "verify":
        django.setup()
        check = _later("tovholder.oversight.keeping.verifying", "main")
        return int(check(asked.path, sha256=asked.sha256) or 0)
    os.environ["TOVHOLDER_ROLE"] = "owner"
    with postgres.hold():
        django.setup()
        from tovholder.refusals import require_migrated

        require_migrated()
        take_in = _later("tovholder.oversight.keeping.taking", "main")
        told = {"sha256": asked.sha256, "to": asked.to, "because": asked.because}
        return int(take_in(asked.path, **told) or 0)


def django_command(arguments: list[str]) -> None:
    """Django's own command line (manage.py), as the role the command needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.settings")
    if FOR_THE_OWNER & set(arguments[1:2]):
        os.environ.setdefault("TOVHOLDER_ROLE", "owner")
    from django.core.management import execute_from_command_line

    with postgres.hold():
        execute_from_command_line(arguments)


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of a package that has its place in the house before it is built."""
    package = module.rpartition(".")[0]
    if find_spec(package) is None or find_spec(module) is None:
        raise NotBuiltError(f"{module} is not part of this version of Tovholder.")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    sys.exit(main())
