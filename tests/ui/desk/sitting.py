"""Somebody at the desk's window that has everything, each part a stand-in."""

from __future__ import annotations

from typing import Any

from kivy.core.window import Window

from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.driver import Driver
from kiosk.ui.theme import Theme
from tests.ui.desk.test_window import translator


class Sitting:
    """The window of a flow, and hands at keyboard and mouse."""

    def __init__(
        self, driver: Driver, flow: Any, copied: str = "", theme: Theme | None = None
    ) -> None:
        self.driver, self.flow = driver, flow
        words: Any = translator
        self.window = DeskWindow(theme or Theme(calm=True), words, flow, False, lambda: copied)
        driver.show(self.window)
        flow.wake()
        driver.frames(3)

    def press(self, key: int, *modifiers: str) -> None:
        """A key of a real keyboard goes down."""
        Window.dispatch("on_key_down", key, 0, None, list(modifiers))

    def type(self, text: str) -> None:
        """By hand: each letter as a key and as a text, with time between."""
        for letter in text:
            self.press(ord(letter.lower()))
            Window.dispatch("on_textinput", letter)
            self.driver.frames(1, 0.12)

    def scan(self, text: str, end: bool = True) -> None:
        """As the hand scanner types."""
        for letter in text:
            self.press(ord(letter.lower()))
            Window.dispatch("on_textinput", letter)
        if end:
            self.press(13)
        self.driver.frames(3)

    def says(self, words: str) -> bool:
        """Words that are shown."""
        return any(words in text for text in self.driver.texts())

    def focused(self) -> str:
        """Key of what has the focus ring."""
        target = self.window.focus_target
        return target.key if target is not None else ""
