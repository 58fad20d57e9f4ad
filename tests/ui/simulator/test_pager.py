"""Pages of blocks: every block whole on some page, and all of them reached with two buttons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.stencilview import StencilView

from kiosk.ui.driver import Driver
from kiosk.ui.simulator.blocks import Words
from kiosk.ui.simulator.pager import RING, Pager, pages
from kiosk.ui.theme import TextSize, Theme
from kiosk.ui.widgets.surface import Surface
from kiosk.ui.widgets.tappable import chain
from tests.ui.simulator.service import bench, form

XL = Theme(text_size=TextSize.XL, calm=True)


@given(st.lists(st.integers(1, 400), max_size=12), st.integers(60, 300))
def test_every_block_that_has_room_stands_whole_on_a_page(heights: list[int], room: int) -> None:
    spans, top = [], 0.0
    for height in heights:
        spans.append((top, top + height))
        top += height + 15
    cut = pages(spans, room, room / 4)
    for start, end in spans:
        if end - start <= room:
            assert any(a <= start and end <= b for a, b in cut)
        else:
            assert any(a <= start < b for a, b in cut)
            assert any(a < end <= b for a, b in cut)
    assert all(b - a <= room for a, b in cut)
    assert [a for a, _ in cut] == sorted(a for a, _ in cut)


def test_more_and_back_turn_the_page(driver: Driver) -> None:
    bench(driver, XL, form("browser"), (568, 0, 712, 800))
    assert not driver.has("browser.back")
    assert not driver.has("browser.login/continue")
    driver.tap("browser.more")
    while driver.has("browser.more"):
        driver.tap("browser.more")
    assert driver.has("browser.login/help")
    while driver.has("browser.back"):
        driver.tap("browser.back")
    assert "Log ind på Jobportalen" in driver.texts()


def test_a_finger_may_drag_to_turn_but_then_taps_nothing(driver: Driver) -> None:
    sight = bench(driver, XL, form("browser"), (568, 0, 712, 800), {"browser": "kinds"})
    page = sight.stage.device("browser").page
    assert page is not None
    while not driver.has("browser.kinds/row"):
        driver.tap("browser.more")
    before = page.turned
    driver.press("browser.kinds/row")
    driver.drag((1000, 790))
    driver.drag((1000, 799))
    driver.release()
    assert page.turned == before + 1
    driver.press((1000, 400))
    driver.drag((1000, 300))
    driver.release()
    assert page.turned == before
    assert sight.events == []


def test_the_page_stays_turned_when_the_view_is_drawn_anew(driver: Driver) -> None:
    sight = bench(driver, XL, form("browser"), (568, 0, 712, 800), {"browser": "kinds"})
    driver.tap("browser.more")
    sight.show(browser="kinds", kept="yes")
    page = sight.stage.device("browser").page
    assert page is not None
    assert page.turned == 1
    sight.show(browser="wait")
    page = sight.stage.device("browser").page
    assert page is not None
    assert page.turned == 0


def test_focus_turns_to_what_it_reaches(driver: Driver) -> None:
    sight = bench(driver, XL, form("browser"), (568, 0, 712, 800))
    hidden = sight.stage.device("browser").find("browser.login/help")
    assert hidden is not None
    sight.surface.focus(hidden)
    driver.frames(2)
    assert driver.has("browser.login/help")


def test_a_text_higher_than_a_page_is_parted_between_its_lines(driver: Driver) -> None:
    words = Words(XL, " ".join(["Skriv dit navn i feltet."] * 12))
    pager = Pager(XL, [words], ("Mere", "Op igen"), "page", still=False)
    around = FloatLayout()
    around.add_widget(pager)
    surface = Surface(XL)
    surface.show(around)
    driver.show(surface)
    pager.box(0, 0, 500, 400)
    read = lines_seen(driver, words)
    while driver.has("page.more"):
        driver.tap("page.more")
        read += lines_seen(driver, words)
    assert read == list(range(len(words.line_boxes())))


def lines_seen(driver: Driver, words: Words) -> list[int]:
    """The lines of a text that are inside what clips it; none is so in part."""
    driver.frames(2)
    clip = next(holder for holder in chain(words) if isinstance(holder, StencilView))
    ring = words.theme.px(RING)
    low, high = clip.y + ring, clip.top - ring
    seen = []
    for n, (upper, lower) in enumerate(words.line_boxes()):
        if lower < high - 2 and upper > low + 2:
            assert low - 2 <= lower <= upper <= high + 2
            seen.append(n)
    return seen
