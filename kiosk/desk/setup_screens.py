"""What a desk without a site shows: how one is founded, and how one is brought back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.devices.usb import Drive
from kiosk.domain.errors import KioskError


class Page(StrEnum):
    """What is asked when a site is founded, in this order."""

    NAME = "name"
    WORKSHOPS = "workshops"
    DATA = "data"
    ROOT = "root"
    RECOVERY = "recovery"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Founding:
    """One question; what was answered before stands in it, but no passphrase and no PIN."""

    page: Page = Page.NAME
    name: str = ""
    workshops: tuple[str, ...] = ()
    controller: str = ""
    notice: str = ""
    """Name of the file with the privacy notice."""
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """There is a site, and this desk is desk 1."""

    name: str
    folder: Path
    """Where the keys lie."""
    practice_only: bool


@dataclass(frozen=True, slots=True)
class Recovering:
    """All desks are lost: both passphrases are asked for."""

    place: Drive | None = None
    lacks_pack: bool = False
    """The site pack is looked for in ``place``."""
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """This desk opens everything again; the pack has to go to every tablet."""

    number: int
    version: int
    place: Drive | None = None
    written: bool = False
    error: KioskError | None = None
