"""A whole site that lives: tablets, desks and sticks with real keys, files and stores.

``shared`` and ``met`` remember from outside what happened, so that a test can say what has to hold.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from kiosk.desk.collected import Collected
from kiosk.desk.collecting import Collecting
from kiosk.desk.erasure import Erasing
from kiosk.desk.log import DeskLog
from kiosk.desk.reception import NotTakenAgainError, Reception
from kiosk.devices.clock import FakeClock
from kiosk.handoff import bundle, keeping, kr1
from kiosk.handoff.bundle import ObjectKind
from kiosk.handoff.errors import FileRefused, Rejected
from kiosk.handoff.files import Disk, Kind, known_files, read_safely
from kiosk.handoff.keeping import Keeper
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.opener import Opener
from kiosk.handoff.packfile import LARGEST, open_pack
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import Site, carried_name, carry
from kiosk.handoff.sitepack import SitePack
from kiosk.storage import backup, restore
from kiosk.storage.desk import DeskStore, StoredResult, Tombstone, Way
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.tablet import Standing, TabletStore
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind as StoreKind
from kiosk.storage.upgrade import upgrade
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.syncing import Synced, Syncing
from tests import small
from tests.stores import desk_store, empty_desk_file, encrypted
from tests.workshop import DAY, a_detail, a_result, a_site

S = TypeVar("S", TabletStore, DeskStore)
Place = tuple[int, int, int]
"""Tablet, epoch, sequence."""

RIPE_SECONDS = 73 * 3600


# -- stores


class Shelf(Protocol):
    """Where stores stand; a copy stands for a backup or for a clone's disk."""

    def tablet(self) -> TabletStore:
        """A new one."""

    def desk(self) -> DeskStore:
        """A new one."""

    def copy(self, store: S) -> Any:
        """What a backup holds of it, or the disk of a cloned tablet."""

    def restored_tablet(self, copied: Any) -> TabletStore:
        """A backup as a tablet's store: it begins a new epoch."""

    def cloned_tablet(self, copied: Any) -> TabletStore:
        """A copied disk in another tablet, which knows nothing of it."""

    def restored_desk(self, copied: Any) -> DeskStore:
        """A backup as a desk's store."""


class MemoryShelf:
    """Stores without a disk."""

    def tablet(self) -> TabletStore:
        return MemoryTabletStore()

    def desk(self) -> DeskStore:
        return MemoryDeskStore()

    def copy(self, store: S) -> Any:
        return copy.deepcopy(store)

    def restored_tablet(self, copied: Any) -> TabletStore:
        store: TabletStore = copy.deepcopy(copied)
        store.new_epoch()
        return store

    def cloned_tablet(self, copied: Any) -> TabletStore:
        return copy.deepcopy(copied)  # type: ignore[no-any-return]

    def restored_desk(self, copied: Any) -> DeskStore:
        return copy.deepcopy(copied)  # type: ignore[no-any-return]


class FileShelf:
    """Real files, the desks' encrypted; the program's own backup and restore."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0
        self._clock = FakeClock()
        self._path: dict[int, Path] = {}
        self._open: list[TabletStore | DeskStore] = []

    def tablet(self) -> TabletStore:
        path = self._new() / "tablet.db"
        path.write_bytes(_empty_tablet())
        return self._keep(open_tablet_store(path), path)

    def desk(self) -> DeskStore:
        path = self._new() / "desk.db"
        empty_desk_file(path)
        return self._keep(desk_store(path), path)

    def copy(self, store: S) -> Any:
        path = self._path[id(store)]
        kind = StoreKind(path.stem)
        place = encrypted(path) if kind is StoreKind.DESK else path
        return backup.back_up(place, kind, self._new(), self._clock.now()).path

    def restored_tablet(self, copied: Any) -> TabletStore:
        def prepare(new: Any) -> None:
            with closing(open_tablet_store(new)) as store:
                store.new_epoch()

        path = self._new() / "tablet.db"
        restore.restore(copied, path, StoreKind.TABLET, prepare)
        return self._keep(open_tablet_store(path), path)

    def cloned_tablet(self, copied: Any) -> TabletStore:
        path = self._new() / "tablet.db"
        shutil.copy(copied, path)
        return self._keep(open_tablet_store(path), path)

    def restored_desk(self, copied: Any) -> DeskStore:
        path = self._new() / "desk.db"
        restore.restore(encrypted(copied), encrypted(path), StoreKind.DESK, lambda _new: None)
        return self._keep(desk_store(path), path)

    def close(self) -> None:
        """Close every store."""
        for store in self._open:
            store.close()

    def _new(self) -> Path:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return folder

    def _keep(self, store: S, path: Path) -> S:
        self._path[id(store)] = path
        self._open.append(store)
        return store


@cache
def _empty_tablet() -> bytes:
    """A store that nobody has opened yet, made once for all and copied."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tablet.db")
        upgrade(path, StoreKind.TABLET)
        return path.read_bytes()


