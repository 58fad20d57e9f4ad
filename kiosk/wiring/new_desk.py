"""A desk that is not set up yet: its keys are made when it is first asked who it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.handoff.enrolment import Request
    from kiosk.handoff.firstpack import FirstPack
    from kiosk.handoff.keys import OwnKeys

FOLDER = "desk"


def is_enrolled(data: Path) -> bool:
    """Whether the desk of a data folder believes a site; known without reading keys."""
    return (data / FOLDER / "trust.cbor").exists()


class NewDeskKeys:
    """Of a data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def request(self) -> tuple[str, tuple[tuple[bool, ...], ...]]:
        """Check digits, and the request as a code."""
        from kiosk.handoff import enrolment, qr

        own = self._own()
        modules = qr.fitting(enrolment.request_text(own))
        return enrolment.request_of(own).digits, tuple(tuple(row) for row in modules)

    def asks(self) -> Request:
        """To be enrolled."""
        from kiosk.handoff import enrolment

        return enrolment.request_of(self._own())

    def write_request(self, folder: Path) -> None:
        """To a stick or folder."""
        from kiosk.handoff.enrolment import save_request

        save_request(folder, self._own())

    def first_pack(self, folder: Path) -> FirstPack:
        """The site pack there that names this desk; nothing is believed yet."""
        from kiosk.handoff import firstpack
        from kiosk.handoff.keys import Device

        return firstpack.first_pack(self._data, Device.DESK, folder)

    def believe(self, first: FirstPack) -> None:
        """Believe that site, for good."""
        from kiosk.handoff import firstpack
        from kiosk.handoff.keys import Device

        firstpack.believe(self._data, Device.DESK, first)

    def _own(self) -> OwnKeys:
        from kiosk.handoff.keys import Device
        from kiosk.handoff.site import new_keys

        return new_keys(self._data, Device.DESK)
