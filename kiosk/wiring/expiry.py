"""An expired site pack: a warning wherever it is used, never a refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kiosk.wiring.told import Told

if TYPE_CHECKING:
    from kiosk.handoff.sitepack import SitePack


def expiry(pack: SitePack, today: date) -> str | None:
    """What to say of a pack that has expired; None for one that has not."""
    return expired_on(pack.expires) if pack.expired(today) else None


def expired_on(day: date) -> str:
    """What to say of a pack whose last day that was."""
    return (
        f"Warning: this site pack expired on {day}; everything goes on working. "
        "Have a new one made with 'kiosk site pack --renew', or rotate the site key."
    )


def warned(told: Told, pack: SitePack, today: date) -> Told:
    """The same, with the warning in front of it, if there is one."""
    line = expiry(pack, today)
    return told if line is None else replace(told, text=f"{line}\n{told.text}")
