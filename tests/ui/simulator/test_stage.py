"""What the stage promises: devices at their places, one thing told of each touch, nothing kept."""

from __future__ import annotations

import pytest
from kivy.base import EventLoop

from kiosk.ui.driver import Driver, Touch
from kiosk.ui.simulator.stage import Stage
from kiosk.ui.theme import PALETTES, TextSize, Theme
from kiosk.ui.widgets.slide import SlideToApprove
from tests.ui.simulator.service import CARD, Bench, bench, form

XL = Theme(text_size=TextSize.XL, calm=True)
XL_BOX = (568, 0, 712, 800)


def place(stage: Stage, device: str) -> tuple[float, float, float, float]:
    """Left, top, width, height of a device in pixels from the top left of the window."""
    widget = stage.device(device)
    return widget.x, 800 - widget.top, widget.width, widget.height


def test_two_devices_stand_side_by_side_at_m(driver: Driver) -> None:
    stage = bench(driver).stage
    assert place(stage, "browser") == (416, 82, 444, 692)
    assert place(stage, "phone") == (880, 82, 376, 692)
    assert (stage.band.x, stage.band.width, stage.band.height) == (392, 888, 58)


def test_one_device_has_the_whole_stage(driver: Driver) -> None:
    assert place(bench(driver, shown=form("browser")).stage, "browser") == (416, 82, 840, 692)


def test_a_lone_phone_keeps_the_shape_of_a_phone(driver: Driver) -> None:
    left, _, width, _ = place(bench(driver, shown=form("phone")).stage, "phone")
    assert (left, width) == (392 + 224, 440)


def test_devices_are_never_mirrored(driver: Driver) -> None:
    theme = Theme(direction="rtl", family="vazirmatn", language="ar", calm=True)
    stage = bench(driver, theme, box=(0, 0, 888, 800)).stage
    assert place(stage, "browser")[0] < place(stage, "phone")[0]
    field, back = driver.find("browser.login/user_id"), driver.find("browser.login/back")
    assert back.x < field.center_x


def test_the_band_says_that_it_is_practice_in_the_language_of_the_help(driver: Driver) -> None:
    bench(driver, language="en")
    assert "Practice. Nothing here is real." in driver.texts()
    assert "Log ind på Jobportalen" in driver.texts()


def test_at_xl_the_band_is_shorter_but_there(driver: Driver) -> None:
    bench(driver, XL, box=XL_BOX, language="en")
    assert "Practice. Not real." in driver.texts()


