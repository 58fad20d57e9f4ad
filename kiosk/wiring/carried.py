"""Collecting by command: once, or as long as the command runs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path

from kiosk.desk.collected import Collected
from kiosk.desk.watching import Looked, Watching
from kiosk.devices.clock import Clock
from kiosk.wiring.desk import DeskParts, parts
from kiosk.wiring.expiry import expired_on
from kiosk.wiring.places import IN_FOLDER, Access
from kiosk.wiring.told import Told

Progress = Callable[[int, int, str], None]

BEHIND = (
    "The site uses tests in a version that this desk does not know: their results are kept; "
    "update the program to read them."
)


def collect(
    data: Path,
    folder: Path,
    access: Access = IN_FOLDER,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Told:
    """Import the bundles of a folder; what was done, in words."""
    desk = parts(data, access=access)
    with closing(desk.store):
        return told(desk.collecting.collect(folder, progress or _quiet, cancelled))


def watch(
    data: Path,
    folder: Path,
    say: Callable[[Told], None],
    interval: float,
    wait: Callable[[float], bool],
    cancelled: Callable[[], bool] = lambda: False,
    access: Access = IN_FOLDER,
    clock: Clock | None = None,
) -> None:
    """Import what comes into a folder, until ``wait`` says that it is over."""
    desk = parts(data, clock, access)
    collecting = desk.collecting  # one for all the time: it goes on with a newer site pack
    teller = _Teller(desk, folder, say)

    def collects(where: Path, only: Collection[str]) -> Collected:
        return collecting.collect(where, _quiet, cancelled, only=only)

    with closing(desk.store):
        Watching(folder, desk.pack.site_id, collects).watch(interval, wait, teller.looked)


class _Teller:
    """Says what is new; what stays as it is, it says once."""

    def __init__(self, desk: DeskParts, folder: Path, say: Callable[[Told], None]) -> None:
        self._desk, self._folder, self._say = desk, folder, say
        self._standing = ""

    def looked(self, looked: Looked) -> None:
        """Say what a look came to, and delete what is old while there is time."""
        if not looked.there:
            self._stand(f"Waiting for the folder {self._folder}.", looked)
        elif looked.error is not None:
            self._stand(str(looked.error), looked)
        elif looked.done is None:
            self._stand(f"Watching {self._folder}; Ctrl-C ends it.", looked)
        else:
            self._standing = ""
            self._say(told(looked.done))
        self._desk.retention.tick()

    def _stand(self, words: str, looked: Looked) -> None:
        if words != self._standing:
            self._standing = words
            self._say(Told("" if looked.error else words, [looked.error] if looked.error else []))


def told(done: Collected) -> Told:
    """What collecting came to, in words."""
    lines = [
        f"Bundles read: {done.bundles}. Results: {done.new} new, {done.known} received before, "
        f"{done.quarantined} kept apart.",
        f"Receipts written: {len(done.receipts)}.",
    ]
    if done.set_apart:
        lines.append(
            f"Kept apart from now on, for their tablet was revoked before: {done.set_apart}."
        )
    if done.erased:
        lines.append(f"Erased, because another desk had erased them: {done.erased}.")
    if done.gone:
        lines.append(f"Deleted before, and not taken again: {done.gone}.")
    if done.pack is not None:
        lines.append(f"A newer site pack was taken over: version {done.pack}.")
    if done.expired is not None:
        lines.append(expired_on(done.expired))
    if done.behind:
        lines.append(BEHIND)
    if not done.bundles and not done.refused:
        lines.append("There is no bundle of this site in the folder.")
    if done.cancelled:
        lines.append("Stopped. What came so far is kept; collect once more for the rest.")
    lines.append(
        "It is safe to remove the stick."
        if done.safe
        else "Not everything could be written: do not rely on this stick."
    )
    return Told("\n".join(lines), [*done.refused, *done.differences])


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Nobody watches."""