# -- what was seen from outside

CANARY = b"nobody-shared-this"
"""Stands in every visit that is not shared."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A result that was shared."""

    text: str
    wire: bytes
    wire_hash: bytes
    receipt_code: str
    place: Place
    site_key: bytes
    """Id of the key that it is sealed to."""


@dataclass
class Tablet:
    """A tablet as it stands somewhere; a clone is one of its own with the same keys."""

    own: DeviceKeys
    store: TabletStore
    pack: SitePack
    backups: list[Any] = field(default_factory=list)


@dataclass
class Desk:
    """A desk."""

    own: DeviceKeys
    store: DeskStore
    pack: SitePack
    outside: list[Tombstone] = field(default_factory=list)
    """What is kept beside the store of what was erased."""
    met: set[bytes] = field(default_factory=set)
    """Wire hashes of results that came to it and that it had a key for."""
    lost: set[bytes] = field(default_factory=set)
    """Of results that went with its store."""
    backups: list[tuple[Any, set[bytes]]] = field(default_factory=list)
    revoked: bool = False


class Unhurried(Disk):
    """The real file layer without its syncs: no power is cut here, and they take long."""

    def sync(self, path: Path) -> None:
        """Nothing is lost."""

    def sync_folder(self, folder: Path) -> None:
        """Nothing is lost."""

    def sync_all(self) -> None:
        """Nothing is lost."""


@cache
def _site(tablets: int, desks: int) -> Site:
    """Made once: what it is made of does not change, only its packs do."""
    return a_site(tablets, desks)


