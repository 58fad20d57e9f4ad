"""Carrying sealed results over by a folder: receipts are read, then bundles are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from kiosk.devices.clock import Clock
from kiosk.devices.folder import require_folder
from kiosk.domain.counts import CountName
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff import receipt
from kiosk.handoff.errors import NotWritten
from kiosk.handoff.files import DISK, FileLayer, FileName, Kind, known_files, parse_name
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.receipt import Receipt, hash_of_hashes
from kiosk.handoff.settings import settings_of
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.tablet import NOTHING_PURGED, Marks, Purged, TabletStore
from kiosk.tablet.bundling import Bundling, Written
from kiosk.tablet.comparing import Compared, compare

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what comes now as a text to translate."""

LOOKING, READING, WRITING, TIDYING, DONE = (
    N_("Looking for a newer site pack"),
    N_("Reading receipts"),
    N_("Writing results"),
    N_("Tidying up"),
    N_("Done"),
)


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did; counts of results unless said otherwise."""

    receipts: int = 0
    """New receipts that were applied."""
    received: int = 0
    """Results that they named for the first time."""
    again: int = 0
    """Results that no desk holds any more, and that go over once more."""
    erased: int = 0
    """Results and details that were deleted here because they were erased at a desk."""
    carried: int = 0
    """Results in the bundles that were written; 0 too when they hold something else only."""
    bundles: tuple[Path, ...] = ()
    """What was written: none when there was nothing to carry."""
    purged: Purged = NOTHING_PURGED
    pack: SitePack | None = None
    """A newer site pack that was taken."""
    compared: tuple[Compared, ...] = ()
    """What each new receipt and this tablet say of the same objects."""
    refused: tuple[KioskError, ...] = ()
    """What was refused or could not be done, each with its reason; the rest was done."""
    cancelled: bool = False
    safe: bool = False
    """Everything that was written is on the medium."""

    @property
    def bundle(self) -> Path | None:
        """The bundle that was written last."""
        return self.bundles[-1] if self.bundles else None

    @property
    def agree(self) -> bool:
        """Each desk that was heard of holds just what this tablet shared."""
        return all(one.same for one in self.compared)


@dataclass(slots=True)
class _Doing:
    """A sync under way."""

    folder: Path
    progress: Progress
    cancelled: Callable[[], bool]
    steps: int = 4
    """Pack, bundles, purge, tidying; and one for each receipt."""
    step: int = 0
    receipts: int = 0
    received: int = 0
    again: int = 0
    erased: int = 0
    purged: Purged = NOTHING_PURGED
    pack: SitePack | None = None
    written: list[Written] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    refused: list[KioskError] = field(default_factory=list)
    safe: bool = True

    def on(self, what: str) -> bool:
        """Whether to go on with the next step."""
        if self.cancelled():
            return False
        self.progress(self.step, self.steps, what)
        self.step += 1
        return True

    def synced(self, *, cancelled: bool) -> Synced:
        """The summary."""
        return Synced(
            receipts=self.receipts,
            received=self.received,
            again=self.again,
            erased=self.erased,
            carried=sum(one.results for one in self.written),
            bundles=tuple(one.path for one in self.written),
            purged=self.purged,
            pack=self.pack,
            compared=tuple(self.compared),
            refused=tuple(self.refused),
            cancelled=cancelled,
            safe=self.safe,
        )


class Syncing:
    """Syncs one tablet with any folder: a stick, a network share.

    ``newer_pack`` takes a newer site pack out of a folder, if there is one, and keeps it.
    """

    def __init__(
        self,
        own: DeviceKeys,
        pack: SitePack,
        store: TabletStore,
        clock: Clock,
        layer: FileLayer = DISK,
        newer_pack: Callable[[Path], SitePack | None] = lambda _folder: None,
    ) -> None:
        self._own, self._pack, self._store = own, pack, store
        self._clock, self._layer, self._newer_pack = clock, layer, newer_pack

    def sync(
        self,
        folder: Path,
        progress: Progress = lambda _done, _total, _what: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Synced:
        """Take a newer site pack and the receipts in the folder, write what still has no receipt,
        purge what is ripe.

        ``cancelled`` is asked between steps. After each of them all that was written is on the
        medium and the store says what is true, so that the next sync goes on from there.

        Raises:
            NoFolderError: there is no such folder.
            NotWritten: a bundle could not be written; receipts may have been taken before.
            StoreError: the tablet's own disk is full or fails.
        """
        require_folder(folder)
        doing = _Doing(folder, progress, cancelled)
        finished = self._take_pack(doing) and self._take_receipts(doing) and self._write(doing)
        if finished:
            progress(doing.steps, doing.steps, DONE)
        return doing.synced(cancelled=not finished)

    def _take_pack(self, doing: _Doing) -> bool:
        if not doing.on(LOOKING):
            return False
        try:
            doing.pack = self._newer_pack(doing.folder)
        except KioskError as error:
            doing.refused.append(error)
            self._store.add_count(self._clock.today(), CountName.PACK_REFUSED)
        self._pack = doing.pack or self._pack
        gone = self._revoked_desks()
        doing.again += self._store.forget_desks(gone, self._clock.today())
        return True

    def _revoked_desks(self) -> set[int]:
        """Numbers under which no desk is believed any more."""
        desks = [entry for entry in self._pack.devices if entry.device is Device.DESK]
        gone = {entry.number for entry in desks if self._pack.desk_is_revoked(entry)}
        return gone - {entry.number for entry in desks if not self._pack.desk_is_revoked(entry)}

    def _take_receipts(self, doing: _Doing) -> bool:
        """Of each desk the newest that is not refused: it tells everything that older ones do."""
        newest_first = self._receipts(doing.folder)
        doing.steps += len(newest_first)
        for _, names in groupby(newest_first, key=lambda name: (name.epoch, name.desk)):
            taken = False
            for name in names:
                if not doing.on(READING):
                    return False
                taken = taken or self._take(name, doing)
        return True

    def _receipts(self, folder: Path) -> list[FileName]:
        """Names of receipts for this tablet that are newer than the last of their desk.

        What a revoked desk left on a stick is not read, and troubles nobody.
        """
        paths = known_files(folder, Kind.RECEIPT, self._pack.site_id)
        own, gone = set(self._store.epochs()), self._pack.revoked_desks
        names = [
            name
            for name in (parse_name(path.name) for path in paths)
            if name.tablet == self._own.number and name.epoch in own and name.desk not in gone
        ]
        last = {
            (epoch, one.desk): one.number
            for epoch in own
            for one in self._store.last_receipts(epoch)
        }
        newer = [name for name in names if name.number > last.get((name.epoch, name.desk), 0)]
        return sorted(newer, key=lambda name: (name.epoch, name.desk, -name.number))

    def _take(self, name: FileName, doing: _Doing) -> bool:
        """Whether a receipt was good."""
        try:
            found = receipt.load(doing.folder / str(name), self._pack)
        except KioskError as error:
            doing.refused.append(error)
            return False
        applied = self._store.apply_receipt(self._marks(found), self._clock.now())
        doing.receipts += 1
        doing.received += applied.received
        doing.again += applied.again
        doing.erased += applied.erased
        doing.compared.append(compare(found, self._store.known(found.epoch)))
        return True

    def _marks(self, found: Receipt) -> Marks:
        held = {entry.wire_hash: entry.status.name.lower() for entry in found.entries}
        own = self._store.known(found.epoch).keys() & held.keys()
        return Marks(
            desk=found.desk,
            number=found.number,
            held=held,
            epoch=found.epoch,
            erased=frozenset(found.erased),
            count=len(own),
            hash_of_hashes=hash_of_hashes(own),
        )

    def _write(self, doing: _Doing) -> bool:
        if not doing.on(WRITING):
            return False
        bundling = Bundling(self._own, self._pack, self._store, self._layer, doing.folder)
        for epoch in self._store.epochs():
            if (written := bundling.write(epoch, self._clock.today())) is not None:
                doing.written.append(written)
        return self._purge(doing) and self._tidy(doing, bundling)

    def _purge(self, doing: _Doing) -> bool:
        """What came by a receipt goes one whole sync later; this one is whole with its end."""
        if not doing.on(TIDYING):
            return False
        hours = settings_of(self._pack.settings).purge_hours
        doing.purged = self._store.purge(hours * 3600)
        return True

    def _tidy(self, doing: _Doing, bundling: Bundling) -> bool:
        if not doing.on(TIDYING):
            return False
        try:
            bundling.tidy(doing.written)
        except NotWritten as error:
            doing.refused.append(error)
            doing.safe = False
        else:
            self._store.sync_done(self._clock.today())
        return True
