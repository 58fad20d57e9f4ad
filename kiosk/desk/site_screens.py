"""What the desk's window shows of a site: its devices, an act that has to be signed, a set-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.devices.usb import Drive
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.desk.site_values import DeviceState
    from kiosk.handoff.enrolment import Request
    from kiosk.handoff.sitepack import Workshop


class Act(StrEnum):
    """What the holder of the root key signs."""

    APPROVE = "approve"
    REVOKE = "revoke"
    ROTATE = "rotate"
    RENEW = "renew"
    PIN = "pin"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class SiteHome:
    """The site and its devices, and the requests on the stick."""

    name: str
    version: int
    expires: date
    expired: bool
    devices: tuple[DeviceState, ...]
    place: Drive | None = None
    """Where requests are read from and the pack is written to."""
    requests: tuple[Request, ...] = ()
    behind: bool = False
    """The pack names scoring versions that this desk does not know."""


@dataclass(frozen=True, slots=True)
class PackLost:
    """The root key is here, the site pack is not: it is brought back from somewhere."""

    place: Drive | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """An act before it is signed."""

    act: Act
    request: Request | None = None
    digits: str = ""
    """Of the request: to be compared with those on the device's screen."""
    device: DeviceState | None = None
    """That is revoked."""
    workshops: tuple[Workshop, ...] = ()
    workshop: int = 0
    """Where the device will stand."""
    place: Drive | None = None
    """From where a lost pack is brought back."""
    needs_recovery: bool = False
    """No desk of the site is on this machine: the recovery key has to be fetched."""
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """The act is done; the pack has to go to every device."""

    act: Act
    version: int
    place: Drive | None
    device: str = ""
    """``tablet`` or ``desk``, where one was approved or revoked."""
    number: int = 0
    digits: str = ""
    """What an approved device shows with its first pack."""
    written: bool = False
    """The pack is on the stick or in the folder."""
    safe: bool = False
    """The stick may be pulled out."""
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class Enrol:
    """This desk belongs to no site yet: its request, and the site pack that answers it."""

    digits: str
    modules: tuple[tuple[bool, ...], ...]
    """The request as a code."""
    place: Drive | None = None
    written: bool = False
    safe: bool = False
    error: KioskError | None = None
    founds: bool = False
    """A new site can be founded here instead."""
    recovers: bool = False
    """The keys of a site are here: it can be brought back."""


@dataclass(frozen=True, slots=True)
class FirstSite:
    """The site that this desk would believe for good, once its digits are compared."""

    name: str
    digits: str
