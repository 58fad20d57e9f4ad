"""Carrying results over with a stick or a folder, as the window shows it: without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

from kiosk.desk.carrier import Carrier, ChosenFolder, pulled
from kiosk.desk.screens import Far, Letting, Sync, Synced, Syncing, Target
from kiosk.desk.stage import Stage
from kiosk.devices.usb import Drive, DriveWatch, FolderDrive, UsbDrive, drive_at
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError

Folder = tuple[Path | None, Drive | None]
"""A folder that was chosen, and what is there of it."""


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
        """``watcher`` is a worker of its own: looking for sticks and shares holds up no result.
        ``arrived`` is told when results may have come in."""
        self._stage, self._carrier, self._usb, self._chosen = stage, carrier, usb, chosen
        self._arrived = arrived
        self._watcher = watcher
        self._watch = DriveWatch(usb, watcher, self._changed)
        self._folder: Folder = (None, None)
        """The folder that was chosen, as it was seen last."""
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
        """What could be done now: at once what is known, then with the folder that was chosen."""
        self._show_ready()
        self._watcher.submit(self._chosen_now, self._came, self._stage.refuse)

    def pick(self, target: Target) -> None:
        """One of several."""
        self._wanted = target.drive.folder
        self.ready()

    def choose_folder(self, folder: Path) -> None:
        """Any folder, such as a network share: remembered."""
        self._wanted = folder
        self._show_ready()

        def remember() -> Folder:
            self._chosen.remember(folder)
            return self._chosen_now()

        self._watcher.submit(remember, self._came, self._stage.refuse)

    def forget_folder(self) -> None:
        """Sync with sticks only, again."""
        self._show_ready()

        def forget() -> Folder:
            self._chosen.remember(None)
            return self._chosen_now()

        self._watcher.submit(forget, self._came, self._stage.refuse)

    def _chosen_now(self) -> Folder:
        """Runs on the watcher: a network share may take its time."""
        folder = self._chosen.folder()
        return folder, drive_at(folder) if folder is not None else None

    def _came(self, folder: Folder) -> None:
        """It is shown where somebody still looks at what could be done."""
        changed, self._folder = folder != self._folder, folder
        if changed and isinstance(self._stage.screen, Sync):
            self._show_ready()

    def _show_ready(self) -> None:
        folder, share = self._folder
        targets = [Target(drive, stick=True) for drive in self._watch.drives]
        lost = None
        if folder is not None and all(folder != target.drive.folder for target in targets):
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

    def abandon(self, error: KioskError) -> None:
        """What was under way has failed in a way that nobody foresaw."""
        if isinstance(self.state, Syncing):
            self.state = Synced(self.state.target, None, error=error, letting=Letting.NOT_YET)

    def _begin(self, target: Target) -> None:
        self._stop.clear()
        self.far, self._was_out = Far(), False
        self._now(Syncing(target))
        folder = target.drive.folder

        def job() -> Synced:
            done = self._carrier.collect(folder, self._reached, self._stop.is_set)
            return Synced(target, done, self._carrier.missing())

        def failed(error: KioskError) -> None:
            self._done(Synced(target, None, error=pulled(target) or error))

        self._stage.worker.submit(job, self._done, failed)

    def _reached(self, done: int, total: int, what: str) -> None:
        self.far = Far(done, total, what)

    def _done(self, synced: Synced) -> None:
        self._arrived()
        gone = pulled(synced.target)
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
