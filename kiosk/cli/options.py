"""What several commands share: their options, and how they tell what they did."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kiosk.wiring.told import Told

F = TypeVar("F", bound=Callable[..., Any])


def _own_folder() -> Path:
    import platformdirs  # a kiosk names its folder, and starts without this

    return Path(platformdirs.user_data_dir("kiosk", appauthor=False))


def data_option(command: F) -> F:
    """Give a command ``--data DIR``: environment ``KIOSK_DATA``, or the platform's folder."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="KIOSK_DATA",
        default=_own_folder,
        show_default="the platform's data folder",
        help="Folder with this machine's keys and store (environment KIOSK_DATA).",
    )(command)


def window_option(command: F) -> F:
    """Give a command ``--window``."""
    words = "In a window instead of full screen."
    return click.option("--window", is_flag=True, help=words)(command)


def folder_option(command: F) -> F:
    """Give a command ``--folder DIR``."""
    return click.option(
        "--folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The content of another folder than the kiosk's own.",
    )(command)


def tell(told: Told) -> None:
    """Print what was done; a refusal is a line of its own on standard error, and makes exit 1."""
    click.echo(told.text)
    for error in told.refused:
        refuse(str(error), 1)
    if not told.good:
        raise SystemExit(1)


def refuse(sentence: str, code: int) -> int:
    line = " ".join(sentence.split()).encode(errors="backslashreplace").decode()
    click.echo(f"kiosk: {line}", err=True)
    return code


def progress() -> Callable[[int, int, str], None] | None:
    return proving if sys.stderr.isatty() else None


def proving(done: int, total: int, where: str) -> None:
    filled = 30 * done // total
    click.echo(f"\r[{'#' * filled:30}] {done} of {total}  {where:40}", nl=False, err=True)
    if done == total:
        click.echo(err=True)
