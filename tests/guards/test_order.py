"""The order of the house, where the import contract cannot see it."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.guards.ground import (
    NAMED_TEMPLATE,
    PACKAGES,
    ROOT,
    may_know,
    package_of,
    template_name,
    templates,
)


def test_imports_follow_the_order() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_foreign_keys_point_downwards() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PACKAGES
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in PACKAGES
        if not may_know(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_templates_name_templates_below(path: Path) -> None:
    package = package_of(path)
    named = {name.split("/")[0] for name in NAMED_TEMPLATE.findall(path.read_text())}
    assert [name for name in named & set(PACKAGES) if not may_know(package, name)] == []
