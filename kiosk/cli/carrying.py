"""Results over by a folder."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from kiosk.cli.access import access_option
from kiosk.cli.options import data_option, progress, say, tell
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
@click.option("--watch", is_flag=True, help="Look at the folder again and again, until Ctrl-C.")
@click.option(
    "--every",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Seconds between two looks.",
)
@access_option
@data_option
def collect(folder: Path, watch: bool, every: float, data: Path, access: Access) -> None:
    """At the desk: import what tablets left in a folder.

    Imports the bundles in FOLDER, each result once, and writes a receipt for each tablet. Takes a
    newer site pack, and what other desks have erased. Ctrl-C stops after the step that it is in.

    \b
    Example: kiosk collect /media/usb
    Example: kiosk collect --watch --every 30 /srv/share
    """
    from kiosk.wiring import carried as parts

    with interrupted() as stop:
        if watch:
            parts.watch(data, folder, say, every, stop.wait, stop.is_set, access)
            click.echo("Stopped.")
        else:
            tell(parts.collect(data, folder, access, progress(), stop.is_set))


@contextmanager
def interrupted() -> Iterator[Event]:
    """An event that Ctrl-C and the end of the machine set, so that a step can be finished."""
    stop = Event()

    def asked(_signal: int, _frame: object) -> None:
        stop.set()

    before = {which: signal.signal(which, asked) for which in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
