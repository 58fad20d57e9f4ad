"""Results over by a folder."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli.options import data_option, tell
from kiosk.cli.root import cli


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def sync(folder: Path, data: Path) -> None:
    """On the tablet: carry shared results over by a folder.

    Reads the receipts in FOLDER, then writes a bundle of what has none yet.

    \b
    Example: kiosk sync /media/usb
    """
    from kiosk.wiring import tablet as parts

    tell(parts.sync(data, folder))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def collect(folder: Path, data: Path) -> None:
    """At the desk: import what tablets left in a folder.

    Imports the bundles in FOLDER, each result once, and writes a receipt for each tablet.

    \b
    Example: kiosk collect /media/usb
    """
    from kiosk.wiring import desk as parts

    tell(parts.collect(data, folder))