class TestOneAtATime:
    @pytest.mark.parametrize("size", [TextSize.L, TextSize.XL])
    def test_at_l_and_xl_one_device_is_seen(self, driver: Driver, size: TextSize) -> None:
        bench(driver, Theme(text_size=size, calm=True), box=XL_BOX)
        assert driver.has("device.phone")
        assert driver.has("browser.login/back")
        assert not driver.has("phone.home/mitid")

    def test_upright_one_device_is_seen(self, driver: Driver) -> None:
        driver.resize(800, 1280)
        bench(driver, box=(0, 0, 800, 820))
        assert driver.has("device.phone")

    def test_the_switch_changes_the_device(self, driver: Driver) -> None:
        bench(driver, XL, box=XL_BOX)
        driver.tap("device.phone")
        assert driver.has("phone.home/mitid")
        assert not driver.has("browser.login/back")
        driver.tap("device.phone")
        assert driver.has("phone.home/mitid")

    def test_news_on_the_hidden_device_is_told_until_it_is_seen(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX, language="en")
        assert "New" not in driver.texts()
        sight.show(request="waiting")
        assert "New" in driver.texts()
        assert driver.find("device.phone").speech == "Phone, something new"
        driver.tap("device.phone")
        assert "New" not in driver.texts()
        assert driver.find("device.phone").speech == "Phone, shown"

    def test_news_on_the_device_that_is_seen_needs_no_word(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX, language="en")
        sight.show(browser="wait")
        assert "New" not in driver.texts()

    def test_the_content_may_name_the_first_device(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        other = form()
        sight.stage.show(other, other.model.start, first="phone")
        driver.frames(2)
        assert sight.stage.chosen == "phone"

    def test_words_and_icons_fit_into_the_switch(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        sight.show(request="waiting")
        for key in ("device.browser", "device.phone"):
            button = driver.find(key)
            assert all(button.x <= c.x and c.right <= button.right for c in button.children)


def test_three_devices_are_shown_one_at_a_time(driver: Driver) -> None:
    sight = bench(driver, shown=form("browser", "phone", "card"))
    driver.tap("device.card")
    assert "Du er optaget mandag." in driver.texts()
    driver.tap("card.open/back")
    assert sight.events == ["card.open/back"]


def test_an_unknown_device_is_a_plain_sheet_with_its_name(driver: Driver) -> None:
    bench(driver, shown=form("card"))
    assert CARD[0].title is not None
    assert CARD[0].title.source in driver.texts()


class TestDrawing:
    def test_only_a_device_that_has_changed_is_drawn_anew(self, driver: Driver) -> None:
        sight = bench(driver)
        pages = {name: sight.stage.device(name).page for name in ("browser", "phone")}
        sight.show(request="waiting")
        assert sight.stage.device("browser").page is pages["browser"]
        assert sight.stage.device("phone").page is not pages["phone"]

    def test_what_is_not_seen_is_drawn_only_when_its_view_changes(self, driver: Driver) -> None:
        sight = bench(driver)
        page = sight.stage.device("browser").page
        sight.show(kept="yes", town="north")
        assert sight.stage.device("browser").page is page

    def test_the_focus_stays_where_it_was(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.surface.focus(driver.find("browser.login/continue"))
        sight.show(tried="yes")
        assert sight.surface.focus_target is driver.find("browser.login/continue")


class TestTyping:
    def test_a_tapped_field_asks_for_the_keyboard(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.tap("browser.login/user_id")
        assert [f.label_text for f in sight.opened] == ["Bruger-ID"]
        assert sight.surface.editing is sight.opened[0]
        driver.tap("browser.login/user_id")
        assert len(sight.opened) == 1

    def test_when_a_field_is_left_only_its_class_is_told(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "MEØV24 ")
        assert sight.events == []
        sight.stage.finish_typing()
        assert sight.events == ["browser.login/name=own"]
        assert sight.closed == 1
        assert sight.surface.editing is None

    def test_a_text_from_an_entry_page_counts_the_same(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        driver.tap("browser.more")
        driver.tap("browser.login/user_id")
        sight.stage.finish_typing("anna")
        assert sight.events == ["browser.login/name=other"]
        assert sight.opened[0].text == "anna"

    def test_leaving_a_field_untouched_tells_nothing(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.tap("browser.login/user_id")
        sight.stage.finish_typing()
        sight.stage.finish_typing()
        assert sight.events == []
        assert sight.closed == 1

    def test_a_button_tells_the_field_first(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "meøv24")
        driver.tap("browser.login/continue")
        assert sight.events == ["browser.login/name=own", "browser.login/continue"]

    def test_a_text_outlives_a_message_beside_its_field(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "anna")
        sight.stage.finish_typing()
        sight.show(name="other", tried="yes")
        assert "anna" in driver.texts()

    def test_a_text_that_is_being_typed_outlives_an_event_of_the_service(
        self, driver: Driver
    ) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "an")
        sight.show(request="waiting", tried="yes")
        assert "an" in driver.texts()
        assert sight.stage.typing is not None

    def test_a_text_is_forgotten_when_the_service_sets_its_variable_back(
        self, driver: Driver
    ) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "anna")
        sight.stage.finish_typing()
        sight.show(name="other")
        sight.show(name="empty")
        assert "anna" not in driver.texts()

    def test_a_view_that_goes_takes_the_keyboard_along_and_tells_nothing(
        self, driver: Driver
    ) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "an")
        sight.show(browser="wait")
        assert (sight.closed, sight.events, sight.stage.typing) == (1, [], None)

    def test_a_text_comes_back_with_its_view_while_the_service_knows_it(
        self, driver: Driver
    ) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "anna")
        sight.stage.finish_typing()
        sight.show(name="other", browser="wait")
        sight.show(name="other")
        assert "anna" in driver.texts()

    def test_a_field_shows_the_known_input_that_the_service_stands_at(self, driver: Driver) -> None:
        sight = bench(driver)
        (variable, known) = next(iter(sight.form.inputs.items()))
        (cls, text) = next(iter(known.items()))
        sight.show(**{variable: cls})
        assert text in driver.texts()
        sight.type("browser.login/user_id", "x")
        sight.stage.finish_typing()
        assert text not in driver.texts()

    def test_another_form_knows_nothing_of_the_last_one(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "anna")
        sight.form = form()
        sight.show()
        assert "anna" not in driver.texts()
        assert sight.stage.typing is None

    def test_what_was_typed_goes_with_the_stage(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.type("browser.login/user_id", "anna")
        holder = sight.stage.parent
        holder.remove_widget(sight.stage)
        assert sight.opened[0].text == ""
        holder.add_widget(sight.stage)
        sight.show()
        assert "anna" not in driver.texts()

    def test_the_field_is_in_sight_above_the_keyboard(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.tap("browser.login/user_id")
        sight.stage.make_room(386)
        driver.frames(2)
        box = driver.find("browser.login/user_id")
        assert box.y >= 386
        assert "Bruger-ID" in driver.texts()
        sight.stage.finish_typing()
        sight.stage.make_room(0)
        driver.frames(2)
        assert place(sight.stage, "browser") == (416, 82, 444, 692)

    def test_above_the_keyboard_only_whole_controls_are_shown(self, driver: Driver) -> None:
        sight = bench(driver, values={"phone": "approve"})
        driver.tap("browser.login/user_id")
        sight.stage.make_room(386)
        driver.frames(2)
        for box in driver.boxes(sight.stage.theme.px_per_mm):
            assert box.top + box.height <= (800 - 386) / sight.stage.theme.px_per_mm - 2.2

    def test_a_low_stage_shows_the_field_of_a_long_page(self, driver: Driver) -> None:
        sight = bench(driver, values={"tried": "yes"})
        driver.tap("browser.login/user_id")
        sight.stage.make_room(500)
        driver.frames(2)
        assert driver.find("browser.login/user_id").y >= 450

    def test_switching_the_device_leaves_the_field(self, driver: Driver) -> None:
        sight = bench(driver, Theme(text_size=TextSize.L, calm=True), box=(480, 0, 800, 800))
        sight.type("browser.login/user_id", "meøv24")
        driver.tap("device.phone")
        assert sight.events == ["browser.login/name=own"]


class TestMissedTaps:
    def test_a_tap_that_reaches_no_control_is_missed(self, driver: Driver) -> None:
        sight = bench(driver)
        browser = sight.stage.device("browser")
        beside = (browser.x + browser.width + 10, browser.center_y)
        heading = next(w for w in driver.labels() if w.text == "Log ind på Jobportalen")
        for number, point in enumerate((heading, beside, browser, sight.stage.band), 1):
            driver.press(point)
            driver.release()
            assert sight.missed == number
        assert sight.events == []

    def test_a_tap_on_a_control_is_not(self, driver: Driver) -> None:
        sight = bench(driver)
        for key in ("browser.login/back", "browser.login/user_id", "phone.home/mitid"):
            driver.tap(key)
        driver.tap("phone.home/mitid", settle=False)
        driver.tap("phone.home/mitid", settle=False)  # a second tap too soon
        assert sight.missed == 0

    def test_nor_a_control_that_the_finger_slid_off(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.press("browser.login/continue")
        driver.drag(sight.stage.band)
        driver.release()
        assert (sight.missed, sight.events) == (0, [])

    def test_what_takes_no_press_is_no_more_than_a_picture(self, driver: Driver) -> None:
        sight = bench(driver, values={"request": "waiting"})
        notices = (n for n in sight.stage.device("phone").controls() if not n.takes_press)
        driver.press(next(notices))
        driver.release()
        assert sight.missed == 1

    @pytest.mark.parametrize("back", [False, True])
    def test_a_drag_is_no_tap_also_when_it_comes_back(self, driver: Driver, back: bool) -> None:
        sight = bench(driver)
        start = tuple(sight.stage.band.center)
        driver.press(start)
        driver.drag((start[0], start[1] - 60))
        if back:
            driver.drag(start)
        driver.release()
        assert sight.missed == 0

    def test_a_drag_that_turns_the_page_is_no_tap(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        driver.press(sight.stage.device("browser"))
        driver.drag((sight.stage.center_x, sight.stage.center_y + 200))
        driver.release()
        assert driver.has("browser.back")
        assert sight.missed == 0

    def test_a_finger_that_trembles_taps(self, driver: Driver) -> None:
        sight = bench(driver)
        x, y = sight.stage.band.center
        driver.press((x, y))
        driver.drag((x + 6, y - 6))
        driver.release()
        assert sight.missed == 1

    def test_a_finger_that_stays_counts_once(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.hold(sight.stage.band, 30)
        assert sight.missed == 1

    def test_a_wheel_is_no_finger(self, driver: Driver) -> None:
        sight = bench(driver)
        wheel = Touch(tuple(sight.stage.band.center))
        wheel.button = "scrolldown"
        wheel.profile = ["pos", "button"]
        assert wheel.is_mouse_scrolling
        for phase in ("begin", "end"):
            EventLoop.post_dispatch_input(phase, wheel)
        assert sight.missed == 0

    def test_between_the_keys_of_the_keyboard_is_not_on_the_stage(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.tap("browser.login/user_id")
        sight.stage.make_room(386)
        driver.frames(2)
        driver.press((sight.stage.center_x, 200))
        driver.release()
        assert sight.missed == 0
        sight.stage.finish_typing()
        sight.stage.make_room(0)

    def test_what_goes_while_the_finger_is_down_is_not_told_to_what_comes(
        self, driver: Driver
    ) -> None:
        sight = bench(driver)
        driver.press(sight.stage.band)
        sight.surface.clear_widgets()
        driver.release()
        assert sight.missed == 0


class TestPointing:
    def test_a_ring_stands_around_what_fires_an_event(self, driver: Driver) -> None:
        sight = bench(driver)
        before = driver.grab()
        sight.stage.point_at("browser.login/continue")
        button = driver.find("browser.login/continue")
        x, y = round(button.center_x), round(800 - button.top - 7)
        assert driver.grab().getpixel((x, y)) == (0xFF, 0xCB, 0x5C)
        sight.stage.point_at(None)
        assert driver.grab().getpixel((x, y)) == before.getpixel((x, y))

    def test_a_field_is_pointed_at_by_what_is_typed_into_it(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.stage.point_at("browser.login/name=own")
        assert self.pointed(sight) is driver.find("browser.login/user_id")

    def test_of_a_slide_the_whole_track_is_pointed_at(self, driver: Driver) -> None:
        sight = bench(driver, values={"phone": "approve"})
        sight.stage.point_at("phone.approve/swipe")
        assert isinstance(self.pointed(sight), SlideToApprove)

    @pytest.mark.parametrize("target", ["phone", "phone.home", "phone.other/thing"])
    def test_a_device_is_pointed_at_by_name_view_or_hidden_control(
        self, driver: Driver, target: str
    ) -> None:
        sight = bench(driver)
        sight.stage.point_at(target)
        assert self.pointed(sight) is sight.stage.device("phone")

    def test_a_hidden_device_is_pointed_at_by_its_switch_until_it_is_seen(
        self, driver: Driver
    ) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        sight.stage.point_at("phone.home/mitid")
        assert self.pointed(sight) is driver.find("device.phone")
        driver.tap("device.phone")
        assert self.pointed(sight) is driver.find("phone.home/mitid")

    def test_the_page_turns_to_what_is_pointed_at(self, driver: Driver) -> None:
        sight = bench(driver, XL, box=XL_BOX)
        assert not driver.has("browser.login/help")
        sight.stage.point_at("browser.login/help")
        driver.frames(2)
        assert driver.has("browser.login/help")

    def test_the_next_step_takes_the_ring_away(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.stage.point_at("phone")
        sight.show(request="waiting")
        assert self.pointed(sight) is None

    def test_pointing_at_what_is_not_there_points_at_nothing(self, driver: Driver) -> None:
        sight = bench(driver)
        sight.stage.point_at("later/site_hears")
        assert self.pointed(sight) is None

    @pytest.mark.parametrize("palette", ["dark", "contrast_white"])
    def test_the_ring_is_seen_in_every_theme(self, driver: Driver, palette: str) -> None:
        sight = bench(driver, Theme(palette=PALETTES[palette], calm=True))
        before = driver.grab()
        sight.stage.point_at("browser.login/continue")
        assert driver.grab() != before

    def pointed(self, sight: Bench) -> object:
        ring = sight.stage._ring
        return ring.widget if ring else None
