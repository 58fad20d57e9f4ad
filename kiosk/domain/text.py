"""A text that still waits for its language and for the values of its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Lookup = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A source text of an assessment, with ``<slot>`` marks that a form or a practice person fills.

    ``key`` is the ``msgctxt``: service/task/key, so that no two sentences collide.
    Without one it is a text of the kiosk, in English.
    """

    key: str
    source: str
    values: Mapping[str, Text | str] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, lookup: Lookup) -> str:
        """The text in the language of ``lookup(context, source)``, its slots filled."""
        out = lookup(self.key, self.source)
        for slot, value in self.values.items():
            mark = f"<{slot}>"
            if mark in out:
                out = out.replace(mark, value if isinstance(value, str) else value.say(lookup))
        return out
