"""Source texts with the values of one form, and how long a text may be where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.content.errors import FaultError, Faults, NothingError, Place
from kiosk.content.messages import SLOT, messages
from kiosk.content.scope import Slots
from kiosk.content.source import Node, Table, Word
from kiosk.domain.simulation.view import Kind
from kiosk.domain.text import Text

LETTERS: Mapping[str, int] = {
    "heading": 48, "text": 90, "link": 32, "button": 24, "quiet": 24, "field": 32, "choice": 32,
    "checkbox": 60, "row": 60, "tab": 20, "notification": 60, "swipe": 32, "tile": 14,
    "code": 24, "image": 90, "wait": 48, "option": 40, "title": 32, "address": 40, "prompt": 72,
    "extra": 60, "can": 60, "next": 60, "nudge": 120, "happened": 240, "name": 32, "slot": 60,
    "born": 24,
}  # fmt: skip
"""Letters that fit where a text stands, at text size M."""

WORDS: Mapping[str, int] = {Kind.BUTTON: 3, Kind.QUIET: 3, Kind.LINK: 3, Kind.TILE: 2, Kind.TAB: 3}
"""Words of a label that can be taken in at a glance."""


class Texts:
    """Gives every text of a service's files its message key and checks its length."""

    def __init__(self, files: Mapping[str, Table], faults: Faults) -> None:
        self._keys: dict[Place, str] = {}
        self._faults = faults
        for name, root in files.items():
            for key, text in messages(name, root):
                self._keys[text.place] = key

    def text(self, given: Node | None, place: Place, what: str, slots: Slots) -> Text:
        """The text with the slots that it names; its length is checked with them filled."""
        if given is None:
            raise NothingError(place, "a text is expected here")
        if not isinstance(given, Word) or not given:
            raise FaultError(given.place, "a text is expected here")
        values: dict[str, Text | str] = {}
        for name in SLOT.findall(given):
            value = slots.get(name)
            if value is None or not isinstance(value, Word | Text):
                raise FaultError(given.place, f"unknown slot '<{name}>'", name, slots)
            values[name] = value if isinstance(value, Text) else str(value)
        out = Text(self._keys.get(given.place, ""), str(given), values)
        self._fits(out.say(lambda _key, source: source), given.place, what)
        return out

    def maybe(self, given: Node | None, place: Place, what: str, slots: Slots) -> Text | None:
        return None if given is None else self.text(given, place, what, slots)

    def _fits(self, said: str, place: Place, what: str) -> None:
        if len(said) > LETTERS[what]:
            message = f"{len(said)} letters where {LETTERS[what]} fit: '{said}'"
            self._faults.add(place, message)
        if len(said.split()) > WORDS.get(what, 99):
            self._faults.add(place, f"more than {WORDS[what]} words on a {what}: '{said}'")
