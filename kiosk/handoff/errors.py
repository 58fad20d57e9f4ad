"""What a person is told when something from outside is refused."""
# ruff: noqa: N818 - named for what happened, as it reads at the place where it is caught

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.errors import KioskError, N_


class Malformed(ValueError):
    """Bytes that break their own format. Stays in this package: see Rejected and FileRefused."""


class TooLarge(ValueError):
    """A record that needs more bytes than a code has: see ``record.split``."""


class Rejected(KioskError):
    """A result was refused. The same words for every reason: a forger learns nothing from them."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This is not a result that can be opened here; "
                "scan the code once more, or ask to have it shown again on the tablet."
            )
        )


class NoCode(KioskError):
    """A picture in which no result was found: too large, damaged, or without a code."""


class NotWritten(KioskError):
    """A file that could not be written; what stood there before is untouched."""


class KeysRefused(KioskError):
    """Keys of this device, or the root key, that cannot be used."""


class RequestRefused(KioskError):
    """A request of a device that was refused: the same words for every reason."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "{name} is not the request of a tablet or a desk; "
                "have it written or shown again on the device."
            ),
            name=name,
        )


class SiteRefused(KioskError):
    """A change of a site that cannot be made."""


class PackMissing(KioskError):
    """No site pack where one was looked for."""


class Refusal(StrEnum):
    """Why a file was refused as a whole."""

    UNREADABLE = "unreadable"
    NOT_A_FILE = "not a file"
    TOO_LARGE = "too large"
    UNKNOWN_NAME = "unknown name"
    CUT = "cut"
    FORMAT = "format"
    SIGNATURE = "signature"
    ALTERED = "altered"
    NAME = "name"
    REVOKED = "revoked"
    OLDER = "older"
    TWO_OF_A_VERSION = "two of a version"
    NEWER_FORMAT = "newer format"


MESSAGES: Mapping[Refusal, str] = {
    Refusal.UNREADABLE: N_(
        "The file {name} could not be read ({why}); check the stick or the folder and try again."
    ),
    Refusal.NOT_A_FILE: N_(
        "{name} is a link or not an ordinary file, so it was not opened; "
        "remove it and copy the file itself."
    ),
    Refusal.TOO_LARGE: N_(
        "The file {name} is larger than the {limit} bytes such a file may have, "
        "so it was not opened; remove it and have it written again."
    ),
    Refusal.UNKNOWN_NAME: N_(
        "The file {name} does not have a name that the kiosk gives to its files, "
        "so it was not opened."
    ),
    Refusal.CUT: N_(
        "The file {name} is not complete, so nothing of it was taken over; "
        "have it written again on the device it came from."
    ),
    Refusal.FORMAT: N_(
        "The file {name} is damaged, so nothing of it was taken over; "
        "have it written again on the device it came from."
    ),
    Refusal.SIGNATURE: N_(
        "The file {name} does not carry the signature of a device of this site, "
        "so nothing of it was taken over; check where it comes from, or have it written again."
    ),
    Refusal.ALTERED: N_(
        "The file {name} was changed after it was written, so nothing of it was taken over; "
        "have it written again on the device it came from."
    ),
    Refusal.REVOKED: N_(
        "The file {name} comes from a desk that was revoked, so nothing of it was taken over; "
        "collect at another desk."
    ),
    Refusal.NAME: N_(
        "The file {name} holds something else than its name says, "
        "so nothing of it was taken over; have it written again on the device it came from."
    ),
    Refusal.OLDER: N_(
        "The site pack {name} has version {version}, but version {lowest} has been in use here; "
        "fetch the newest site pack."
    ),
    Refusal.TWO_OF_A_VERSION: N_(
        "The site pack {name} has version {version}, but another pack of that version has been "
        "in use here; have a newer one written, with a version above {version}."
    ),
    Refusal.NEWER_FORMAT: N_(
        "The file {name} was written by a newer version of the program; update this one first."
    ),
}


class FileRefused(KioskError):
    """A bundle, receipt or site pack that was refused whole; ``reason`` says why."""

    def __init__(self, reason: Refusal, name: str, **values: object) -> None:
        super().__init__(MESSAGES[reason], name=name, **values)
        self.reason = reason
