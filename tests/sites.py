"""A practice site in a folder, with one result that its tablet shared."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.devices.worker import InlineWorker
from kiosk.handoff import qr
from kiosk.handoff.keys import Device
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.wiring import demo, tablet
from kiosk.wiring.places import store_path, store_place
from tests.careful import shared_code


@dataclass(frozen=True, slots=True)
class SharedSite:
    """The data folder of a site, and what its tablet shows."""

    data: Path
    text: str
    picture: Path

    def held(self) -> int:
        """How many results the desk keeps."""
        if not store_path(self.data, Device.DESK).exists():
            return 0
        with closing(open_desk_store(store_place(self.data, practice=True))) as store:
            return len(store.results(100))

    def copy(self, folder: Path) -> SharedSite:
        """The same site in another folder."""
        shutil.copytree(self.data, folder)
        return replace(self, data=folder)


def make_shared_site(folder: Path) -> SharedSite:
    """Make a site and take a whole visit on its tablet."""
    data = folder / "site"
    demo.make(data)
    own = tablet.parts(data)
    text = shared_code(own.flow(InlineWorker()))
    own.store.close()
    picture = folder / "result.png"
    qr.picture(qr.matrix(text)).save(picture)
    return SharedSite(data, text, picture)
