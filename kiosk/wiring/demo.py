"""A throwaway site: shown in two windows, or played through without a display."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kiosk.devices.clock import SystemClock
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.files import write_safely
from kiosk.handoff.site import make_site, write_site
from kiosk.handoff.sitepack import Workshop
from kiosk.wiring import desk, tablet

Say = Callable[[str], object]

DEMO_NAME = "Øvested"
DESK_SECONDS = 120
WORKSHOPS = (Workshop(1, "Gammel Køge Landevej"), Workshop(2, "Lærkevej"))


class DemoRefusedError(KioskError):
    """A demo that cannot start here."""


class PlayFailedError(KioskError):
    """The play ended, and the desk did not open what the tablet recorded."""


def make(folder: Path) -> None:
    """The keys and the pack of a throwaway site; its passphrase is kept nowhere."""
    site = make_site(
        today=SystemClock().today(), name=DEMO_NAME, workshops=WORKSHOPS, practice=True
    )
    write_site(folder, site, passphrase=secrets.token_urlsafe(24))


def show(say: Say) -> None:
    """Tablet and desk as two processes on one throwaway site, until one of them is closed."""
    if not has_display():
        raise DemoRefusedError(
            N_("There is no display here: try 'kiosk demo --play --out out' instead.")
        )
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as name:
        data = Path(name)
        make(data)
        say(f"A practice site in {data}, gone when a window is closed.")
        windows = [_start("tablet", data), _start("desk", data)]
        try:
            os.wait() if hasattr(os, "wait") else windows[0].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for window in windows:
                _end(window)


def has_display() -> bool:
    """Whether a window could be shown."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(app: str, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kiosk", app, "--window", "--data", str(data)]
    return subprocess.Popen(command)


def _end(window: subprocess.Popen[bytes]) -> None:
    if window.poll() is None:
        window.send_signal(signal.SIGTERM)
        try:
            window.wait(timeout=10)
        except subprocess.TimeoutExpired:
            window.kill()


def play(out: Path, say: Say) -> None:
    """Play the demo without a display; its pictures, result and site stay in ``out``.

    Raises:
        PlayFailedError: the desk, from the picture alone, did not open what the tablet recorded.
    """
    data = out / "site"
    _make_room(out, data)
    make(data)
    say(f"Practice site made in {data}.")
    from kiosk.wiring import screens

    recorded = screens.play_tablet(data, out, say)
    say("The tablet has sealed the result and shows its code: result.png, result.txt.")
    _desk_process(data, out)
    opened = json.loads((out / "desk.json").read_text("utf-8"))
    if screens.comparable(opened) != recorded:
        raise PlayFailedError(
            N_("The desk did not open what the tablet recorded; compare desk.json in {out}."),
            out=out,
        )
    say("The desk opened the same result from the picture alone: desk.json, desk.png.")
    _by_folder(data, out / "stick", say)


def _make_room(out: Path, data: Path) -> None:
    """An earlier play may be replaced; anything else is left alone."""
    out.mkdir(parents=True, exist_ok=True)
    if not data.exists():
        return
    if not (data / "played").is_file():
        raise DemoRefusedError(
            N_("{data} exists and is no earlier play: name another folder with --out."), data=data
        )
    shutil.rmtree(data)
    shutil.rmtree(out / "stick", ignore_errors=True)
    for picture in out.glob("[0-9][0-9]-*.png"):
        picture.unlink()


def _desk_process(data: Path, out: Path) -> None:
    """The desk is a process of its own, as a window is, and is given the picture alone."""
    command = [sys.executable, "-m", "kiosk.wiring.desk_shot"]
    names = [str(data), str(out / "result.png"), str(out / "desk.json"), str(out / "desk.png")]
    done = subprocess.run(
        [*command, *names], capture_output=True, text=True, timeout=DESK_SECONDS, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise PlayFailedError(N_("The desk could not open the picture: {why}"), why=last)


def _by_folder(data: Path, stick: Path, say: Say) -> None:
    """The same result goes over by folder too: it is known by then, and the receipt comes back."""
    stick.mkdir(exist_ok=True)
    own = tablet.parts(data)
    their = desk.parts(data)
    try:
        carried = tablet.syncing(own).sync(stick)
        collected = their.collecting.collect(stick)
        back = tablet.syncing(own).sync(stick)
    finally:
        own.store.close()
        their.store.close()
    if (carried.carried, collected.known, back.received) != (1, 1, 1):
        raise PlayFailedError(
            N_("The result did not come over by folder; look into {stick}."), stick=stick
        )
    write_safely(data / "played", b"kiosk demo --play\n")
    say("By folder: 1 result carried, received before at the desk, receipt read on the tablet.")
