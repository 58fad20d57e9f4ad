"""Kivy's sound, on a sound card that plays to nobody."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.speech.sound import as_wav
from kiosk.ui.driver import Driver
from kiosk.ui.speaker import LATE_SECONDS, KivyOutput


def clip(folder: Path, seconds: float = 0.05) -> Path:
    path = folder / f"{seconds}.wav"
    path.write_bytes(as_wav(b"\0\1" * int(22050 * seconds), 22050))
    return path


def wait_for(driver: Driver, ended: list[str]) -> None:
    """The card plays in its own time, whatever the clock of the window says."""
    for _ in range(200):
        driver.frames()
        if ended:
            return
        time.sleep(0.01)


def test_a_clip_ends_once(driver: Driver, tmp_path: Path) -> None:
    output, ended = KivyOutput(), []
    output.start(clip(tmp_path), 1.0, lambda: ended.append("end"))
    wait_for(driver, ended)
    driver.advance(2 * LATE_SECONDS)
    assert ended == ["end"]
    output.stop()


def test_what_is_stopped_or_replaced_never_tells_its_end(driver: Driver, tmp_path: Path) -> None:
    output, ended = KivyOutput(), []
    output.start(clip(tmp_path, 1.0), 1.0, lambda: ended.append("first"))
    output.start(clip(tmp_path, 2.0), 0.5, lambda: ended.append("second"))
    output.stop()
    driver.advance(5)
    assert ended == []


def test_without_an_end_from_the_card_it_is_waited_for_no_longer(
    driver: Driver, tmp_path: Path
) -> None:
    output, ended = KivyOutput(), []
    output.start(clip(tmp_path, 3.0), 1.0, lambda: ended.append("end"))
    driver.advance(3.0 + 2 * LATE_SECONDS)
    assert ended == ["end"]


def test_a_file_that_cannot_be_played_is_passed_over(driver: Driver, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("no sound")
    output, ended = KivyOutput(), []
    output.start(broken, 1.0, lambda: ended.append("end"))
    driver.frames(2)
    assert ended == ["end"]
