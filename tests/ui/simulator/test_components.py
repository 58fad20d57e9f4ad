"""Every kind of component: what it shows, what a tap on it tells, what is read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.domain.simulation.view import Kind, View
from kiosk.i18n import Translator, by_code
from kiosk.resources import locales
from kiosk.ui.driver import Driver
from kiosk.ui.simulator.components import Drawing, draw, spoken
from kiosk.ui.simulator.pieces import Photo, spaced
from kiosk.ui.theme import PALETTES, TextSize, Theme
from tests.ui.simulator.service import Bench, bench, form, part

TALL = (0, 0, 1280, 2400)


@pytest.fixture
def kinds(driver: Driver) -> Bench:
    driver.resize(1280, 2400)
    return bench(driver, box=TALL, values={"browser": "kinds"}, language="en")


@pytest.mark.parametrize("event", ["other", "row", "north", "south", "box", "go"])
@pytest.mark.usefixtures("driver")
def test_a_tap_tells_the_event_that_is_its_key(kinds: Bench, event: str) -> None:
    kinds.driver.tap(f"browser.kinds/{event}")
    assert kinds.events == [f"browser.kinds/{event}"]


def test_a_tab_without_event_is_the_open_one(kinds: Bench) -> None:
    assert not kinds.driver.has("browser.kinds/open")
    assert "Åben" in kinds.driver.texts()


def test_choices_and_boxes_say_whether_they_are_chosen(kinds: Bench) -> None:
    driver = kinds.driver
    before = {key: driver.find(f"browser.kinds/{key}").speech for key in ("north", "south", "box")}
    kinds.show(browser="kinds", town="north", kept="yes")
    after = {key: driver.find(f"browser.kinds/{key}").speech for key in ("north", "south", "box")}
    assert before["north"] != after["north"]
    assert before["south"] == after["south"]
    assert before["box"] != after["box"]


def test_lines_of_a_row_and_codes_are_all_shown(kinds: Bench) -> None:
    texts = kinds.driver.texts()
    assert {"Kommunen", "Møde", "Et kort over byen", "I dag kl. 10.24"} <= set(texts)
    assert spaced("471902") in texts


@pytest.mark.parametrize(
    ("code", "said"),
    [("471902", "471 902"), ("1234", "12 34"), ("meøv24", "meøv24"), ("", "")],
)
def test_codes_fall_into_groups(code: str, said: str) -> None:
    assert spaced(code).replace("\u2009", "").replace("\u2002", " ") == said


def test_every_control_is_read_aloud_with_what_it_is(kinds: Bench) -> None:
    driver = kinds.driver
    keys = driver.keys()
    for key in keys:
        assert driver.find(key).speech.strip()
    assert driver.find("browser.kinds/go").speech.startswith("Videre, ")


def test_soft_hyphens_are_not_read_aloud() -> None:
    assert spoken("identifikations\u00admiddel\nher") == "identifikationsmiddel. her"


class TestPhone:
    def test_messages_drop_on_the_home_screen(self, driver: Driver) -> None:
        sight = bench(driver, values={"request": "waiting"})
        texts = driver.texts()
        assert {"MitID", "Du har en anmodning", "Husk din tid"} <= set(texts)
        driver.tap("phone.home/news")
        assert sight.events == ["phone.home/news"]

    def test_a_message_without_event_takes_no_press(self, driver: Driver) -> None:
        bench(driver, values={"request": "waiting", "phone": "approve"})
        assert "Godkend nu." in driver.texts()
        keys = driver.keys()
        assert not any("/news" in key for key in keys)

    def test_apps_stand_in_rows_of_two(self, driver: Driver) -> None:
        bench(driver)
        first, second, third = (
            driver.find(f"phone.home/{app}") for app in ("mitid", "chat", "settings")
        )
        assert first.y == second.y > third.y
        assert first.right < second.x

    def test_the_knob_approves_at_the_end_and_only_there(self, driver: Driver) -> None:
        sight = bench(driver, values={"phone": "approve"})
        knob = driver.find("phone.approve/swipe")
        driver.press("phone.approve/swipe")
        driver.drag((knob.center_x + 100, knob.center_y))
        driver.release()
        assert sight.events == []
        driver.tap("phone.approve/swipe")
        assert sight.events == []
        driver.press("phone.approve/swipe")
        driver.drag((knob.center_x + 300, knob.center_y))
        driver.release()
        assert sight.events == ["phone.approve/swipe"]

    def test_or_tap_stands_between_slide_and_button(self, driver: Driver) -> None:
        bench(driver, values={"phone": "approve"})
        words = next(w for w in driver.labels() if w.text == "eller tryk")
        assert driver.find("phone.approve/approve").top <= words.y
        assert words.top <= driver.find("phone.approve/swipe").y

    def test_a_slide_alone_gets_a_button_since_nothing_may_need_a_drag(
        self, driver: Driver
    ) -> None:
        sight = bench(driver, values={"phone": "lone"})
        driver.tap("phone.lone/swipe.tap")
        assert sight.events == ["phone.lone/swipe"]

    def test_where_room_is_scarce_the_main_action_stands_last_beside_the_other(
        self, driver: Driver
    ) -> None:
        theme = Theme(text_size=TextSize.L, calm=True)
        bench(driver, theme, form("phone"), (480, 0, 800, 800), {"phone": "approve"})
        approve, reject = (driver.find(f"phone.approve/{x}") for x in ("approve", "reject"))
        assert reject.right < approve.x
        assert reject.y == approve.y


class TestBrowser:
    def test_the_address_is_shown_whole_and_a_bad_lock_has_words(self, driver: Driver) -> None:
        bench(driver, values={"browser": "wait"}, language="en")
        texts = driver.texts()
        assert "jobportalen.example" in texts
        assert any(text in texts for text in ("Ikke sikker", "Not secure"))

    def test_the_way_back_is_the_browsers_own(self, driver: Driver) -> None:
        sight = bench(driver)
        driver.tap("browser.login/back")
        assert sight.events == ["browser.login/back"]

    def test_tabs_stand_above_the_page_on_each_of_its_pages(self, driver: Driver) -> None:
        bench(driver, box=(392, 0, 888, 600), values={"browser": "kinds"})
        place = driver.find("browser.kinds/other").top
        while driver.has("browser.more"):
            driver.tap("browser.more")
            assert driver.find("browser.kinds/other").top == place

    def test_tabs_go_while_a_keyboard_needs_the_room(self, driver: Driver) -> None:
        sight = bench(driver, values={"browser": "kinds"})
        place = driver.find("browser.kinds/other").pos
        for covered in (386, 0):
            sight.stage.make_room(covered)
            driver.frames(2)
            assert driver.has("browser.kinds/other") == (not covered)
        assert driver.find("browser.kinds/other").pos == place

    def test_a_search_button_stands_beside_its_field_where_there_is_room(
        self, driver: Driver
    ) -> None:
        sight = bench(driver, shown=form("browser"), values={"browser": "search"})
        field, button = driver.find("browser.search/job"), driver.find("browser.search/go")
        assert field.right < button.x
        assert abs(field.center_y - button.center_y) < 8
        sight.type("browser.search/job", "4x2")
        driver.tap("browser.search/go")
        assert sight.events == ["browser.search/job=own", "browser.search/go"]

    def test_and_below_it_where_there_is_not(self, driver: Driver) -> None:
        bench(driver, values={"browser": "search"})
        field, button = driver.find("browser.search/job"), driver.find("browser.search/go")
        assert button.top < field.y


@pytest.mark.parametrize("palette", ["dark", "contrast"])
@pytest.mark.parametrize("view", ["kinds", "wait"])
def test_every_kind_is_drawn_in_every_theme(driver: Driver, palette: str, view: str) -> None:
    theme = Theme(palette=PALETTES[palette], calm=True)
    values = {"browser": view, "phone": "approve", "request": "waiting", "kept": "yes"}
    sight = bench(driver, theme, values=values)
    before = driver.grab()
    sight.show(browser="login")
    assert driver.grab() != before


def test_a_picture_keeps_its_proportions_and_says_its_words(driver: Driver, tmp_path: Path) -> None:
    Image.new("RGB", (400, 100), (10, 120, 60)).save(tmp_path / "map.png")
    words = Translator(by_code("da"), locales())
    shown = View("browser", "kinds", (part(Kind.IMAGE, "map", "Et kort", file="map.png"),))
    drawing = Drawing(
        Theme(calm=True), words, shown, {}, {}, lambda event: None, lambda v, c: Widget(), tmp_path
    )  # fmt: skip
    (photo,) = draw(drawing).parts.body
    assert isinstance(photo, Photo)
    photo.box(0, 0, 500, photo.measure(500))
    wide, high = photo.box_drawn.size
    assert wide == pytest.approx(4 * high, rel=0.02)
    assert wide <= 500
    assert photo.words.text == "Et kort"
    driver.show(photo, Theme(calm=True))
    colours = {colour for _, colour in driver.grab().getcolors(1 << 20) or ()}
    assert (10, 120, 60) in colours
