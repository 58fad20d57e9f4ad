"""A desk as a process of its own: given a picture of a code, it opens it and shows what it says.

Run as ``python -m kiosk.wiring.desk_shot DATA PICTURE JSON PNG``; a refusal is one line, exit 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.domain.errors import KioskError
from kiosk.wiring import desk, screens
from kiosk.wiring.translators import translators


def main(arguments: list[str]) -> int:
    """The command."""
    data, picture, json_to, png_to = map(Path, arguments)
    try:
        profile = screens.shoot_desk(data, picture, png_to)
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    json_to.write_text(desk.to_json(profile, translators()("en")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
