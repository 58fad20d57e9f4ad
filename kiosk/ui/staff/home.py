"""What staff can do at a tablet."""

from __future__ import annotations

from kiosk.tablet.staff_screens import Home
from kiosk.ui.staff.page import Fact, StaffPage, waiting_words
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.staff.tile import Tile
from kiosk.ui.widgets.boxes import Row

ACROSS = 2
GAP = 18
TALL = 168
"""Of a tile, where the text leaves the room."""


def home_screen(at: StaffScene, screen: Home) -> StaffPage:
    """Four tiles; the head tells whether the tablet is ready."""
    _, flow, state = at.scene.t.gettext, at.flow, screen.state
    waiting = waiting_words(at, state.waiting)
    well = _("The tablet is ready") if state.well else _("Look at the tablet")
    facts: list[Fact] = [
        ("check_circle" if state.well else "warning", well),
        ("inventory_2", waiting),
    ]
    large = at.scene.theme.large  # its tiles say only what they are, so that all are in sight
    tiles = [
        ("move", "sync", _("Move results"), waiting, flow.show_move),
        ("hand_over", "handshake", _("Handed over"), _("Code from the desk"), flow.show_hand_over),
        ("state", "tablet" if state.well else "warning", _("Check tablet"), well, flow.show_state),
        ("site", "settings", _("Set-up"), _("Request and pack"), flow.show_site),
    ]
    shown = [
        Tile(at.scene.theme, key, icon, text, "" if large else line, on_tap)
        for key, icon, text, line, on_tap in tiles
    ]
    across = 1 if at.scene.upright and large else ACROSS
    for tile in shown:
        tile.at_least = 0 if large else at.scene.theme.space(TALL)
    return StaffPage(
        at,
        _("What do you want to do?"),
        *(_row(at, shown[n : n + across]) for n in range(0, len(shown), across)),
        facts=facts,
        back=False,
    )


def _row(at: StaffScene, tiles: list[Tile]) -> Row:
    row = Row(at.scene.theme, *tiles, spacing=GAP, align="top")

    def level(*_args: object) -> None:
        """Tiles beside each other are of one height."""
        highest = max(tile.natural_height for tile in tiles)
        for tile in tiles:
            tile.at_least = max(tile.at_least, highest)

    for tile in tiles:
        tile.fbind("natural_height", level)
    level()
    return row
