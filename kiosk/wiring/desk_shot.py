"""A desk as a process of its own: given a picture of a code, it opens it and shows what it says.

Run as ``python -m kiosk.wiring.desk_shot DATA PICTURE JSON PNG``; exit 1 with one line on a refusal.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.wiring import desk
from kiosk.wiring.screens import DESK_HEIGHT, DESK_WIDTH, desk_window, translators


def shoot(data: Path, picture: Path, json_to: Path, png_to: Path) -> None:
    """Open the picture in the desk's window, off screen."""
    from kiosk.ui import environment

    environment.prepare(DESK_WIDTH, DESK_HEIGHT, offscreen=True, maxfps=0)
    from kiosk.ui.driver import Driver

    parts = desk.parts(data)
    try:
        driver = Driver(DESK_WIDTH, DESK_HEIGHT)
        flow = desk.flow(parts, InlineWorker())
        window = desk_window(parts, flow)
        driver.show(window.surface)
        flow.open_picture(picture)
        driver.advance(1.0)
        driver.grab().save(png_to)
        profile = desk.shown_profile(flow)
        json_to.write_text(desk.to_json(profile, translators()("en")) + "\n", "utf-8")
    finally:
        parts.store.close()


def main(arguments: list[str]) -> int:
    """The command."""
    data, picture, json_to, png_to = map(Path, arguments)
    try:
        shoot(data, picture, json_to, png_to)
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
