"""A PostgreSQL server of the tests' own: started once for a run, shared by all who run with it.

Debian's programs make a temporary cluster and serve it on a socket in a file, never on a network.
It is stopped when the run that started it has ended, however that ended.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psycopg
import pytest

from kiosk import resources
from kiosk.storage.place import Server
from kiosk.storage.upgrade import Kind, upgrade

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
DEBIAN = Path("/usr/lib/postgresql")
USER = "kiosk"
TEMPLATE = "made"
SERVER_USER = "postgres"

OPTIONS = (
    "listen_addresses=",  # a socket in a file, no network
    "fsync=off",  # this cluster is gone in a minute
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=60",
    "shared_buffers=16MB",
    "autovacuum=off",
)

WATCH = """(
while kill -0 "$1" 2>/dev/null; do sleep 1; done
kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
sleep 1
rm -rf "$2" "$2.lock"
) >/dev/null 2>&1 </dev/null &"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server that runs."""

    folder: Path
    """Of its socket, too."""

    def place(self, database: str) -> Server:
        return Server(f"postgresql://{USER}@/{database}?host={self.folder}")

    def empty(self) -> Server:
        """A database with nothing in it."""
        return self._new("template0")

    def desk(self) -> Server:
        """A database with an empty desk store in it."""
        return self._new(TEMPLATE)

    def drop(self, place: Server) -> None:
        """Remove a database, whoever still uses it."""
        name = place.url.partition("?")[0].rpartition("/")[2]
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, template: str) -> Server:
        name = f"t{os.getpid()}_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.place(name)

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.place("postgres").url, autocommit=True) as connection:
            connection.execute(statement.encode())


_numbers = itertools.count()


@contextmanager
def desk_database() -> Iterator[Server]:
    """A database with an empty desk store in it, for a while."""
    with _for_a_while(cluster().desk()) as place:
        yield place


@contextmanager
def empty_database() -> Iterator[Server]:
    """A database with nothing in it, for a while."""
    with _for_a_while(cluster().empty()) as place:
        yield place


@contextmanager
def _for_a_while(place: Server) -> Iterator[Server]:
    try:
        yield place
    finally:
        cluster().drop(place)


def programs() -> Path:
    """Where the newest server's programs are; a skipped test where there are none."""
    found = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        pytest.skip("there is no PostgreSQL server here: apt-get install postgresql")
    return found[-1]


@lru_cache(maxsize=1)
def cluster() -> Cluster:
    """The server of this run; a skipped test where Debian's programs are not installed."""
    found = programs()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(MEMORY or tempfile.gettempdir(), f"kiosk-pg-{run[:12]}")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _start(folder, found)
    return Cluster(folder)


def _start(folder: Path, found: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER)
    data = folder / "data"
    _as_its_user(
        [str(found / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8"],
        ["--locale=C.UTF-8", "--no-sync"],
    )
    options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={folder}"))
    log = folder / "data" / "log"
    control = [str(found / "pg_ctl"), "-D", str(data), "-w", "-s", "-l", str(log)]
    _as_its_user(control, ["-o", options, "start"])
    _watch(folder)
    made = Cluster(folder)
    made._say(f"CREATE DATABASE {TEMPLATE}")
    upgrade(made.place(TEMPLATE), Kind.DESK, resources.migrations(Kind.DESK))
    (folder / "ready").touch()


def _as_its_user(*command: Sequence[str]) -> None:
    """A server refuses to run as root."""
    prefix = ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []
    line = [*prefix, *itertools.chain.from_iterable(command)]
    done = subprocess.run(line, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{line[-1]}: {done.stdout}{done.stderr}")


def _watch(folder: Path) -> None:
    """End the server when the run has ended: its workers end before the one that started them."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    command = ["/bin/sh", "-c", WATCH, "watch", str(run), str(folder)]
    subprocess.run(command, start_new_session=True, cwd="/", check=True)
