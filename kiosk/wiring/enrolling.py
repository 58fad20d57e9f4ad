"""A tablet that is not set up yet: its keys are made when it is first asked who it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kiosk.handoff.keys import Device
from kiosk.handoff.site import new_keys
from kiosk.tablet.staff_work import NewTablet


def new_tablet(data: Path) -> NewTablet:
    """Of a data folder."""
    return NewTablet(data, partial(new_keys, data, Device.TABLET))
