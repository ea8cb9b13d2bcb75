"""Migrations are in step with the models, and messages with the code."""

import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.guards.ground import ROOT


@pytest.mark.django_db
def test_migrations_are_in_step() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_translations_are_complete() -> None:
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
