"""Colours by role: light, dark, high contrast on black and on white.

Contrast is computed by the WCAG formula and held by tests: VVSG 7.1-C asks 10:1 of text in the
default theme, VVSG 7.1-D 20:1 of high contrast, WCAG 1.4.11 3:1 of edges, icons and marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One theme's colours, each ``#rrggbb``, named by what they are for."""

    name: str
    """As stored in a visit and a site's settings."""
    shadows: bool
    """Depth is a shadow; else a thin line stands for it."""
    outlined: bool = False
    """High contrast: soft fills are gone, so what they marked has a border of 4 px."""

    canvas: str
    """The page."""
    surface: str
    """Cards and panels."""
    soft: str
    """Tiles."""
    stage: str
    """The table under the devices."""
    ink: str
    """Text and icons."""
    ink_2: str
    """Text of second rank, still at full strength."""
    edge: str
    """Border of a control."""
    line: str
    """Decoration only: rules, empty segments."""

    primary: str
    """The one main action."""
    on_primary: str
    primary_pressed: str
    on_primary_pressed: str
    primary_edge: str
    """The lower edge, which a press swallows."""
    primary_soft: str
    """Chosen things and help."""
    amber: str
    """Practice: the band, the task being worked on."""
    on_amber: str
    amber_soft: str
    """Next step, and a mistake in filling in."""
    on_amber_soft: str
    """Headings and icons there."""
    good: str
    """What went well: headings, and the disc behind a tick."""
    on_good: str
    guess: str
    """The citizen's own guess."""
    focus_inner: str
    focus_outer: str
    lit: str
    """A lit window."""
    unlit: str | None = None
    """An unlit window; none: the dark of its house."""

    keyboard: str
    """The board under the keys."""
    key: str
    key_second: str
    """Keys that write nothing."""
    key_edge: str
    """Lower edge of a key."""

    service_ground: str
    """Ground of a practised service."""
    service_chrome: str
    """The browser around it."""
    service_soft: str
    """Quiet boxes inside."""
    service_selected: str
    service_text: str
    service_text_2: str
    service_action: str
    """Links and main actions."""
    on_service_action: str
    service_action_pressed: str
    on_service_action_pressed: str
    service_border: str
    service_track: str
    """Of the slide to approve."""
    on_service_track: str
    phone: str
    """Frame of the phone."""

    can: str = "#0C4A4A"
    """Desk bands: text and ground; always with icon and words."""
    can_soft: str = "#D9ECE4"
    unclear: str = "#4A3000"
    unclear_soft: str = "#FFF0CF"
    practise: str = "#7A2613"
    practise_soft: str = "#F7DFD4"
    bar_can: str = "#1F6B69"
    """Bars of the overview."""
    on_bar_can: str = "#FFFFFF"
    bar_unclear: str = "#F2C264"
    on_bar_unclear: str = "#16292C"
    bar_practise: str = "#B4472F"
    on_bar_practise: str = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Street:
    """Colours of houses and people; the same in every theme that shows pictures in colour."""

    walls: tuple[str, ...] = ("#D98C7E", "#E0A23A", "#2D7370", "#C8553D", "#F1E2C6", "#7FAABB")
    roofs: tuple[str, ...] = ("#7A3A2C", "#173D40", "#2B4A55")
    sun: str = "#F8D98F"
    tree: str = "#3F7A54"
    trunk: str = "#7A4A33"
    spire: str = "#4F837C"
    door: str = "#16343A"


STREET = Street()

LIGHT = Palette(
    name="light",
    shadows=True,
    canvas="#F7F1E6",
    surface="#FFFFFF",
    soft="#FBF7EF",
    stage="#EBE1D0",
    ink="#16292C",
    ink_2="#28393C",
    edge="#7C715E",
    line="#DCCFB9",
    primary="#0C4A4A",
    on_primary="#FFFFFF",
    primary_pressed="#062F30",
    on_primary_pressed="#FFFFFF",
    primary_edge="#062F30",
    primary_soft="#DDEBE5",
    amber="#FFCB5C",
    on_amber="#16292C",
    amber_soft="#FFF0CF",
    on_amber_soft="#4A3000",
    good="#0F4424",
    on_good="#FFFFFF",
    guess="#7A5B1E",
    focus_inner="#FFD166",
    focus_outer="#16292C",
    lit="#FFD77A",
    keyboard="#DDD2C0",
    key="#FFFFFF",
    key_second="#F1E9DC",
    key_edge="#A99A80",
    service_ground="#FFFFFF",
    service_chrome="#E4EAEE",
    service_soft="#F3F5F7",
    service_selected="#DCE9F6",
    service_text="#1A1A1A",
    service_text_2="#2A3238",
    service_action="#003F80",
    on_service_action="#FFFFFF",
    service_action_pressed="#002B5C",
    on_service_action_pressed="#FFFFFF",
    service_border="#6B7982",
    service_track="#D9E6F2",
    on_service_track="#0A2A4A",
    phone="#22282B",
)

