"""Cut Material Symbols Rounded (weight 500) down to the icons of ``names.txt``.

For maintainers, with the full font at hand, which the npm package
``@expo-google-fonts/material-symbols-rounded`` holds:

    python assets/icons/subset.py .../500Medium/MaterialSymbolsRounded_500Medium.ttf

Writes ``MaterialSymbolsRounded.ttf`` and ``icons.json`` (name to code point) beside this file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent


# Names by which designers still know an icon that the font now calls otherwise.
ALIASES = {
    "laptop": "computer",
    "location_on": "place",
    "message": "chat",
    "smartphone": "mobile_3",
}


def main(source: str) -> None:
    names = (HERE / "names.txt").read_text(encoding="utf-8").split()
    points = code_points(TTFont(source), names)
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True
    )
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points.values())
    cutter.subset(font)
    subset.save_font(font, str(HERE / "MaterialSymbolsRounded.ttf"), options)
    text = json.dumps(points, indent=0, sort_keys=True)
    (HERE / "icons.json").write_text(text + "\n", encoding="utf-8")


def code_points(font: TTFont, names: list[str]) -> dict[str, int]:
    """Code point of each name; ends with the list of names that the font does not have."""
    known: dict[str, int] = {}
    for point, glyph in font.getBestCmap().items():
        known.setdefault(glyph, point)
    wanted = {name: name for name in names} | ALIASES
    missing = sorted(set(wanted.values()) - known.keys())
    if missing:
        raise SystemExit(f"The font has no icon named {', '.join(missing)}")
    return {name: known[glyph] for name, glyph in wanted.items()}


if __name__ == "__main__":
    main(sys.argv[1])
