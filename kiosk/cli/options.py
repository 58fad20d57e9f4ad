"""What several commands share: their options, and how they tell what they did."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from kiosk.domain.passphrase import SHORTEST

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


class Passphrases:
    """Passphrases and PINs as a command needs them: typed, hidden; or read from a descriptor.

    From a descriptor it is one line for each, in the order in which they are asked for; nothing is
    asked twice there.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._lines: TextIO | None = None

    def ask(self, what: str) -> str:
        """One that is known, such as "Passphrase of the root key"."""
        if self._descriptor is not None:
            return self._line(what)
        return str(click.prompt(what, hide_input=True, err=True))

    def ask_new(self, what: str, shortest: int = SHORTEST) -> str:
        """A new one, typed twice, of at least so many characters."""
        while True:
            given = self._line(what) if self._descriptor is not None else self._typed_twice(what)
            if len(given) >= shortest:
                return given
            words = f"{what}: at least {shortest} characters, please."
            if self._descriptor is not None:
                raise click.UsageError(words)
            click.echo(words, err=True)

    def _typed_twice(self, what: str) -> str:
        return str(click.prompt(what, hide_input=True, confirmation_prompt=True, err=True))

    def _line(self, what: str) -> str:
        if self._lines is None:
            assert self._descriptor is not None
            try:
                self._lines = os.fdopen(
                    self._descriptor, encoding="utf-8", errors="replace", closefd=False
                )
            except OSError as error:
                raise click.UsageError(
                    f"--passphrase-fd {self._descriptor} cannot be read: {error.strerror}."
                ) from error
        line = self._lines.readline()
        if not line:
            raise click.UsageError(f"--passphrase-fd has no line left for: {what}.")
        return line.rstrip("\r\n")


def passphrase_option(command: F) -> F:
    """Give a command ``--passphrase-fd N``; it gets ``passphrases: Passphrases``."""
    words = "Read passphrases from this descriptor, one line each, in the order asked for."

    def made(_context: click.Context, _option: click.Parameter, value: int | None) -> Passphrases:
        return Passphrases(value)

    return click.option(
        "--passphrase-fd",
        "passphrases",
        type=click.IntRange(0),
        metavar="N",
        callback=made,
        help=words,
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
    say(told)
    if not told.good:
        raise SystemExit(1)


def say(told: Told) -> None:
    """The same for what goes on afterwards."""
    if told.text:
        click.echo(told.text)
    for error in told.refused:
        refuse(str(error), 1)


def refuse(sentence: str, code: int) -> int:
    line = " ".join(sentence.split()).encode(errors="backslashreplace").decode()
    click.echo(f"kiosk: {line}", err=True)
    return code


def progress() -> Callable[[int, int, str], None] | None:
    return proving if sys.stderr.isatty() else None


def proving(done: int, total: int, where: str) -> None:
    filled = 30 * done // max(total, 1)
    click.echo(f"\r[{'#' * filled:30}] {done} of {total}  {where:40}", nl=False, err=True)
    if done == total:
        click.echo(err=True)
