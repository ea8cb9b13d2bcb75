"""Lock every package of pyproject.toml with its hashes, for all platforms.

    python tools/locks.py [--upgrade]

The files name no registry: which one is asked is the installing machine's own matter.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The lock file, and what it holds beside what the house runs on.
LOCKS = {
    "run": ["--group=install"],
    "saml": ["--extra=saml", "--group=install"],
    "test": ["--extra=saml", "--group=test"],
}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Write requirements/*.txt; 1 where a set of packages cannot be found."""
    compile_lock = [str(Path(sys.executable).parent / "uv"), "pip", "compile", *OPTIONS, *arguments]
    for name, beside in LOCKS.items():
        wanted = ["pyproject.toml", *beside]
        if name != "run":
            wanted += ["--constraints=requirements/run.txt"]
        done = subprocess.run(
            [*compile_lock, *wanted, f"--output-file=requirements/{name}.txt"],
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            return 1
    node = ["--group=node", "--output-file=requirements/node.txt"]
    return subprocess.run([*compile_lock, *node], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
