from __future__ import annotations

import json

from kiosk import resources
from kiosk.domain.progress_code import PICTURES
from kiosk.ui.pictures.progress_code import ICONS


def test_each_picture_has_an_icon_of_its_own_that_the_font_holds() -> None:
    known = json.loads((resources.assets() / "icons" / "icons.json").read_text("utf-8"))
    assert len(ICONS) == len(set(ICONS)) == len(PICTURES)
    assert len({known[icon] for icon in ICONS}) == len(PICTURES)
