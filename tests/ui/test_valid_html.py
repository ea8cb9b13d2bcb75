"""What the frame and the components write is valid HTML, by html-validate's standard rules."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tovholder import switches

RULES = {"root": True, "extends": ["html-validate:standard", "html-validate:a11y"]}
NODE = shutil.which("node") or str(Path(sys.executable).parent / "node")


@pytest.mark.django_db
def test_the_gallery_is_valid(client: Client, tmp_path: Path) -> None:
    page = tmp_path / "gallery.html"
    page.write_bytes(client.get(reverse("ui:gallery")).content)
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(RULES))
    script = switches.ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    assert script.exists(), "html-validate is missing: run 'make node_modules'."
    told = subprocess.run(
        [NODE, str(script), "--config", str(rules), str(page)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
