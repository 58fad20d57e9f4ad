"""0 results purged under forged, stale, foreign or wrong-hash receipts; nor is anything erased."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.handoff import receipt
from kiosk.handoff.keys import Device
from kiosk.handoff.receipt import Entry, Receipt, Status
from kiosk.handoff.site import Site
from kiosk.storage.tablet import Standing
from tests.pace import count
from tests.workshop import Tablet, a_detail, a_result, a_site

AT_ONCE = 50
"""Files that lie on one stick together."""

Forge = Callable[[random.Random], tuple[str, bytes]]
"""Name and content of a file."""


class Forger:
    """Everything that a stick may bring, but a receipt of this site that is new and right."""

    def __init__(self, site: Site, tablet: Tablet, good: Receipt) -> None:
        self.site, self.tablet, self.good = site, tablet, good
        self.other = a_site()
        self.ways: tuple[Forge, ...] = (
            self.forged,
            self.damaged,
            self.stale,
            self.foreign,
            self.wrong_hashes,
            self.renamed,
        )

    def everything(self, draw: random.Random, desk: int) -> Receipt:
        """Names and erases all that is on the tablet, under a number that is new."""
        told = replace(self.good, desk=desk, number=draw.randrange(10, 10**6))
        if draw.random() < 0.5:
            told = replace(told, erased=tuple(sorted(one.wire_hash for one in told.entries)))
        return told

    def named(self, told: Receipt) -> str:
        return str(receipt.name_of(told, self.site.pack.site_id))

    def forged(self, draw: random.Random) -> tuple[str, bytes]:
        """Signed by somebody else."""
        told = self.everything(draw, 1)
        signer = draw.choice(
            [
                self.other.desks[0],
                replace(self.other.desks[0], root_public=self.site.root.public),
                replace(self.site.tablets[0], device=Device.DESK, number=1),
                replace(self.site.desks[1], number=1),
            ]
        )
        return self.named(told), receipt.write(told, signer)

    def damaged(self, draw: random.Random) -> tuple[str, bytes]:
        """Right, but for some bytes."""
        told = self.everything(draw, 1)
        data = bytearray(receipt.write(told, self.site.desks[0]))
        for _ in range(draw.randrange(1, 4)):
            data[draw.randrange(len(data))] ^= draw.randrange(1, 256)
        return self.named(told), bytes(data[: draw.choice([len(data), draw.randrange(len(data))])])

    def stale(self, draw: random.Random) -> tuple[str, bytes]:
        """Right, but not newer than the last; also under the name of one that is."""
        told = replace(self.everything(draw, 1), number=draw.randrange(1, self.good.number + 1))
        name = self.named(told if draw.random() < 0.5 else self.everything(draw, 1))
        return name, receipt.write(told, self.site.desks[0])

    def foreign(self, draw: random.Random) -> tuple[str, bytes]:
        """Right, for another tablet, epoch or site; also under this one's name."""
        told = self.everything(draw, 1)
        signer = self.site.desks[0]
        way = draw.randrange(3)
        if way == 0:
            away = replace(told, tablet=2)
        elif way == 1:
            away = replace(told, epoch=told.epoch ^ draw.randrange(1, 2**32))
        else:
            away, signer = told, self.other.desks[0]
        name = self.named(told if draw.random() < 0.5 else away)
        return name, receipt.write(away, signer)

    def wrong_hashes(self, draw: random.Random) -> tuple[str, bytes]:
        """Right, and of hashes that are a bit beside those on the tablet."""

        def beside(wire_hash: bytes) -> bytes:
            at = draw.randrange(32)
            return (
                wire_hash[:at]
                + bytes((wire_hash[at] ^ 1 << draw.randrange(8),))
                + wire_hash[at + 1 :]
            )

        told = self.everything(draw, 2)
        entries = sorted(beside(one.wire_hash) for one in told.entries)
        told = replace(
            told,
            entries=tuple(Entry(1, wire_hash, Status.STORED) for wire_hash in entries),
            erased=tuple(sorted(map(beside, told.erased))),
        )
        return self.named(told), receipt.write(told, self.site.desks[1])

    def renamed(self, draw: random.Random) -> tuple[str, bytes]:
        """Right, under the number of another one."""
        told = self.everything(draw, 1)
        other = replace(told, number=told.number + 1)
        return self.named(other), receipt.write(told, self.site.desks[0])


def test_nothing_is_purged_or_erased_under_forged_stale_foreign_or_wrong_hash_receipts(
    tmp_path: Path,
) -> None:
    site = a_site()
    tablet = Tablet(site)
    for seed in range(3):
        tablet.sharing.share(a_result(seed), a_detail())
    epoch = tablet.store.chain().epoch
    hashes = sorted(tablet.store.known(epoch))
    entries = tuple(Entry(1, wire_hash, Status.STORED) for wire_hash in hashes)
    good = Receipt(1, epoch, 1, 5, entries)
    receipt.save(tmp_path, replace(good, entries=()), site.desks[0])
    assert tablet.syncing.sync(tmp_path).receipts == 1
    forger, draw = Forger(site, tablet, good), random.Random(9)
    for turn in range(count(2_000, 100_000) // AT_ONCE):
        stick = tmp_path / str(turn)
        stick.mkdir()
        for number in range(AT_ONCE):
            name, data = forger.ways[number % len(forger.ways)](draw)
            (stick / name).write_bytes(data)
        for _ in range(2):
            done = tablet.syncing.sync(stick)
            assert (done.purged.results, done.purged.details, done.erased) == (0, 0, 0)
            tablet.store.count_uptime(72 * 3600)
        known = tablet.store.known(epoch)
        assert {known[wire_hash] for wire_hash in hashes} == {Standing.WAITING}, turn
    receipt.save(tmp_path, replace(good, number=10**7), site.desks[0])
    tablet.syncing.sync(tmp_path)
    tablet.store.count_uptime(72 * 3600)
    done = tablet.syncing.sync(tmp_path)
    assert (done.purged.results, done.purged.details) == (3, 3)
