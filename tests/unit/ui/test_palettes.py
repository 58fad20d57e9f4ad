"""Contrast of every pair of colours that meet on a screen, by the WCAG formula."""

from __future__ import annotations

import pytest

from kiosk.ui.palettes import (
    CONTRAST,
    CONTRAST_WHITE,
    DARK,
    LIGHT,
    PALETTES,
    STREET,
    Palette,
    channels,
    contrast,
    mixed,
    swapped,
)

TEXT = [
    *(("ink", ground) for ground in ("surface", "canvas", "soft", "primary_soft", "amber_soft")),
    *(("ink", ground) for ground in ("key", "key_second")),
    *(("ink_2", ground) for ground in ("surface", "canvas")),
    ("on_primary", "primary"),
    ("on_primary_pressed", "primary_pressed"),
    ("on_amber", "amber"),
    ("on_amber_soft", "amber_soft"),
    ("good", "surface"),
    ("on_good", "good"),
    *(("service_text", f"service_{ground}") for ground in ("ground", "chrome", "soft", "selected")),
    ("service_text_2", "service_ground"),
    ("on_service_action", "service_action"),
    ("on_service_action", "service_action_pressed"),
    ("on_service_track", "service_track"),
]
MARKS = [
    *(("edge", ground) for ground in ("surface", "canvas", "soft", "key", "primary_soft")),
    *(("primary", ground) for ground in ("surface", "canvas", "soft", "primary_soft")),
    ("guess", "canvas"),
    ("guess", "line"),
    ("primary", "line"),
    ("service_border", "service_ground"),
    ("service_action", "service_selected"),
    ("focus_outer", "focus_inner"),
]
# What light and dark draw side by side is told apart by an outline in high contrast.
ONLY_IN_COLOUR = {("guess", "line"), ("primary", "line"), ("service_action", "service_selected")}
PRESSED = {("on_service_action", "service_action_pressed")}


def ratio(palette: Palette, one: str, other: str) -> float:
    return contrast(getattr(palette, one), getattr(palette, other))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reaches_ten_to_one_vvsg_7_1_c(palette: Palette, text: str, ground: str) -> None:
    assert round(ratio(palette, text, ground), 1) >= 10


@pytest.mark.parametrize("palette", [CONTRAST, CONTRAST_WHITE], ids=lambda p: p.name)
@pytest.mark.parametrize(("text", "ground"), sorted(set(TEXT) - PRESSED))
def test_high_contrast_reaches_twenty_to_one_vvsg_7_1_d(
    palette: Palette, text: str, ground: str
) -> None:
    assert ratio(palette, text, ground) >= 20


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_and_marks_reach_three_to_one_wcag_1_4_11(
    palette: Palette, mark: str, ground: str
) -> None:
    if palette.outlined and (mark, ground) in ONLY_IN_COLOUR:
        pytest.skip("an outline tells them apart")
    assert ratio(palette, mark, ground) >= 3


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
@pytest.mark.parametrize("ground", ["canvas", "surface", "stage", "service_ground"])
def test_one_of_the_two_focus_rings_shows_on_every_ground_wcag_2_4_11(
    palette: Palette, ground: str
) -> None:
    rings = (palette.focus_inner, palette.focus_outer)
    assert max(contrast(ring, getattr(palette, ground)) for ring in rings) >= 3


def test_links_of_a_service_are_read_as_easily_as_its_text() -> None:
    assert ratio(LIGHT, "service_action", "service_ground") >= 10
    assert ratio(DARK, "service_action", "service_ground") >= 9
    assert ratio(CONTRAST, "service_action", "service_ground") >= 20


@pytest.mark.parametrize("band", ["can", "unclear", "practise"])
def test_bands_of_the_desk_stay_readable_beside_icon_and_words(band: str) -> None:
    assert ratio(LIGHT, band, f"{band}_soft") >= 7.5
    assert ratio(LIGHT, f"on_bar_{band}", f"bar_{band}") >= 4.5


def test_the_table_of_the_light_theme_is_met_to_the_decimal() -> None:
    expected = {
        ("ink", "surface"): 15.1,
        ("ink", "canvas"): 13.5,
        ("ink_2", "surface"): 12.1,
        ("edge", "surface"): 4.8,
        ("on_primary", "primary"): 10.0,
        ("on_primary_pressed", "primary_pressed"): 14.4,
        ("ink", "primary_soft"): 12.3,
        ("on_amber", "amber"): 10.0,
        ("on_amber_soft", "amber_soft"): 10.9,
        ("good", "surface"): 11.2,
        ("guess", "canvas"): 5.6,
        ("service_action", "service_ground"): 10.4,
    }
    found = {pair: round(ratio(LIGHT, *pair), 1) for pair in expected}
    assert found == pytest.approx(expected, abs=0.11)


def test_red_is_not_in_the_citizens_palette() -> None:
    citizen = [f for f in Palette.__slots__ if f not in ("practise", "bar_practise")]
    for field in citizen:
        value = getattr(LIGHT, field)
        if isinstance(value, str) and value.startswith("#"):
            red, green, blue = channels(value)
            assert not (red > 0.6 and green < 0.35 and blue < 0.35), field


def test_swapping_twice_gives_the_same_theme() -> None:
    assert swapped(swapped(CONTRAST, "x"), "contrast") == CONTRAST


def test_black_on_white_is_twenty_one_and_a_colour_on_itself_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mixed("#102030", "#FFFFFF", 0) == "#102030"
    assert mixed("#102030", "#FFFFFF", 1) == "#FFFFFF"
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"


def test_the_street_has_six_walls_and_three_roofs() -> None:
    assert (len(STREET.walls), len(STREET.roofs)) == (6, 3)
