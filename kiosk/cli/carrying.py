"""Results over by a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.access import access_option
from kiosk.cli.options import data_option, tell
from kiosk.cli.root import cli

if TYPE_CHECKING:
    from kiosk.wiring.places import Access


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def sync(folder: Path, data: Path) -> None:
    """On the tablet: carry shared results over by a folder.

    Takes a newer site pack and the receipts in FOLDER, then writes a bundle of what has no receipt
    yet. What a desk has held for long enough is purged.

    \b
    Example: kiosk sync /media/usb
    """
    from kiosk.wiring import tablet as parts

    tell(parts.sync(data, folder))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@access_option
@data_option
def collect(folder: Path, data: Path, access: Access) -> None:
    """At the desk: import what tablets left in a folder.

    Imports the bundles in FOLDER, each result once, and writes a receipt for each tablet.

    \b
    Example: kiosk collect /media/usb
    """
    from kiosk.wiring import desk as parts

    tell(parts.collect(data, folder, access))
