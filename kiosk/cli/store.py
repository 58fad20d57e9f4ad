"""The stores of this machine."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.access import STORE, access, access_option
from kiosk.cli.options import Passphrases, data_option, passphrase_option, tell
from kiosk.cli.root import cli

if TYPE_CHECKING:
    from kiosk.wiring.places import Access


@cli.group()
def store() -> None:
    """The stores of this machine.

    \b
    Example: kiosk store check --data /srv/kiosk
    """


@store.command(name="upgrade")
@access_option
@data_option
def store_upgrade(data: Path, access: Access) -> None:
    """Upgrade a copy of each store, verify it and swap it in.

    \b
    Example: kiosk store upgrade
    """
    from kiosk.wiring import stores as parts

    tell(parts.upgrade(data, access))


@store.command(name="check")
@access_option
@data_option
def store_check(data: Path, access: Access) -> None:
    """Check the integrity of each store.

    \b
    Example: kiosk store check
    """
    from kiosk.wiring import stores as parts

    tell(parts.check(data, access))


@store.command(name="lock")
@click.option("--keyring", is_flag=True, help="In this user's keyring, not under a passphrase.")
@passphrase_option
@data_option
def store_lock(data: Path, keyring: bool, passphrases: Passphrases) -> None:
    """Choose how the key of the desk's store is kept, or change its passphrase.

    The passphrase from before is asked for first, where there is one.

    \b
    Example: kiosk store lock
    Example: kiosk store lock --keyring
    """
    from kiosk.wiring import storelock as parts

    new = partial(passphrases.ask_new, f"New passphrase of {STORE}")
    tell(parts.lock(data, None if keyring else new, access(None, passphrases)))


@store.command(name="backup")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder, such as one on another disk.",
)
@access_option
@data_option
def store_backup(data: Path, to: Path | None, access: Access) -> None:
    """Back up each store, while it is in use; the backups of 7 days and 8 weeks stay.

    \b
    Example: kiosk store backup
    Example: kiosk store backup --to /mnt/backup
    """
    from kiosk.wiring import backups as parts

    tell(parts.backup(data, to, access))


@store.command(name="restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@access_option
@data_option
def store_restore(file: Path, data: Path, access: Access) -> None:
    """Put a backup in the place of the store that it was made of.

    It is verified first, and nothing that was erased comes back. Close the kiosk before.

    \b
    Example: kiosk store restore desk-2026-03-02T120000Z.backup
    """
    from kiosk.wiring import backups as parts

    tell(parts.restore_from(data, file, access))
