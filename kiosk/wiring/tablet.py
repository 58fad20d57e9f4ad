"""A tablet's parts, from its data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk import __version__, resources
from kiosk.content.load import load
from kiosk.devices.clock import Clock, SystemClock
from kiosk.devices.worker import Worker
from kiosk.domain.task import Assessments
from kiosk.domain.visit import all_services
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import load_device, take_newer
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from kiosk.tablet.flow import CitizenFlow, VisitSettings
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.syncing import Syncing
from kiosk.wiring.places import store_path
from kiosk.wiring.sync_words import in_words
from kiosk.wiring.told import Told


@dataclass(frozen=True, slots=True)
class TabletParts:
    """Everything of a tablet but its screen."""

    own: DeviceKeys
    pack: SitePack
    store: SqliteTabletStore
    assessments: Assessments
    clock: Clock

    def flow(self, worker: Worker, aside: Worker | None = None) -> CitizenFlow:
        """The citizen's way, saving on ``worker``; see ``CitizenFlow`` for ``aside``."""
        workshop = self.pack.workshops[0].number
        return CitizenFlow(
            self.assessments,
            self.store,
            Sharing(self.store, Sealer(self.own, self.pack), self.own.number, workshop),
            self.clock,
            worker,
            VisitSettings(
                app=__version__,
                services=all_services(self.assessments),
                practice=self.pack.practice_only,
            ),
            aside=aside,
        )


def parts(data: Path, clock: Clock | None = None) -> TabletParts:
    """The tablet of a data folder; its store is made or upgraded on the way."""
    own, pack = load_device(data, Device.TABLET)
    return TabletParts(
        own=own,
        pack=pack,
        store=open_tablet_store(store_path(data, Device.TABLET)),
        assessments=load(resources.assessments()),
        clock=clock or SystemClock(),
    )


def syncing(tablet: TabletParts) -> Syncing:
    """Carries the tablet's sealed results over."""
    return Syncing(tablet.own, tablet.pack, tablet.store, tablet.clock)


def sync(data: Path, folder: Path) -> Told:
    """Sync with a folder; what was done, in words."""
    own, pack = load_device(data, Device.TABLET)
    store = open_tablet_store(store_path(data, Device.TABLET))
    try:
        syncing = Syncing(
            own,
            pack,
            store,
            SystemClock(),
            newer_pack=lambda stick: take_newer(data, Device.TABLET, stick),
        )
        return in_words(syncing.sync(folder))
    finally:
        store.close()
