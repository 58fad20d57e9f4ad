"""The shared parts work in a service that is not the one they were first written for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.content.check import check
from kiosk.content.load import load
from kiosk.domain.task import Form
from kiosk.resources import assessments

SERVICE = """\
number: 8
name: Breve
languages: [da]
person: mette
use:
  - file_chooser: {into: attached, back: letter}
lists:
  file:
    cv: {place: documents, texts: {name: CV.pdf}}
    old: {place: downloads, texts: {name: CV_gammel.pdf}}
    photo: {place: pictures, texts: {name: Billede.jpg}}
vars:
  attached: [none, each file]
  sent: [no, yes]
views:
  browser.letter:
    address: breve.example
    show:
      - heading: Dit brev
        id: heading
      - row: <file.name>
        id: file
        each: file
        icon: attachment
        when: {attached: <file>}
        set: {attached: none}
      - button: Vedhæft fil
        id: attach
        go: choose_file
      - quiet: Send
        id: send
        set: {sent: yes}
        go: sent
  browser.sent:
    address: breve.example
    show:
      - heading: Brevet er sendt
        id: heading
      - quiet: Skriv igen
        id: again
        set: {sent: no}
        go: letter
"""

TASKS = """\
tasks:
  attach:
    number: 1
    rung: 2
    item: {a: 1.0, b: -0.5, origin: expert}
    can: Vedhæfte en fil
    next: Vedhæft en fil
    prompt: Send <name> med brevet.
    forms:
      - {right: cv, wrong: [none, old, photo], texts: {name: CV.pdf}}
      - {right: photo, wrong: [none, old, cv], texts: {name: Billede.jpg}}
    goal: {sent: yes, attached: <right>}
    checkpoints:
      attached: {attached: <right>}
    traps:
      nothing: {when: {sent: yes, attached: none}}
      wrong_file: {when: {attached: <wrong>, attached not: none}}
      wrong_sent: {when: {sent: yes, attached: <wrong>}}
    hints:
      - id: sent
        when: {browser: sent}
        nudge: Er den rigtige fil med?
      - id: file
        when: {browser: choose_file}
        nudge: I hvilken mappe ligger filen?
      - id: attach
        nudge: Er filen med i brevet?
"""


@pytest.fixture
def letters(tmp_path: Path) -> Form:
    """The first form of a service that attaches a file to a letter."""
    shutil.copytree(assessments() / "parts", tmp_path / "parts")
    shutil.copy(assessments() / "persons.yaml", tmp_path)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "service.yaml").write_text(SERVICE, "utf-8")
    (tmp_path / "letters" / "tasks.yaml").write_text(TASKS, "utf-8")
    loaded = load(tmp_path)
    assert check(loaded)[0].every_flaw() == []
    return loaded.services[0].tasks[0].forms[0]


def play(form: Form, *events: str) -> dict[str, str]:
    return dict(form.machine.decode(form.machine.play([f"browser.{e}" for e in events])))


def test_a_chosen_file_is_handed_to_the_service(letters: Form) -> None:
    after = play(
        letters, "letter/attach", "choose_file/place=documents", "choose_file/file.cv",
        "choose_file/open",
    )  # fmt: skip
    assert (after["browser"], after["attached"]) == ("letter", "cv")


def test_a_folder_shows_its_own_files_only(letters: Form) -> None:
    there = play(letters, "letter/attach", "choose_file/place=pictures")
    view = letters.view(there, "browser")
    assert [c.id for c in view.components if c.id.startswith("file.")] == ["file.photo"]


def test_nothing_is_opened_before_a_file_is_chosen(letters: Form) -> None:
    there = play(letters, "letter/attach")
    assert "open" not in [c.id for c in letters.view(there, "browser").components]


@pytest.mark.parametrize("way_out", ["cancel", "back"])
def test_whoever_leaves_the_chooser_attaches_nothing_and_finds_it_as_it_was(
    letters: Form, way_out: str
) -> None:
    way = ("letter/attach", "choose_file/place=documents", "choose_file/file.cv")
    after = play(letters, *way, f"choose_file/{way_out}")
    assert (after["browser"], after["attached"]) == ("letter", "none")
    again = play(letters, *way, f"choose_file/{way_out}", "letter/attach")
    assert (again["place"], again["picked"]) == ("downloads", "none")