DARK = Palette(
    name="dark",
    shadows=False,
    canvas="#0E1C1E",
    surface="#15282B",
    soft="#1C3438",
    stage="#091416",
    ink="#FBF6EA",
    ink_2="#DDE3DA",
    edge="#9DB3AE",
    line="#35504F",
    primary="#9BE5D2",
    on_primary="#06211F",
    primary_pressed="#86D8C3",
    on_primary_pressed="#06211F",
    primary_edge="#4FA08D",
    primary_soft="#1A3F3D",
    amber="#FFCB5C",
    on_amber="#16292C",
    amber_soft="#3A2F12",
    on_amber_soft="#FBF6EA",
    good="#A5E3AC",
    on_good="#06211F",
    guess="#E0B760",
    focus_inner="#0E1C1E",
    focus_outer="#FFCB5C",
    lit="#FFD77A",
    keyboard="#091416",
    key="#1C3438",
    key_second="#15282B",
    key_edge="#35504F",
    service_ground="#1B2226",
    service_chrome="#2A343A",
    service_soft="#252E33",
    service_selected="#21405C",
    service_text="#FFFFFF",
    service_text_2="#D8DFE3",
    service_action="#8EC8FF",
    on_service_action="#06182B",
    service_action_pressed="#C2E1FF",
    on_service_action_pressed="#06182B",
    service_border="#8FA0AB",
    service_track="#21405C",
    on_service_track="#FFFFFF",
    phone="#22282B",
)

CONTRAST = Palette(
    name="contrast",
    shadows=False,
    outlined=True,
    canvas="#000000",
    surface="#000000",
    soft="#000000",
    stage="#000000",
    ink="#FFFFFF",
    ink_2="#FFFFFF",
    edge="#FFFFFF",
    line="#FFFFFF",
    primary="#FFFFFF",
    on_primary="#000000",
    primary_pressed="#000000",
    on_primary_pressed="#FFFFFF",
    primary_edge="#8A8A8A",
    primary_soft="#000000",
    amber="#000000",
    on_amber="#FFFFFF",
    amber_soft="#000000",
    on_amber_soft="#FFFFFF",
    good="#FFFFFF",
    on_good="#000000",
    guess="#FFFFFF",
    focus_inner="#000000",
    focus_outer="#FFE45C",
    lit="#FFFFFF",
    unlit="#000000",
    keyboard="#000000",
    key="#000000",
    key_second="#000000",
    key_edge="#FFFFFF",
    service_ground="#000000",
    service_chrome="#000000",
    service_soft="#000000",
    service_selected="#000000",
    service_text="#FFFFFF",
    service_text_2="#FFFFFF",
    service_action="#FFFFFF",
    on_service_action="#000000",
    service_action_pressed="#000000",
    on_service_action_pressed="#FFFFFF",
    service_border="#FFFFFF",
    service_track="#000000",
    on_service_track="#FFFFFF",
    phone="#000000",
    can="#FFFFFF",
    can_soft="#000000",
    unclear="#FFFFFF",
    unclear_soft="#000000",
    practise="#FFFFFF",
    practise_soft="#000000",
    bar_can="#FFFFFF",
    on_bar_can="#000000",
    bar_unclear="#000000",
    on_bar_unclear="#FFFFFF",
    bar_practise="#000000",
    on_bar_practise="#FFFFFF",
)

_SWAPPED = {"#000000": "#FFFFFF", "#FFFFFF": "#000000"}


def swapped(palette: Palette, name: str) -> Palette:
    """The same with black and white exchanged; other colours stay."""
    values = {field: getattr(palette, field) for field in palette.__slots__}
    colours = {field: _SWAPPED.get(value, value) for field, value in values.items()}
    return replace(palette, **(colours | {"name": name}))


# A yellow ring would vanish on white: there the outer ring is a dark amber, 10.2:1 on it.
CONTRAST_WHITE = replace(
    swapped(CONTRAST, "contrast_white"), focus_outer="#5C3A00", primary_edge="#757575"
)

PALETTES = {p.name: p for p in (LIGHT, DARK, CONTRAST, CONTRAST_WHITE)}


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by the WCAG 2 formula, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` of ``other`` laid over it."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02X}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
