"""The pictures of progress codes, as the icons that draw them."""

from __future__ import annotations

ICONS = (
    "sunny", "cloud", "looks", "star",
    "water_drop", "local_fire_department", "landscape", "rocket",
    "park", "local_florist", "eco", "nutrition",
    "raven", "cruelty_free", "snail", "bug_report",
    "directions_car", "local_shipping", "agriculture", "pedal_bike",
    "sailing", "flight", "anchor", "camping",
    "local_cafe", "water_bottle", "skillet", "cake",
    "local_pizza", "lunch_dining", "icecream", "shopping_basket",
    "cottage", "castle", "fence", "door_front",
    "window", "table_restaurant", "chair", "bed",
    "light", "alarm", "radio", "photo_camera",
    "menu_book", "content_cut", "brush", "key",
    "apparel", "checkroom", "eyeglasses", "umbrella",
    "luggage", "redeem", "diamond", "trophy",
    "sports_soccer", "sports_tennis", "ice_skating", "extension",
    "smart_toy", "chess_knight", "piano", "music_note",
)  # fmt: skip
"""By the permanent number of the picture; see ``kiosk.domain.progress_code.PICTURES``."""
