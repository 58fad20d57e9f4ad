"""Cut Material Symbols Rounded (weight 500) down to the icons listed here.

For maintainers, with the full font at hand (npm package ``@expo-google-fonts/material-symbols-rounded``):

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

NAMES = """
account_balance account_circle add alarm apps archive arrow_back arrow_downward arrow_forward
arrow_upward article attach_file attach_money attachment autorenew backspace badge battery_full bolt
bookmark bus_alert cake calendar_month calendar_today call call_end cancel chat
chat_bubble check check_box check_box_outline_blank check_circle chevron_left chevron_right
cleaning_services close code computer contact_phone content_copy content_paste contrast
credit_card crop_free dark_mode database delete delete_forever description desktop_windows devices
dialpad directions_bus directions_walk done download drafts drag_indicator draw east edit
error event exclamation exit_to_app expand_less expand_more face fact_check favorite
file_open fingerprint flag folder folder_open footprint format_size forum
front_hand gavel group groups hand_gesture handshake headphones health_and_safety hearing help
history home hourglass_bottom hourglass_empty hourglass_top how_to_reg image inbox info
inventory_2 ios_share key keyboard keyboard_arrow_down keyboard_arrow_up keyboard_double_arrow_left
keyboard_double_arrow_right keyboard_hide keyboard_return label language laptop_mac
light_mode lightbulb link link_off list local_cafe lock lock_clock lock_open
lock_reset login logout mail manage_accounts map mark_email_unread menu menu_book
mic mobile mood more_horiz more_vert mouse move_to_inbox my_location newspaper no_encryption north
notifications open_in_new outbox palette password pause pedal_bike pending_actions person
person_add person_off phone_in_talk photo_camera photo_library
picture_as_pdf pin play_arrow power_settings_new print privacy_tip public qr_code qr_code_2
qr_code_scanner question_mark radio_button_checked radio_button_unchecked receipt_long
recycling refresh remove replay reply report restart_alt save savings schedule school
search security send sentiment_dissatisfied sentiment_neutral
sentiment_satisfied settings share shield shield_lock shield_person shift shopping_cart
signal_cellular_alt skip_next sms south speed star stop store support sync tab
tablet tablet_android task_alt text_fields thumb_down thumb_up timer today
toggle_off toggle_on touch_app translate trending_up tune undo unknown_document usb usb_off
verified verified_user videocam visibility visibility_off volume_down volume_off volume_up
volunteer_activism warning waving_hand west wifi wifi_off window work zoom_in zoom_out
""".split()

# Names by which designers still know an icon that the font now calls otherwise.
ALIASES = {"laptop": "computer", "location_on": "place", "message": "chat", "smartphone": "mobile"}


def main(source: str) -> None:
    points = code_points(TTFont(source), NAMES)
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True)
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
