"""The stores of this machine."""

from __future__ import annotations

from pathlib import Path

from kiosk.cli.options import data_option, tell
from kiosk.cli.root import cli


@cli.group()
def store() -> None:
    """The stores of this machine.

    \b
    Example: kiosk store check --data /srv/kiosk
    """


@store.command(name="upgrade")
@data_option
def store_upgrade(data: Path) -> None:
    """Upgrade a copy of each store, verify it and swap it in.

    \b
    Example: kiosk store upgrade
    """
    from kiosk.wiring import stores as parts

    tell(parts.upgrade(data))


@store.command(name="check")
@data_option
def store_check(data: Path) -> None:
    """Check the integrity of each store.

    \b
    Example: kiosk store check
    """
    from kiosk.wiring import stores as parts

    tell(parts.check(data))
