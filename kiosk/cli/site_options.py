"""What the commands of a site share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kiosk.cli.options import Passphrases, data_option, passphrase_option
from kiosk.cli.root import cli
from kiosk.domain.digits import grouped

if TYPE_CHECKING:
    from kiosk.wiring.site import Compare, Holder

F = TypeVar("F", bound=Callable[..., Any])


_FOLDER = click.Path(file_okay=False, path_type=Path)
THERE = click.Path(exists=True, file_okay=False, path_type=Path)


def _own_site() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("kiosk-site", appauthor=False))


def site_option(command: F) -> F:
    """Give a command ``--site DIR``: environment ``KIOSK_SITE``, or the platform's folder."""
    return click.option(
        "--site",
        "folder",
        type=_FOLDER,
        envvar="KIOSK_SITE",
        default=_own_site,
        show_default="the platform's folder kiosk-site",
        help="Folder with root key, recovery key and site pack (environment KIOSK_SITE).",
    )(command)


def holder_options(command: F) -> F:
    """Give a command of the root key's holder ``--site``, ``--data``, ``--passphrase-fd``."""
    return site_option(data_option(passphrase_option(command)))


def out_option(command: F) -> F:
    """Give a command ``--out FOLDER``."""
    words = "Write the new site pack there, for every device: a stick, a shared folder."
    return click.option("--out", type=THERE, help=words)(command)


def digits_option(command: F) -> F:
    """Give a command ``--check-digits``."""
    words = "The eight digits on the other screen, instead of being asked; others are refused."
    return click.option("--check-digits", metavar="DIGITS", help=words)(command)


class Typed:
    """The passphrases of a site, asked for as they are needed."""

    def __init__(self, passphrases: Passphrases) -> None:
        self._passphrases = passphrases

    def root(self) -> str:
        return self._passphrases.ask("Passphrase of the root key")

    def recovery(self) -> str:
        return self._passphrases.ask("Passphrase of the recovery key")


def holder(folder: Path, data: Path, passphrases: Passphrases, out: Path | None = None) -> Holder:
    """The holder of a site's root key, as the options name its folders."""
    from kiosk.wiring import site as parts

    return parts.Holder(folder, data, Typed(passphrases), out)


def compare(given: str | None) -> Compare:
    """Compares with the digits of the option, or asks somebody who looks at the other screen."""

    def same(digits: str) -> bool:
        if given is not None:
            return "".join(given.split()) == digits
        words = f"Does the other screen show the digits {grouped(digits)}?"
        return click.confirm(words, err=True)

    return same


@cli.group()
def site() -> None:
    """Set up a site, enrol its tablets and desks, keep its keys.

    \b
    Example: kiosk site init --site /srv/root --name Workshops
    """
