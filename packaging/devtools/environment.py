"""``.venv`` with exactly the locked versions; a second look at it installs nothing."""

from __future__ import annotations

import hashlib
import json
import platform
import sys

from devtools import machine
from devtools.places import LOCKS, PYTHON, ROOT, VENV, SetupError, call

STAMP = VENV / "kiosk-setup.json"


def ready(kind: str) -> None:
    """Make or mend the environment; ``kind`` is ``run``, or ``dev``, which has all of run's too."""
    machine.provide(machine.DEV if kind == "dev" else machine.RUN)
    stamps = _stamps()
    wanted = _fingerprint(kind)
    if stamps.get(kind) != wanted:
        _make_venv()
        _install(kind)
        stamps = {kind: wanted}
        if kind == "dev":
            stamps["run"] = _fingerprint("run")
        STAMP.write_text(json.dumps(stamps), "utf-8")
    _compile_stale_catalogues()


def _fingerprint(kind: str) -> str:
    """Changes with the lock, with what an install reads, and with the Python under it."""
    digest = hashlib.sha256()
    for path in (LOCKS[kind], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    digest.update(f"{sys.version_info[:2]} {sys.platform} {platform.machine()} {ROOT}".encode())
    return digest.hexdigest()


def _stamps() -> dict[str, str]:
    if not PYTHON.exists():
        return {}
    try:
        stamps = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _make_venv() -> None:
    """A new one where there is none, or one of another Python, or one that was cut short."""
    if _same_python() and call([str(PYTHON), "-c", "import pip"]) == 0:
        return
    print(f"Making {VENV.relative_to(ROOT)}")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetupError(f"Could not make {VENV}: remove that folder and start again.")


def _same_python() -> bool:
    try:
        lines = (VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return False
    versions = [line.split("=")[1].strip() for line in lines if line.startswith("version")]
    major_minor = f"{sys.version_info.major}.{sys.version_info.minor}."
    return PYTHON.exists() and bool(versions) and versions[0].startswith(major_minor)


def _install(kind: str) -> None:
    print(f"Installing the locked versions of {LOCKS[kind].name} (once; a few minutes)")
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    locked = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[kind])]
    if call(locked) != 0:
        raise SetupError("pip could not install the locked versions: is the network up? Try again.")
    # Its build backend is in the lock, so that this step asks no network.
    if call([*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]) != 0:
        raise SetupError("pip could not install the checkout itself: see what it says above.")


def _compile_stale_catalogues() -> None:
    for source in (ROOT / "locales").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            if call([str(PYTHON), str(ROOT / "packaging" / "messages.py"), "compile"]) != 0:
                raise SetupError("A catalogue in locales cannot be compiled: mend the line above.")
            return
