"""``python -m tests.event_list`` writes ``kiosk/domain/EVENTS.md`` from the closed list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk.domain.events
from kiosk.domain.events import KEPT, Event, Where

PATH = Path(kiosk.domain.events.__file__).with_name("EVENTS.md")

HEAD = """# What is logged

Made from `events.py` by `python -m tests.event_list`; a test compares them. Nothing else is ever
logged: nothing that a citizen typed, and no visit that was started, declined or left. A line holds
the moment, the event and its fields, which are numbers and names from closed lists.
"""

TITLES = {
    Where.DESK: "At the desk: what staff do",
    Where.TABLET: "On a tablet: technical events only",
}

WHO = {
    Where.DESK: "Each line also holds the name of the operating system's user: "
    "the desk has no accounts of its own, so everybody logs in to the machine under their own.",
    Where.TABLET: "No line says who: whoever knows a staff PIN is one of several.",
}


def text() -> str:
    """The whole document."""
    return "\n".join((HEAD, *(line for where in Where for line in _section(where)))).rstrip() + "\n"


def _section(where: Where) -> Iterator[str]:
    yield f"## {TITLES[where]}\n"
    yield f"Kept {KEPT[where]}. {WHO[where]}\n"
    yield "| event | when | fields | why |"
    yield "|---|---|---|---|"
    for event in Event:
        if event.where is where:
            fields = "; ".join(f"`{one.name}`: {one.words} ({one.kind})" for one in event.fields)
            told = event.value
            yield f"| `{event.name.lower()}` | {told.words} | {fields or '-'} | {told.why} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
