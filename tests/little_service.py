"""A small working service as an author writes it, and the means to break it."""

from __future__ import annotations

from pathlib import Path

from kiosk.content.errors import ContentError, Fault
from kiosk.content.load import load

PERSONS = """\
persons:
  ann:
    name: Ann Øvesen
    user_id: anøv11
    pin: 123456
    born: 1. juni 1980
    mail: ann@ovesen.example
"""

CLOCK = """\
vars:
  alarm: [no, yes]
views:
  clock.face:
    title: Ur
    show:
      - checkbox: Alarm til <name>
        id: alarm
        variable: alarm
"""

SERVICE = """\
number: 7
name: Tid hos kommunen
languages: [da]
person: ann
use:
  - clock: {name: dig}
lists:
  slot:
    mon: {day: first, texts: {time: mandag 9:30}}
    tue: {day: second, texts: {time: tirsdag 10:00}}
    wed: {day: third, texts: {time: onsdag 13:00}}
vars:
  slot_chosen: [none, each slot]
  booked: [none, each slot]
  seen each slot: [no, yes]
  phone_number: {typed: {own: 20 30 40 50, mail: <person.mail>}}
  place: [town, village]
  missing: [no, yes]
forget:
  phone_number: browser.summary
  missing: browser.summary
views:
  browser.front:
    address: tid.example
    show:
      - heading: Borgerservice
        id: heading
      - choice: Hvor bor du?
        variable: place
        options: {town: I byen, village: På landet}
      - link: Bestil tid
        id: book
        go: times
  browser.times:
    address: tid.example
    back: front
    show:
      - row: <slot.time>
        id: slot
        each: slot
        set: {slot_chosen: <slot>, seen of <slot>: yes}
        go: summary
  browser.summary:
    address: tid.example
    back: {set: {slot_chosen: none}, go: times}
    show:
      - text: Du har valgt <slot.time>
        id: chosen
        each: slot
        when: {slot_chosen: <slot>}
      - text: Du har set den
        id: seen
        when: {seen of slot_chosen: yes, day of slot_chosen not: third}
      - field: Telefon
        id: phone
        variable: phone_number
        keys: digits
      - text: Skriv dit telefonnummer
        id: missing
        icon: info
        when: {missing: yes}
      - button: Bekræft
        id: confirm
        do:
          - when: {phone_number: empty}
            set: {missing: yes}
          - set: {booked: as slot_chosen}
            go: receipt
  browser.receipt:
    address: tid.example
    secure: no
    show:
      - heading: Din tid er bestilt
        id: heading
      - button: Flyt tiden
        id: move
        set: {booked: none}
        go: times
  card.closed:
    show:
      - button: Se din kalender
        id: open
        go: open
  card.open:
    show:
      - text: Du er optaget <busy_text>
        id: busy
      - quiet: Læg væk
        id: close
        go: closed
later:
  - later: nothing_much
    when: {booked not: none, missing: yes}
    set: {missing: no}
"""

TASKS = """\
tasks:
  without_clash:
    number: 3
    rung: 2
    item: {a: 1.1, b: -0.5, origin: expert}
    can: Bestille en tid
    next: Bestil en tid på nettet
    prompt: Bestil en tid, hvor du kan komme.
    extra: Se på kortet.
    luck: allowed
    forms:
      - {free: tue, busy: [mon, wed], texts: {busy_text: mandag og onsdag}}
      - {free: wed, busy: [mon, tue], texts: {busy_text: mandag og tirsdag}}
    start: {alarm: yes}
    goal: {booked: <free>}
    notes:
      saw_calendar: {card: open}
    decides: {saw_calendar: yes}
    checkpoints:
      confirmed: {booked not: none}
      right_time: {booked: <free>}
    traps:
      clash:
        when: {booked: <busy>}
        text: Du var optaget <busy_text>.
      not_confirmed: {when: {browser: times, slot_chosen not: none, booked: none}}
      other_phone: {when: {phone_number: other}}
    hints:
      - id: busy
        when: {card: closed, booked: none}
        nudge: Hvornår er du optaget?
      - id: place
        when: [{browser: [front, receipt]}]
        nudge: Hvor kan man vælge en tid?
      - id: done
        nudge: Er du færdig, når tiden er valgt?
"""

FILES = {
    "persons.yaml": PERSONS,
    "parts/clock.yaml": CLOCK,
    "little/service.yaml": SERVICE,
    "little/tasks.yaml": TASKS,
}


def written(folder: Path, **changes: str) -> Path:
    """The folder with the little service in it; ``changes`` replace or add a file.

    A file is named with ``__`` for the slash and without its ending: ``little__tasks``.
    """
    named = {k.replace("__", "/") + ".yaml": text for k, text in changes.items()}
    for name, text in (FILES | named).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def edited(name: str, old: str, new: str) -> str:
    """A file of the little service with one place changed."""
    assert old in FILES[name], old
    return FILES[name].replace(old, new, 1)


def service(old: str, new: str) -> dict[str, str]:
    return {"little__service": edited("little/service.yaml", old, new)}


def tasks(old: str, new: str) -> dict[str, str]:
    return {"little__tasks": edited("little/tasks.yaml", old, new)}


def faults(folder: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a folder; nothing when it loads."""
    try:
        load(folder)
    except ContentError as error:
        return error.faults
    return ()


def line(name: str, text: str, files: dict[str, str] | None = None) -> int:
    """The line of a file where a text first stands."""
    source = (FILES | (files or {}))[name]
    return next(n for n, words in enumerate(source.splitlines(), 1) if text in words)
