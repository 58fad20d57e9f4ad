"""The commands of ``packaging/dev.py``."""

from __future__ import annotations

import argparse
import os
import sys

from devtools import checks, environment, locks
from devtools.places import PYTHON, ROOT, SetupError, call, tool


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; a fault that a person can mend is one message and a 1."""
    options = _parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="packaging/dev.py", description="Set up, run, test.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="set up, then start the demo: tablet and desk")
    test = commands.add_parser("test", help="set up, then check everything that must hold")
    test.add_argument("--long", action="store_true", help="full counts, and the lock too")
    lock = commands.add_parser("lock", help="renew the locked versions")
    how = lock.add_mutually_exclusive_group()
    how.add_argument("--keep", action="store_true", help="only follow pyproject.toml")
    how.add_argument("--check", action="store_true", help="change nothing, show that they hold")
    commands.add_parser("messages", help="bring the catalogues in locales up to date")
    return parser


def _run(_: argparse.Namespace) -> int:
    environment.ready("run")
    if not _has_display():
        demo = os.path.relpath(tool("kiosk"), ROOT)
        raise SetupError(
            f"There is no display here. The demo without one: {demo} demo --play --out out"
        )
    return call([tool("kiosk"), "demo"])


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _test(options: argparse.Namespace) -> int:
    environment.ready("dev")
    return checks.run(checks.listed(options.long))


def _lock(options: argparse.Namespace) -> int:
    environment.ready("dev")
    if options.check:
        locks.check()
    else:
        locks.renew(upgrade=not options.keep)
    return 0


def _messages(_: argparse.Namespace) -> int:
    environment.ready("dev")
    return call([str(PYTHON), "packaging/messages.py", "update"])


_COMMANDS = {"run": _run, "test": _test, "lock": _lock, "messages": _messages}
