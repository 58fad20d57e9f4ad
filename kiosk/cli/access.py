"""The options of every command that opens the desk's store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar, cast

import click

from kiosk.cli.options import Passphrases, passphrase_option
from kiosk.wiring.places import Access

F = TypeVar("F", bound=Callable[..., Any])

STORE = "the desk's store"
PASSPHRASE = f"Passphrase of {STORE}"


def access_option(command: F) -> F:
    """Give a command ``--store URL`` and ``--passphrase-fd N``; it gets ``access: Access``."""

    @url_option
    @passphrase_option
    @wraps(command)
    def with_access(
        *arguments: object, url: str | None, passphrases: Passphrases, **others: object
    ) -> object:
        return command(*arguments, access=access(url, passphrases), **others)

    return cast("F", with_access)


def url_option(command: F) -> F:
    """Give a command ``--store URL``; it gets ``url``."""
    return click.option(
        "--store",
        "url",
        metavar="URL",
        envvar="KIOSK_STORE",
        help="The desk's store is this PostgreSQL database (environment KIOSK_STORE).",
    )(command)


def access(url: str | None, passphrases: Passphrases) -> Access:
    """How a command reaches the desk's store."""
    return Access(url, partial(passphrases.ask, PASSPHRASE))
