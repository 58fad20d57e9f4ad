"""Sizes in millimetres, whatever the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.ui.theme import (
    CONTROL_MM,
    DARK,
    GAP_MM,
    LIGHT,
    TYPE_ROLES,
    TextSize,
    Theme,
    palette,
    rgba,
)

CAP_HEIGHT = 0.7275
"""Of Inter, in em."""
FULL_HD = 224 / 25.4
DECIDE = ("prompt", "reading", "heading")


def cap_mm(theme: Theme, role: str) -> float:
    return theme.type(role).px * CAP_HEIGHT / theme.px_per_mm


@pytest.mark.parametrize("px_per_mm", [149 / 25.4, FULL_HD, 149 / 50.8])
@pytest.mark.parametrize(("size", "least"), [("S", 3.5), ("M", 4.8), ("L", 6.4), ("XL", 8.5)])
def test_what_is_read_to_decide_is_large_enough_vvsg_7_1_g(
    size: str, least: float, px_per_mm: float
) -> None:
    theme = Theme(text_size=TextSize(size), px_per_mm=px_per_mm)
    for role in DECIDE:
        assert round(cap_mm(theme, role), 1) >= least


@pytest.mark.parametrize("size", list(TextSize))
def test_no_text_on_the_tablet_is_under_three_and_a_half_millimetres(size: TextSize) -> None:
    theme = Theme(text_size=size)
    for role in TYPE_ROLES:
        if not role.startswith("desk"):
            assert round(cap_mm(theme, role), 1) >= 3.5


def test_every_label_reaches_six_millimetres_at_xl_en_301_549_5_1_4() -> None:
    theme = Theme(text_size=TextSize.XL)
    for role in TYPE_ROLES:
        if not role.startswith("desk"):
            assert cap_mm(theme, role) >= 6.1


def test_type_and_space_grow_from_s_to_xl_vvsg_7_1_j() -> None:
    themes = [Theme(text_size=size) for size in TextSize]
    for role in ("display", "title", "reading", "action"):
        sizes = [theme.type(role).px for theme in themes]
        assert sizes == sorted(set(sizes))
    assert [theme.space(88) for theme in themes] == sorted({t.space(88) for t in themes})


@pytest.mark.parametrize("size", list(TextSize))
def test_controls_and_gaps_stay_large_enough_for_a_finger_vvsg_7_2_i(size: TextSize) -> None:
    theme = Theme(text_size=size)
    assert theme.space(88) >= theme.mm(CONTROL_MM)
    assert theme.space(16) >= theme.mm(GAP_MM)


def test_a_denser_screen_gets_more_pixels_for_the_same_millimetres() -> None:
    small, dense = Theme(), Theme(px_per_mm=FULL_HD)
    assert dense.px(88) / small.px(88) == pytest.approx(224 / 149)
    assert dense.mm(10) / dense.px_per_mm == small.mm(10) / small.px_per_mm


def test_a_role_becomes_the_colour_of_the_palette() -> None:
    assert Theme().color("surface") == (1, 1, 1, 1)
    assert Theme(palette=DARK).color("surface") == rgba(DARK.surface)
    assert Theme().color("#000000", 0.5) == (0, 0, 0, 0.5)


def test_arabic_lines_stand_further_apart() -> None:
    theme = Theme()
    role = theme.type("support")
    assert theme.line(role, "vazirmatn") == round(29 * 1.5)
    assert theme.line(role, "inter") == round(29 * 1.35)


def test_depth_and_radius_and_lines_follow_the_screen() -> None:
    half = Theme(px_per_mm=149 / 50.8)
    assert half.radius("card") == 14
    assert half.depth(2).down == 5
    assert half.hairline(2) == 1
    assert half.hairline(0.1) == 1
    assert Theme().icon_px("action") == 40


def test_only_l_and_xl_show_one_device_at_a_time() -> None:
    assert [Theme(text_size=size).large for size in TextSize] == [False, False, True, True]


def test_direction_is_that_of_the_language() -> None:
    assert not Theme().rtl
    assert replace(Theme(), direction="rtl").rtl


def test_an_unknown_palette_name_is_light() -> None:
    assert palette("dark") is DARK
    assert palette("gone") is LIGHT
