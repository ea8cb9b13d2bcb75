"""What pyproject.toml cannot say: the catalogue goes into the wheel beside the code."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithCatalogue(build_py):
    """Builds the packages and lays the catalogue where settings.py looks for it."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "tovholder" / "shipped" / "catalogue"
            shutil.copytree("catalogue", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithCatalogue})
