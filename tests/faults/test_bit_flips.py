"""One bit of a store is another one: told in words or mended, and no wrong text is taken as good.

And the step that mends a tablet's, cut off anywhere: the damaged store or the fresh one, with all
that could be read.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.errors import StoreDamagedError, StoreTooNewError
from kiosk.storage.place import EncryptedFile
from kiosk.storage.tablet import SealedRow
from kiosk.storage.tablet.anew import begin_anew, open_or_begin_anew
from kiosk.storage.upgrade import Kind, check
from tests.faults.cuts import record
from tests.pace import count
from tests.stores import empty_desk_file, encrypted, make_quickly
from tests.unit.storage.examples import NOON, detail, filled, result, share_one

pytestmark = pytest.mark.untraced

FLIPS = count(40, 10_000)
SHARED = 12


def flipped(content: bytes, seed: int) -> bytes:
    at = random.Random(seed).randrange(len(content) * 8)
    changed = bytearray(content)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


def test_a_flipped_bit_in_a_tablets_store_never_makes_a_wrong_result(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either it opens with just what was shared, or it is kept aside whole and a fresh one has
    every result that can be read; a newer version's number alone is refused, and left."""
    make_quickly(monkeypatch)
    rows = filled(folder / "store.sqlite", SHARED)
    content = (folder / "store.sqlite").read_bytes()
    waiting, known = set(rows[2:]), {row.wire_hash: row.wire for row in rows}
    here = folder / "flipped"
    for seed in range(FLIPS):
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        path = here / "store.sqlite"
        path.write_bytes(damaged := flipped(content, seed))
        try:
            store, replaced = open_or_begin_anew(path, NOON)
        except StoreTooNewError:
            assert path.read_bytes() == damaged, seed
            continue
        with closing(store):
            found = store.unsynced()
            assert all(known.get(row.wire_hash) == row.wire for row in found), seed
            if replaced is None:
                assert set(found) == waiting, seed
            else:
                aside = replaced.folder / path.name
                assert len(aside.read_bytes()) == len(damaged), seed
                assert {row.wire_hash for row in found} <= {row.wire_hash for row in rows}, seed
                assert store.chain().epoch != rows[0].epoch, seed
            assert share_one(store, "next") in store.unsynced(), seed


def test_a_flipped_bit_in_a_result_costs_that_result_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_quickly(monkeypatch)
    rows = filled(folder / "store.sqlite", SHARED)
    content = (folder / "store.sqlite").read_bytes()
    here = folder / "flipped"
    for seed in range(count(5, 100)):
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        wire = rows[2 + seed % (SHARED - 2)].wire
        at = content.index(wire)
        part = flipped(wire, seed)
        (here / "store.sqlite").write_bytes(content[:at] + part + content[at + len(wire) :])
        store, replaced = open_or_begin_anew(here / "store.sqlite", NOON)
        with closing(store):
            assert replaced is not None, seed
            saved = {row.wire for row in store.unsynced()}
            assert saved == {row.wire for row in (rows[0], *rows[2:])} - {wire}, seed


def test_a_flipped_bit_in_a_desks_store_is_noticed_or_changes_nothing(folder: Path) -> None:
    """Every page carries a code that only the key can make."""
    place = empty_desk_file(folder / "store.sqlite")
    rows = [result(number) for number in range(1, 6)]
    with closing(open_desk_store(place)) as store:
        store.store_many(rows, details=[detail(1)])
    content = place.path.read_bytes()
    for seed in range(FLIPS):
        left = encrypted(folder / "flipped.sqlite")
        for old in folder.glob("flipped.sqlite*"):
            old.unlink()
        left.path.write_bytes(damaged := flipped(content, seed))
        assert noticed(left) or kept(left) == {row.wire for row in rows}, seed
        assert len(left.path.read_bytes()) == len(damaged), seed


def noticed(place: EncryptedFile) -> bool:
    """In one sentence, when it is opened, read or checked."""
    try:
        kept(place)
        return not check(place, Kind.DESK).sound
    except StoreDamagedError:
        return True


def kept(place: EncryptedFile) -> set[bytes]:
    with closing(open_desk_store(place)) as store:
        return {row.wire for row in store.results(100)}


Damage = Callable[[bytes, tuple[SealedRow, ...]], bytes]


def beginning(content: bytes, _rows: tuple[SealedRow, ...]) -> bytes:
    return b"?" + content[1:]


def middle(content: bytes, rows: tuple[SealedRow, ...]) -> bytes:
    """In the fifth result, so that SQLite opens it, and merges its log."""
    return content.replace(rows[4].wire, bytes(len(rows[4].wire)))


@pytest.mark.parametrize("damage", [beginning, middle])
def test_a_cut_while_a_store_is_replaced_leaves_the_damaged_one_or_the_fresh_one(
    folder: Path, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never neither: whatever was left, the next start has every result that could be read."""
    path = folder / "store.sqlite"
    rows = filled(path, SHARED)
    path.write_bytes(broken := damage(path.read_bytes(), rows))
    done = record(folder, lambda _: begin_anew(path, NOON))
    make_quickly(monkeypatch)
    readable = {row.wire for row in (rows[0], *rows[2:])}
    found = set()
    for cut in done.cuts(12):
        left = cut.folder / "store.sqlite"
        found.add(left.read_bytes()[100:] == broken[100:])
        store, _ = open_or_begin_anew(left, NOON)
        with closing(store):
            saved = {row.wire for row in store.unsynced()}
            assert saved == (readable - {rows[4].wire} if damage is middle else readable), cut.name
            assert store.chain().epoch != rows[0].epoch, cut.name
        aside = list((cut.folder / "damaged").glob("*/store.sqlite"))
        assert any(one.read_bytes()[100:] == broken[100:] for one in aside), cut.name
    assert found == {False, True}
