"""What the machine must have beside Python, and how Debian and Ubuntu get it."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from devtools.places import SetupError, call


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A package by its Debian name, and a look whether what it brings is there."""

    name: str
    present: Callable[[], bool]
    why: str


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


def _venv_package() -> str:
    """Debian's default Python has a plain name for it, any other a numbered one."""
    version = f"python3.{sys.version_info.minor}"
    default = os.path.realpath("/usr/bin/python3") == f"/usr/bin/{version}"
    return "python3-venv" if default else f"{version}-venv"


def _has_ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def _has_postgresql() -> bool:
    """Debian keeps the server's programs out of the path."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


RUN = (
    SystemPackage(_venv_package(), _has_ensurepip, "to make .venv"),
    SystemPackage("libgl1", partial(_library, "libGL.so.1"), "to draw"),
    SystemPackage("libegl1", partial(_library, "libEGL.so.1"), "to draw without a display"),
    SystemPackage("libmtdev1", partial(_library, "libmtdev.so.1"), "for touch"),
    SystemPackage("libfribidi0", partial(_library, "libfribidi.so.0"), "for Arabic"),
    SystemPackage("xclip", partial(_program, "xclip", "xsel"), "for the clipboard"),
)
DEV = (
    *RUN,
    SystemPackage("xvfb", partial(_program, "Xvfb"), "to test a real window"),
    SystemPackage("xauth", partial(_program, "xauth"), "for xvfb"),
    SystemPackage("xdotool", partial(_program, "xdotool"), "to tap on a real window"),
    SystemPackage("postgresql", _has_postgresql, "to test the desk's store on a server"),
    SystemPackage("zbar-tools", partial(_program, "zbarimg"), "to read a code with other eyes"),
)


def missing(packages: Iterable[SystemPackage]) -> list[SystemPackage]:
    """Those that are not there; only Linux needs any."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for package in packages if not package.present()]


def provide(packages: Iterable[SystemPackage]) -> None:
    """Install what is missing on Debian or Ubuntu; elsewhere name it and go on if that can be."""
    absent = missing(packages)
    if not absent:
        return
    names = [package.name for package in absent]
    if _program("apt-get") and _program("dpkg"):
        _apt(names)
        return
    print("Not found on this machine (here by their Debian names):")
    for package in absent:
        print(f"  {package.name:14} {package.why}")
    if not _has_ensurepip():
        raise SetupError(f"Python's own ensurepip is missing: install {_venv_package()} first.")


def _apt(names: list[str]) -> None:
    update = ["apt-get", "update", "-q"]
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *names]
    prefix = _privilege()
    line = f"{shlex.join(['sudo', *update])} && {shlex.join(['sudo', *install])}"
    if prefix is None:
        raise SetupError(f"Some system packages are missing. Run this, then start again:\n  {line}")
    print(f"Installing system packages: {' '.join(names)}")
    unasked = {"DEBIAN_FRONTEND": "noninteractive"}
    # An update may fail for one of many sources and the install still work, so only that counts.
    call([*prefix, *update], unasked, quiet=True)
    if call([*prefix, *install], unasked, quiet=True) != 0:
        raise SetupError(
            f"apt-get could not install them. Run this and read what it says:\n  {line}"
        )


def _privilege() -> list[str] | None:
    """What to put before a command to be root; None when that needs a person."""
    if os.geteuid() == 0:
        return []
    if _program("sudo") and call(["sudo", "-n", "true"], quiet=True) == 0:
        return ["sudo", "-n"]
    return None
