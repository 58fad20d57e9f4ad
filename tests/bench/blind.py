"""A scripted citizen who keeps no pictures; imported when there is a window."""

from __future__ import annotations

from kiosk.tablet.flow import CitizenFlow
from kiosk.ui.driver import Driver
from kiosk.ui.play import Album, ScriptedCitizen


class Blind(Album):
    """Keeps nothing."""

    def __init__(self) -> None:
        """There is no folder."""

    def take(self, name: str) -> None:
        """No picture."""


def citizen(driver: Driver, flow: CitizenFlow) -> ScriptedCitizen:
    """Somebody who takes every task."""
    return ScriptedCitizen(driver, flow, Blind(), lambda _words: None)