class World:
    """A site and everything that happens to it."""

    def __init__(self, folder: Path, shelf: Shelf, tablets: int = 5, desks: int = 2) -> None:
        self.shelf, self.clock = shelf, FakeClock()
        self.site = _site(tablets, desks)
        self.pack, self.pack_file = self.site.pack, self.site.pack_file
        self.tablets = [Tablet(own, shelf.tablet(), self.pack) for own in self.site.tablets]
        self.desks = [Desk(own, shelf.desk(), self.pack) for own in self.site.desks]
        self.sticks = [folder / f"stick{number}" for number in range(3)]
        for stick in self.sticks:
            stick.mkdir()
        self.shared: dict[bytes, Seen] = {}
        self.excused: set[bytes] = set()
        """Wire hashes of what a tablet forgot when an old image was put on it."""
        self._seed = 0
        self._openable: dict[tuple[int, int], set[bytes]] = {}
        """Ids of the site keys that a desk has with a version of the pack."""

    # -- visits

    def share(self, tablet: Tablet) -> Seen:
        """A visit that ends with *Share*."""
        self._seed += 1
        tablet.store.begin_visit(b"a visit")
        sharing = Sharing(tablet.store, Sealer(tablet.own, tablet.pack), tablet.own.number, 1)
        chain = tablet.store.chain()
        shown = sharing.share(a_result(self._seed), a_detail())
        wire = kr1.wire(shown.text)
        seen = Seen(
            shown.text,
            wire,
            kr1.wire_hash(wire),
            shown.receipt_code,
            (tablet.own.number, chain.epoch, chain.next_sequence),
            wire[1 : kr1.HEADER],
        )
        self.shared[seen.wire_hash] = seen
        return seen

    def decline(self, tablet: Tablet, way: bytes = b"declined") -> None:
        """A visit that ends with *No thanks*, *Delete* or by walking away."""
        tablet.store.begin_visit(CANARY + way)
        tablet.store.append(CANARY)
        tablet.store.wipe_visit()

    # -- the way to the desk

    def scan(self, desk: Desk, seen: Seen) -> None:
        """A code, shown by its tablet or a citizen's phone."""
        reception = self._reception(desk)
        try:
            reception.receive(seen.text, Way.SCAN)
        except Rejected:
            assert not self._opens(desk, seen), "a result of this site was rejected"
            return
        except NotTakenAgainError:
            assert self._is_erased(desk, seen.wire_hash), "not taken, and never erased"
        desk.met.add(seen.wire_hash)

    def sync(self, tablet: Tablet, stick: Path) -> Synced:
        """A stick in a tablet."""

        def newer(folder: Path) -> SitePack | None:
            return self._newer(folder, tablet.pack)

        syncing = Syncing(
            tablet.own, tablet.pack, tablet.store, self.clock, Unhurried(), newer_pack=newer
        )
        purged_before = self._purged(tablet)
        done = syncing.sync(stick)
        tablet.pack = done.pack or tablet.pack
        for wire_hash in self._purged(tablet) - purged_before:
            if wire_hash in self.shared:
                assert self._held_somewhere(wire_hash), "purged, and no desk holds it"
        return done

    def collect(self, desk: Desk, stick: Path) -> Collected:
        """A stick at a desk."""

        def newer(folder: Path) -> SitePack | None:
            found = self._newer(folder, desk.pack)
            desk.pack = found or desk.pack
            return found

        opener = Opener.for_desk(desk.own, desk.pack)
        collecting = Collecting(
            desk.own,
            desk.pack,
            opener,
            self._reception(desk),
            desk.store,
            self.clock,
            Unhurried(),
            erasing=self._erasing(desk),
            take_pack=newer,
        )
        on_stick = list(self._bundles(stick))
        done = collecting.collect(stick)
        for found in on_stick:
            for item in found.objects:
                seen = self.shared.get(item.wire_hash)
                if item.kind is ObjectKind.RESULT and seen and self._opens(desk, seen):
                    desk.met.add(item.wire_hash)
        return done

    # -- people

    def erase(self, desk: Desk, seen: Seen) -> None:
        """Somebody asks, with the eight digits."""
        rows = desk.store.find_by_receipt_code(seen.receipt_code)
        mine = [row for row in rows if row.wire_hash == seen.wire_hash]
        self._erasing(desk).erase(mine, "receipt_code")

    def clone(self, tablet: Tablet) -> Tablet:
        """Somebody copies the disk into another tablet."""
        made = Tablet(
            tablet.own,
            self.shelf.cloned_tablet(self.shelf.copy(tablet.store)),
            tablet.pack,
        )
        self.tablets.append(made)
        return made

    def back_up_tablet(self, tablet: Tablet) -> None:
        """A backup of its store."""
        tablet.backups.append(self.shelf.copy(tablet.store))

    def restore_tablet(self, tablet: Tablet) -> None:
        """Its newest backup comes back; what it has shared since is gone from it."""
        if tablet.backups:
            before = self.here(tablet)
            tablet.store = self.shelf.restored_tablet(tablet.backups[-1])
            self.excused |= before - self.here(tablet)

    def back_up_desk(self, desk: Desk) -> None:
        """A backup of its store."""
        desk.backups.append((self.shelf.copy(desk.store), set(desk.met)))

    def restore_desk(self, desk: Desk) -> None:
        """Its newest backup comes back, and the tombstones are replayed."""
        if desk.backups:
            copied, met = desk.backups[-1]
            desk.store = self.shelf.restored_desk(copied)
            desk.lost |= desk.met - met
            desk.met = set(met)
            self._erasing(desk).repeat(desk.outside)

    # -- the root's holder

    def rotate(self) -> None:
        """A new site key."""
        self._next(self._keeper().rotate(DAY))

    def revoke_tablet(self, tablet: Tablet, after: int) -> None:
        """Believed up to that sequence of its present epoch."""
        epoch = tablet.store.chain().epoch
        if any(one.key_id == tablet.own.public.key_id for one in self.pack.revocations):
            return
        draft = keeping.revoke_tablet(self.pack, tablet.own.number, after, epoch)
        self._next(Keeper.of(draft, self.site.recovery.private))

    def revoke_desk(self, desk: Desk) -> None:
        """It stays away from now on; its receipts still lie on sticks."""
        if not desk.revoked and sum(not one.revoked for one in self.desks) > 1:
            desk.revoked = True
            self._next(self._keeper().without_desk(desk.own.number).retire(DAY))

    def carry_pack(self, stick: Path) -> None:
        """The newest pack goes on a stick."""
        carry(stick, self.pack_file, self.pack)

    def hand_packs_out(self) -> None:
        """Every device gets the newest pack at once."""
        for tablet in self.tablets:
            tablet.pack = self.pack
        for desk in self.living():
            desk.pack = self.pack

    def settle(self, folder: Path, rounds: int = 3) -> None:
        """Nothing happens any more but sticks that go round: three times, days apart."""
        self.hand_packs_out()
        folder.mkdir(exist_ok=True)
        for _ in range(rounds):
            for tablet in self.tablets:
                self.sync(tablet, folder)
                for desk in self.living():
                    self.collect(desk, folder)
            for tablet in self.tablets:
                tablet.store.count_uptime(RIPE_SECONDS)
                self.sync(tablet, folder)

    # -- what has to hold

    def living(self) -> list[Desk]:
        """Desks that were not revoked."""
        return [desk for desk in self.desks if not desk.revoked]

    def check(self) -> None:
        """Whatever happened so far."""
        for desk in self.desks:
            self._check_desk(desk)
        for tablet in self.tablets:
            self._check_tablet(tablet)

    def check_arrived(self) -> None:
        """After sticks went round: everything that is still anywhere is at a desk."""
        self.check()
        for desk in self.living():
            self._check_believed(desk)
        arrived = set().union(*(held(desk) for desk in self.living()))
        # A revoked desk is believed nothing any more: what it erased may not be erased elsewhere.
        erased = {one.wire_hash for desk in self.living() for one in desk.outside}
        asked = {one.wire_hash for desk in self.desks for one in desk.outside}
        for wire_hash, seen in self.shared.items():
            kept = any(wire_hash in self.here(tablet) for tablet in self.tablets)
            if wire_hash in erased:
                assert wire_hash not in arrived, "erased, and still at a desk"
                assert not kept, "erased, and still on a tablet"
            elif kept:
                assert wire_hash in arrived or not any(
                    self._opens(desk, seen) for desk in self.living()
                ), "shared, still on its tablet, and at no desk"
            elif wire_hash not in self.excused | asked:
                lost = any(wire_hash in desk.lost for desk in self.desks)
                gone = any(desk.revoked and wire_hash in desk.met for desk in self.desks)
                assert wire_hash in arrived or lost or gone, "shared, and nowhere"

    def _check_believed(self, desk: Desk) -> None:
        """What a revoked tablet made too late is kept apart, whenever that was known."""
        tablets = {one.number: one for one in self.pack.devices if one.device is Device.TABLET}
        for row in results(desk):
            last = desk.pack.believed_to(tablets[row.tablet], row.epoch)
            assert last is None or row.sequence <= last, "it is not believed, and it is shown"

    def _check_desk(self, desk: Desk) -> None:
        stored, apart = results(desk), [one.result for one in desk.store.quarantined()]
        hashes = [row.wire_hash for row in (*stored, *apart)]
        assert len(hashes) == len(set(hashes)), "a result twice"
        everything = [
            one.wire_hash
            for number in desk.store.tablets()
            for epoch in desk.store.epochs(number)
            for one in desk.store.held(number, epoch)
        ]
        assert len(everything) == len(set(everything)), "a result or a detail twice"
        places = [row.place for row in stored]
        assert len(places) == len(set(places)), "a place twice"
        erased = {one.wire_hash for one in desk.outside}
        assert not erased.intersection(hashes), "erased, and still here"
        assert set(hashes) == desk.met - erased, "what met the desk is in it exactly once"
        assert set(hashes) <= self.shared.keys(), "something that nobody shared"
        for quarantined in desk.store.quarantined():
            self._check_reason(quarantined.result, quarantined.reason)
        known = desk.met | erased.intersection(self.shared)
        met = {self.shared[wire_hash].place for wire_hash in known}
        missing = set(self._missing(desk))
        assert not missing.intersection(places), "missing, and here"
        for tablet, epoch, last in places:
            before = {(tablet, epoch, number) for number in range(1, last)}
            assert before <= missing | met, "neither here nor erased, and not missing"

    def _missing(self, desk: Desk) -> Iterator[Place]:
        for number in desk.store.tablets():
            for gap in desk.store.missing(number):
                yield from ((number, gap.epoch, at) for at in range(gap.first, gap.last + 1))

    def _check_reason(self, row: StoredResult, reason: str) -> None:
        if reason == "revoked":
            key_id = self.site.tablets[row.tablet - 1].public.key_id
            assert any(one.key_id == key_id for one in self.pack.revocations)
        else:
            twins = [seen for seen in self.shared.values() if seen.place == row.place]
            assert len(twins) > 1, "quarantined, and nothing contradicts it"

    def _check_tablet(self, tablet: Tablet) -> None:
        buried = {one.wire_hash for one in tablet.store.tombstones()}
        assert not buried & self.here(tablet), "gone, and still here"
        unsynced = {row.wire_hash for row in tablet.store.unsynced()}
        assert unsynced <= self.shared.keys(), "something that nobody shared"
        assert tablet.store.open_visit() is None

    def here(self, tablet: Tablet) -> set[bytes]:
        """Wire hashes of the results that are on a tablet."""
        return {
            wire_hash
            for epoch in tablet.store.epochs()
            for wire_hash, standing in tablet.store.known(epoch).items()
            if standing in (Standing.WAITING, Standing.HELD) and wire_hash in self.shared
        }

    # -- parts

    def _purged(self, tablet: Tablet) -> set[bytes]:
        return {one.wire_hash for one in tablet.store.tombstones() if not one.erased}

    def _held_somewhere(self, wire_hash: bytes) -> bool:
        """At a desk; or it was, until its store was lost."""
        return any(
            wire_hash in held(desk) or wire_hash in desk.lost or self._is_erased(desk, wire_hash)
            for desk in self.desks
        )

    def _is_erased(self, desk: Desk, wire_hash: bytes) -> bool:
        return any(one.wire_hash == wire_hash for one in desk.outside)

    def _opens(self, desk: Desk, seen: Seen) -> bool:
        place = (desk.own.number, desk.pack.version)
        if place not in self._openable:
            keys = desk.pack.unwrap_site_keys(desk.own.seal)
            self._openable[place] = {key.key_id for key in keys}
        return seen.site_key in self._openable[place]

    def _bundles(self, stick: Path) -> Iterator[bundle.Bundle]:
        for path in known_files(stick, Kind.BUNDLE, self.pack.site_id):
            with suppress(FileRefused):
                yield bundle.load(path, self.pack).bundle

    def _newer(self, folder: Path, used: SitePack) -> SitePack | None:
        path = folder / carried_name(used.site_id)
        if not path.exists():
            return None
        found = open_pack(read_safely(path, LARGEST), used.root_public)
        return found if found.version > used.version else None

    def _reception(self, desk: Desk) -> Reception:
        opener = Opener.for_desk(desk.own, desk.pack)
        return Reception(desk.pack, opener, desk.store, small.assessments(), self.clock)

    def _erasing(self, desk: Desk) -> Erasing:
        log = DeskLog(desk.store, self.clock)
        return Erasing(desk.store, self.clock, log, desk.outside.extend)

    def _keeper(self) -> Keeper:
        return Keeper.of(self.pack, self.site.recovery.private)

    def _next(self, keeper: Keeper) -> None:
        self.pack, self.pack_file = keeping.next_pack(keeper.draft(), self.site.root, DAY)


def results(desk: Desk) -> tuple[StoredResult, ...]:
    """Everything that is not in quarantine."""
    return desk.store.results(1_000_000)


def held(desk: Desk) -> set[bytes]:
    """Wire hashes of everything at a desk, in quarantine too."""
    apart = {one.result.wire_hash for one in desk.store.quarantined()}
    return apart | {row.wire_hash for row in results(desk)}
