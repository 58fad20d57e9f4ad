"""Full brightness while a code is shown, and the light as it was afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.devices.backlight import LinuxBacklight, NoBacklight, backlight_of_this_machine


@pytest.fixture
def panels(tmp_path: Path) -> Path:
    for name, now, most in (("first", "40\n", "255\n"), ("second", "7\n", "96000\n")):
        panel = tmp_path / name
        panel.mkdir()
        (panel / "brightness").write_text(now)
        (panel / "max_brightness").write_text(most)
    return tmp_path


def light(panels: Path) -> list[int]:
    return [int((panels / name / "brightness").read_text()) for name in ("first", "second")]


def test_every_panel_is_as_bright_as_it_goes_and_then_as_before(panels: Path) -> None:
    backlight = backlight_of_this_machine(panels)
    for _ in range(2):
        backlight.full()
        backlight.full()
        assert light(panels) == [255, 96000]
        backlight.back()
        backlight.back()
        assert light(panels) == [40, 7]


def test_a_panel_that_cannot_be_set_stays_as_it_is_and_disturbs_no_other(panels: Path) -> None:
    (panels / "first" / "max_brightness").unlink()
    backlight = LinuxBacklight(panels)
    backlight.full()
    assert light(panels) == [40, 96000]
    shutil.rmtree(panels / "second")
    backlight.back()
    backlight.full()


def test_a_machine_without_panels_has_nothing_to_set(tmp_path: Path) -> None:
    nothing = backlight_of_this_machine(tmp_path / "none")
    assert isinstance(nothing, NoBacklight)
    nothing.full()
    nothing.back()
    LinuxBacklight(tmp_path / "none").full()
