"""Whatever happens on the way: what was shared is at each desk that met it exactly once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.faults.cuts import MEMORY
from tests.pace import count
from tests.world import (
    CANARY,
    RIPE_SECONDS,
    Desk,
    FileShelf,
    MemoryShelf,
    Seen,
    Shelf,
    Tablet,
    World,
)

WHICH = st.integers(0, 999)
"""Picks one of however many there are."""
MOST_TABLETS = 7
"""With clones."""


class Handoff(RuleBasedStateMachine):
    """Five tablets, two desks, three sticks."""

    files = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-machine-", dir=MEMORY))
        self.shelf: Shelf = FileShelf(self.folder) if self.files else MemoryShelf()
        self.world = World(self.folder, self.shelf)

    def teardown(self) -> None:
        """Sticks go round, and then everything is where it should be."""
        try:
            self.world.settle(self.folder / "last")
            self.world.check_arrived()
            self.must_not_find_what_nobody_shared()
        finally:
            if isinstance(self.shelf, FileShelf):
                self.shelf.close()
            shutil.rmtree(self.folder)

    def must_not_find_what_nobody_shared(self) -> None:
        for path in self.folder.rglob("*"):
            if path.is_file():
                assert CANARY not in path.read_bytes(), path

    # -- one of each

    def tablet(self, which: int) -> Tablet:
        return self.world.tablets[which % len(self.world.tablets)]

    def desk(self, which: int) -> Desk:
        living = self.world.living()
        return living[which % len(living)]

    def stick(self, which: int) -> Path:
        return self.world.sticks[which % len(self.world.sticks)]

    def seen(self, which: int) -> Seen | None:
        known = list(self.world.shared.values())
        return known[which % len(known)] if known else None

    # -- what happens

    @rule(which=WHICH)
    def visit_and_share(self, which: int) -> None:
        self.world.share(self.tablet(which))

    @rule(which=WHICH)
    def visit_and_share_again(self, which: int) -> None:
        self.world.share(self.tablet(which))

    @rule(which=WHICH)
    def visit_and_decline(self, which: int) -> None:
        tablet = self.tablet(which)
        before = tablet.store.chain()
        self.world.decline(tablet)
        assert tablet.store.chain() == before

    @rule(which=WHICH, code=WHICH)
    def scan(self, which: int, code: int) -> None:
        if seen := self.seen(code):
            self.world.scan(self.desk(which), seen)

    @rule(which=WHICH, stick=WHICH)
    def sync(self, which: int, stick: int) -> None:
        self.world.sync(self.tablet(which), self.stick(stick))

    @rule(which=WHICH, stick=WHICH)
    def collect(self, which: int, stick: int) -> None:
        self.world.collect(self.desk(which), self.stick(stick))

    @rule(which=WHICH, stick=WHICH)
    def carry_there_and_back(self, which: int, stick: int) -> None:
        """Bundle, import, receipt."""
        tablet, target = self.tablet(which), self.stick(stick)
        self.world.sync(tablet, target)
        self.world.collect(self.desk(which // 7), target)
        self.world.sync(tablet, target)

    @rule(which=WHICH)
    def days_pass(self, which: int) -> None:
        self.tablet(which).store.count_uptime(RIPE_SECONDS)

    @rule(which=WHICH, stick=WHICH)
    def purge(self, which: int, stick: int) -> None:
        """Days later a stick comes once more."""
        tablet = self.tablet(which)
        tablet.store.count_uptime(RIPE_SECONDS)
        self.world.sync(tablet, self.stick(stick))

    @rule(which=WHICH, code=WHICH)
    def erase(self, which: int, code: int) -> None:
        if seen := self.seen(code):
            self.world.erase(self.desk(which), seen)

    @rule(code=WHICH, stick=WHICH)
    def both_desks_have_it_and_one_erases_it(self, code: int, stick: int) -> None:
        if seen := self.seen(code):
            for desk in self.world.living():
                self.world.scan(desk, seen)
            self.world.erase(self.desk(code // 3), seen)
            for desk in self.world.living() * 2:
                self.world.collect(desk, self.stick(stick))

    @rule(which=WHICH, stick=WHICH)
    def a_clone_shares_too(self, which: int, stick: int) -> None:
        """Under the same numbers as the tablet whose disk it has."""
        tablet = self.tablet(which)
        if len(self.world.tablets) < MOST_TABLETS:
            clone = self.world.clone(tablet)
            for one in (tablet, clone):
                self.world.share(one)
                self.world.sync(one, self.stick(stick))

    # -- what goes wrong

    @rule(one=WHICH, other=WHICH)
    def duplicate(self, one: int, other: int) -> None:
        """Files are copied from stick to stick; older ones come back that way."""
        source, target = self.stick(one), self.stick(other)
        if source != target:
            for path in source.iterdir():
                shutil.copy(path, target)

    @rule(stick=WHICH, which=WHICH)
    def drop(self, stick: int, which: int) -> None:
        """A file is lost."""
        if paths := sorted(self.stick(stick).iterdir()):
            paths[which % len(paths)].unlink()

    @rule(stick=WHICH, which=WHICH)
    def damage(self, stick: int, which: int) -> None:
        """A file is cut off, or a byte of it is another."""
        if paths := sorted(self.stick(stick).iterdir()):
            path = paths[which % len(paths)]
            data = path.read_bytes()
            at = which * 7919 % len(data) if data else 0
            path.write_bytes(data[:at] if which % 2 else data[:at] + b"?" + data[at + 1 :])

    @rule(which=WHICH)
    def back_up_tablet(self, which: int) -> None:
        self.world.back_up_tablet(self.tablet(which))

    @rule(which=WHICH)
    def restore_tablet(self, which: int) -> None:
        self.world.restore_tablet(self.tablet(which))

    @rule(which=WHICH)
    def back_up_desk(self, which: int) -> None:
        self.world.back_up_desk(self.desk(which))

    @rule(which=WHICH)
    def restore_desk(self, which: int) -> None:
        self.world.restore_desk(self.desk(which))

    # -- what the holder of the root key does

    @rule(stick=WHICH)
    def rotate(self, stick: int) -> None:
        self.world.rotate()
        self.world.carry_pack(self.stick(stick))

    @rule(which=WHICH, after=st.integers(0, 6), stick=WHICH)
    def revoke_tablet(self, which: int, after: int, stick: int) -> None:
        if which % 3 == 0:
            self.world.revoke_tablet(self.tablet(which), after)
            self.world.carry_pack(self.stick(stick))

    @rule(which=WHICH, stick=WHICH)
    def revoke_desk(self, which: int, stick: int) -> None:
        if which % 10 == 0:
            self.world.revoke_desk(self.desk(which))
            self.world.carry_pack(self.stick(stick))

    @rule(stick=WHICH)
    def carry_pack(self, stick: int) -> None:
        self.world.carry_pack(self.stick(stick))

    # -- what has to hold

    @invariant()
    def everything_that_met_a_desk_is_there_exactly_once(self) -> None:
        self.world.check()


class OnDisk(Handoff):
    """The same with real files, the desks' encrypted."""

    files = True


TestHandoff = Handoff.TestCase
TestHandoff.settings = settings(
    max_examples=count(3, 5),
    stateful_step_count=count(100, 1000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestOnDisk = OnDisk.TestCase
TestOnDisk.settings = settings(
    max_examples=count(1, 3),
    stateful_step_count=count(30, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
