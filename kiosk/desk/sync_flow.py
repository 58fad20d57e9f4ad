"""Carrying results over with a stick or a folder, as the window shows it: without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.screens import (
    Far,
    Letting,
    MissingRow,
    Sync,
    Synced,
    Syncing,
    Target,
)
from kiosk.desk.stage import Stage
from kiosk.devices.usb import Drive, DriveWatch, FolderDrive, UsbDrive, drive_at
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError, N_

if TYPE_CHECKING:
    from kiosk.desk.collected import Collected

Progress = Callable[[int, int, str], None]


class Carrier(Protocol):
    """What a desk does with a folder; called on the worker."""

    def collect(
        self, folder: Path, progress: Progress, cancelled: Callable[[], bool]
    ) -> Collected: ...

    def missing(self) -> tuple[MissingRow, ...]: ...


class ChosenFolder(Protocol):
    """Remembers the folder that somebody chose, over the end of the program."""

    def folder(self) -> Path | None: ...
    def remember(self, folder: Path | None) -> None: ...


class PulledOutError(KioskError):
    """The stick went while it was read or written."""


class SyncFlow:
    """One button; ``look`` is called by the window every second."""

    def __init__(
        self,
        stage: Stage,
        carrier: Carrier,
        usb: UsbDrive,
        chosen: ChosenFolder,
        watcher: Worker,
        arrived: Callable[[], object] = lambda: None,
    ) -> None:
        """``watcher`` is a worker of its own: looking for sticks holds up no result.
        ``arrived`` is told when results may have come in."""
        self._stage, self._carrier, self._usb, self._chosen = stage, carrier, usb, chosen
        self._arrived = arrived
        self._watch = DriveWatch(usb, watcher, self._changed)
        self._wanted: Path | None = None
        """Folder of the target that somebody picked among several."""
        self._stop = Event()
        self.on_sticks: Callable[[], object] = lambda: None
        """Told of sticks that came or went, too."""
        self._was_out = False
        """The stick that was let go of has been out since."""
        self.state: Sync | Syncing | Synced | None = None
        """Goes on, and is kept, while another screen is shown."""
        self.far = Far()
        """How far the sync is; written by the worker, read by the window."""

    @property
    def stick_is_in(self) -> bool:
        """There is a stick to sync with."""
        return bool(self._watch.drives)

    @property
    def sticks(self) -> tuple[Drive, ...]:
        """Those that are in."""
        return self._watch.drives

    def look(self) -> None:
        """Look for sticks that came or went."""
        self._watch.look()

    # -- before

    def open(self) -> None:
        """The screen of the sync: what runs or was done last, else what could be done."""
        if isinstance(self.state, Syncing) or (
            isinstance(self.state, Synced) and not self._is_over(self.state)
        ):
            self._stage.show(self.state)
        else:
            self.ready()

    def ready(self) -> None:
        """What could be done now."""
        self._stage.worker.submit(self._chosen.folder, self._opened, self._stage.refuse)

    def pick(self, target: Target) -> None:
        """One of several."""
        self._wanted = target.drive.folder
        self.ready()

    def choose_folder(self, folder: Path) -> None:
        """Any folder, such as a network share: remembered."""
        self._wanted = folder

        def remember() -> Path | None:
            self._chosen.remember(folder)
            return folder

        self._stage.worker.submit(remember, self._opened, self._stage.refuse)

    def forget_folder(self) -> None:
        """Sync with sticks only, again."""

        def forget() -> None:
            self._chosen.remember(None)

        self._stage.worker.submit(forget, self._opened, self._stage.refuse)

    def _opened(self, folder: Path | None) -> None:
        targets = [Target(drive, stick=True) for drive in self._watch.drives]
        lost = None
        if folder is not None and all(folder != target.drive.folder for target in targets):
            share = drive_at(folder)
            targets += [Target(share, stick=False)] if share is not None else []
            lost = folder if share is None else None
        picked = [target for target in targets if target.drive.folder == self._wanted]
        chosen = next(iter(picked or targets), None)
        self.state = Sync(tuple(targets), chosen, lost)
        self._stage.show(self.state)

    def _changed(self) -> None:
        self.on_sticks()
        screen = self._stage.screen
        if isinstance(self.state, Synced):
            folder = self.state.target.drive.folder
            self._was_out |= all(drive.folder != folder for drive in self._watch.drives)
        over = isinstance(screen, Synced) and self._is_over(screen)
        if over or isinstance(screen, Sync):
            self.ready()
        else:
            self._stage.nudge()

    def _is_over(self, synced: Synced) -> bool:
        """Its stick was let go of and pulled out, and now it or another one has come."""
        return synced.letting is Letting.SAFE and self._was_out and self.stick_is_in

    def _now(self, state: Syncing | Synced) -> None:
        """Shown, unless somebody is at another screen meanwhile."""
        self.state = state
        if isinstance(self._stage.screen, Sync | Syncing | Synced):
            self._stage.show(state)
        else:
            self._stage.nudge()

    # -- at work

    def start(self) -> None:
        """The one button."""
        state = self.state
        if isinstance(state, Synced):
            self._begin(state.target)
        elif isinstance(state, Sync) and state.chosen is not None:
            self._begin(state.chosen)

    def cancel(self) -> None:
        """Stop after the step that it is in; what came so far is kept."""
        self._stop.set()
        if isinstance(self.state, Syncing):
            self._now(replace(self.state, stopping=True))

    def _begin(self, target: Target) -> None:
        self._stop.clear()
        self.far, self._was_out = Far(), False
        self._now(Syncing(target))
        folder = target.drive.folder

        def job() -> Synced:
            done = self._carrier.collect(folder, self._reached, self._stop.is_set)
            return Synced(target, done, self._carrier.missing())

        def failed(error: KioskError) -> None:
            self._done(Synced(target, None, error=_pulled(target) or error))

        self._stage.worker.submit(job, self._done, failed)

    def _reached(self, done: int, total: int, what: str) -> None:
        self.far = Far(done, total, what)

    def _done(self, synced: Synced) -> None:
        self._arrived()
        gone = _pulled(synced.target)
        if gone is not None:
            self._now(replace(synced, error=gone, letting=Letting.NOT_YET))
        elif synced.done is not None and synced.done.safe:
            self._now(synced)
            self.let_go()
        else:
            self._now(replace(synced, letting=Letting.NOT_YET))

    # -- after

    def finish(self) -> None:
        """It was read what was done."""
        if isinstance(self.state, Synced):
            self.state = None

    def let_go(self) -> None:
        """Write everything out and let the stick go; then, and only then, it is safe."""
        synced = self.state
        if not isinstance(synced, Synced):
            return
        self._now(replace(synced, letting=Letting.WAIT, held=None))
        drive = synced.target.drive
        usb = self._usb if synced.target.stick else FolderDrive(drive.folder)

        def told(letting: Letting, held: KioskError | None = None) -> None:
            self._now(replace(synced, letting=letting, held=held))

        self._stage.worker.submit(
            lambda: usb.release(drive),
            lambda _none: told(Letting.SAFE),
            lambda error: told(Letting.NOT_YET, error),
        )


def _pulled(target: Target) -> PulledOutError | None:
    if target.drive.folder.is_dir():
        return None
    return PulledOutError(
        N_("{name} was taken away too early; nothing is lost: put it in again and sync once more."),
        name=target.drive.name,
    )
