"""The demo without a display: a visit played on the tablet, opened at the desk from its picture."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.files import write_safely
from kiosk.wiring import demo, desk, tablet
from kiosk.wiring.demo import Say

DESK_SECONDS = 120
SITE, STICK = "site", "stick"
RESULTS = ("result.png", "result.txt", "desk.json", "desk.png", STICK)
MARK = "played"
"""In the site: its folder was made by a play; the names of what else the play made."""


class PlayRefusedError(KioskError):
    """The folder holds something that is no earlier play."""


class PlayFailedError(KioskError):
    """The play ended, and the desk did not open what the tablet recorded."""


def play(out: Path, say: Say) -> None:
    """Play the demo without a display; its pictures, result and site stay in ``out``.

    Raises:
        PlayRefusedError: something in ``out`` would be overwritten.
        PlayFailedError: the desk, from the picture alone, did not open what the tablet recorded.
    """
    data = out / SITE
    _clear(out)
    with _marked(out):
        demo.make(data)
        say(f"Practice site made in {data}.")
        _by_code(data, out, say)
        _by_folder(data, out / STICK, say)


def _clear(out: Path) -> None:
    """Remove an earlier play; refuse where anything else is in the way."""
    out.mkdir(parents=True, exist_ok=True)
    mark = out / SITE / MARK
    if mark.is_file():
        for name in (*mark.read_text("utf-8").splitlines(), *RESULTS):
            _remove(out / Path(name).name)
        _remove(out / SITE)
    for name in (SITE, *RESULTS):
        if (out / name).exists() or (out / name).is_symlink():
            raise PlayRefusedError(
                N_("{there} exists and is no earlier play: name another folder with --out."),
                there=out / name,
            )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _marked(out: Path) -> Iterator[None]:
    """Note what comes into the folder meanwhile, however it ends, so that it can be replaced."""
    before = {path.name for path in out.iterdir()}
    mark = out / SITE / MARK
    mark.parent.mkdir()
    mark.touch()
    try:
        yield
    finally:
        made = {path.name for path in out.iterdir()} - before - {SITE}
        write_safely(mark, "".join(f"{name}\n" for name in sorted(made)).encode())


def _by_code(data: Path, out: Path, say: Say) -> None:
    """From the touch to the picture of the code, and from that to the desk."""
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


def _desk_process(data: Path, out: Path) -> None:
    """The desk is a process of its own, as a window is, and is given the picture alone."""
    command = [sys.executable, "-m", "kiosk.wiring.desk_shot"]
    names = [str(data), str(out / "result.png"), str(out / "desk.json"), str(out / "desk.png")]
    try:
        done = subprocess.run(
            [*command, *names], capture_output=True, text=True, timeout=DESK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PlayFailedError(
            N_("The desk did not open the picture in {seconds} seconds."), seconds=DESK_SECONDS
        ) from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise PlayFailedError(N_("The desk could not open the picture: {why}"), why=last)


def _by_folder(data: Path, stick: Path, say: Say) -> None:
    """The same result goes over by folder too: it is known by then, and the receipt comes back."""
    stick.mkdir()
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
    say("By folder: 1 result carried, received before at the desk, receipt read on the tablet.")
