"""Labels of every language: whole letters, the right side, the right font."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel, face_for
from kiosk.ui.theme import TYPE_ROLES, TextSize, Theme
from tests.ui.sample import keep, page

LTR = Theme(calm=True)
RTL = Theme(direction="rtl", family="vazirmatn", language="ar", calm=True)
ARABIC = "سجّل الدخول إلى Jobportalen باستخدام MitID."


def ink_box(driver: Driver) -> tuple[int, int, int, int]:
    """Where something is drawn, from the top left."""
    picture = driver.grab().convert("L").point(lambda value: 255 if value < 200 else 0)
    return picture.getbbox() or (0, 0, 0, 0)


def show(driver: Driver, theme: Theme, text: str, **kwargs: Any) -> TextLabel:
    place: dict[str, Any] = {"size_hint_x": None, "width": 344, "pos": (400, 300)}
    label = TextLabel(theme, text, **(place | kwargs))
    driver.show(page(theme, label), theme)
    return label


def test_the_height_follows_the_text(driver: Driver) -> None:
    label = show(driver, LTR, "Kort", role="prompt")
    assert label.height == round(39 * 1.32)
    label.text = "Log ind på Jobportalen med MitID."
    assert label.height == 3 * round(39 * 1.32)
    assert label.height_at(344) == label.height
    assert len(label.lines_at(344)) == 3


def test_the_height_follows_the_width(driver: Driver) -> None:
    label = show(driver, LTR, "Log ind på Jobportalen med MitID.")
    before = label.height
    label.width = 800
    assert label.height < before


@pytest.mark.parametrize("role", TYPE_ROLES)
def test_letters_of_every_role_stay_near_their_box(driver: Driver, role: str) -> None:
    label = show(driver, LTR, "Ågj", role=role)
    left, top, right, low = ink_box(driver)
    bleed = label.face.bleed
    assert left >= label.x - bleed
    assert right <= label.right
    assert 800 - low >= label.y - bleed
    assert 800 - top <= label.top + bleed


def test_arabic_starts_at_the_right(driver: Driver) -> None:
    label = show(driver, RTL, ARABIC, role="prompt")
    keep(driver, "label-arabic")
    _, _, right, _ = ink_box(driver)
    assert right == pytest.approx(label.right, abs=6)
    assert "Vazirmatn" in label.face.path


def test_a_danish_service_keeps_its_direction_and_font_inside_arabic(driver: Driver) -> None:
    label = show(driver, RTL, "Åbn appen.", language="da")
    left, *_ = ink_box(driver)
    assert left == pytest.approx(label.x, abs=6)
    assert "Inter" in label.face.path
    assert not label.face.rtl


def test_the_name_of_a_language_is_written_in_its_own_script() -> None:
    arabic = face_for(LTR, "العربية", "action", language="ar")
    assert arabic.rtl
    assert "Vazirmatn" in arabic.path
    assert "Inter" in face_for(RTL, "Українська", "action", language="uk").path


@pytest.mark.parametrize(("align", "theme"), [("end", LTR), ("start", RTL)])
def test_the_end_of_one_direction_is_the_start_of_the_other(
    driver: Driver, align: str, theme: Theme
) -> None:
    label = show(driver, theme, "MitID", align=align)
    _, _, right, _ = ink_box(driver)
    assert right == pytest.approx(label.right, abs=6)


def test_centred_is_centred(driver: Driver) -> None:
    label = show(driver, LTR, "MitID", align="center")
    left, _, right, _ = ink_box(driver)
    assert (left + right) / 2 == pytest.approx(label.center_x, abs=3)


def test_a_hugging_label_is_as_wide_as_its_text(driver: Driver) -> None:
    label = show(driver, LTR, "MitID", hug=True)
    assert label.width == label.natural_width
    label.text = "MitID og NemKonto"
    assert label.width == label.natural_width
    narrow = show(driver, LTR, "MitID og NemKonto", hug=True, limit=200)
    assert narrow.width == 200
    assert len(narrow.lines_at(200)) > 1


def test_type_shrinks_to_its_number_of_lines_but_not_below_its_least(driver: Driver) -> None:
    label = show(driver, LTR, "Rengøringshjælper", role="action", lines=1, width=300)
    assert 29 <= label.face.px < 39


def test_colour_changes_without_drawing_anew(driver: Driver) -> None:
    label = show(driver, LTR, "MitID")
    label.recolor("good")
    driver.frames(1)
    colours = [colour for _, colour in driver.grab().getcolors(1 << 16) or []]
    assert (0x0F, 0x44, 0x24) in colours


def test_an_empty_text_draws_nothing(driver: Driver) -> None:
    label = show(driver, LTR, "")
    assert ink_box(driver) == (0, 0, 0, 0)
    assert label.height > 0


@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_of_a_prompt_is_cut_at_any_size_wcag_1_4_4(driver: Driver, size: TextSize) -> None:
    theme = Theme(text_size=size, calm=True)
    label = show(driver, theme, "Søg job som rengøringshjælp i dag.", role="prompt", width=500)
    _, _, right, _ = ink_box(driver)
    assert right <= label.right + 1


class TestIcon:
    def test_an_icon_is_drawn_inside_its_square(self, driver: Driver) -> None:
        icon = Icon(LTR, "support", size=40, pos=(200, 300))
        driver.show(page(LTR, icon))
        left, top, right, low = ink_box(driver)
        assert (icon.x <= left) and (right <= icon.right)
        assert (icon.y <= 800 - low) and (800 - top <= icon.top)

    def test_on_points_left_where_text_runs_to_the_left(self, driver: Driver) -> None:
        pictures = []
        for theme, name, mirror in (
            (RTL, "arrow_forward", True),
            (LTR, "arrow_back", True),
            (RTL, "arrow_forward", False),
        ):
            driver.show(page(theme, Icon(theme, name, mirror=mirror, pos=(200, 300))))
            pictures.append(driver.grab().tobytes())
        assert pictures[0] == pictures[1] != pictures[2]

    def test_another_icon_and_colour_can_be_shown(self, driver: Driver) -> None:
        icon = Icon(LTR, "volume_up", pos=(200, 300))
        driver.show(page(LTR, icon))
        before = driver.grab().tobytes()
        icon.show("volume_off")
        icon.recolor("ink")
        assert driver.grab().tobytes() != before
