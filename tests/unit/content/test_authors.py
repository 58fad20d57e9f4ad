"""The author's guide says what the loader knows: no word more, no word less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk import resources
from kiosk.content import build, check, messages, pictures, plain, tasks, template, texts, views
from kiosk.content.check import check as prove
from kiosk.content.load import load, load_with_files
from kiosk.wiring.new import new

GUIDE = (resources.assessments() / "AUTHORS.md").read_text("utf-8")
_EVERY_INPUT = frozenset().union(*views._OWN.values())

WORDS = {
    "service.yaml": build.SERVICE_KEYS,
    "A view": views._VIEW_KEYS,
    "Components": messages.LABELLED,
    "In a component": views._COMMON_KEYS | views._ACTION_KEYS | _EVERY_INPUT,
    "A task": tasks.KEYS,
}


def rows(title: str) -> list[list[str]]:
    """The cells of the table under a title."""
    section = re.split(r"\n#+ ", GUIDE.split(f" {title}\n", 1)[1])[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("title", WORDS)
def test_each_word_that_can_be_written_is_explained(title: str) -> None:
    written = [row[0].strip("`") for row in rows(title)]
    assert sorted(written) == sorted(WORDS[title])


def test_the_words_below_a_trap_a_hint_and_an_item_are_named() -> None:
    said = {row[0].strip("`"): row[1] for row in rows("A task")}
    for word, keys in (("traps", tasks._TRAP_KEYS), ("hints", tasks._HINT_KEYS)):
        assert set(re.findall(r"`(\w+)`", said[word])) == keys
    assert set(re.findall(r"`(\w+)`", said["item"])) == tasks._ITEM_KEYS


def test_the_numbers_of_the_guide_are_those_of_the_checker() -> None:
    assert f"at least {check.OFF_PATH:.0%}".replace("%", " %") in GUIDE
    assert f"at most {check.RANDOM:.0%}".replace("%", " %") in GUIDE
    assert f"a safety task {check.RANDOM_SAFETY:.0%}".replace("%", " %") in GUIDE
    assert f"at most {plain.SENTENCE} words" in GUIDE and f"LIX of at most {plain.LIX}" in GUIDE
    assert f"buttons of at most {texts.WORDS['button']}" in GUIDE
    assert f"at most {pictures.BYTES // 1024} kB and {pictures.SIDE} pixels" in GUIDE


def test_what_the_first_task_changes_is_there_and_holds(tmp_path: Path) -> None:
    new("my_service", tmp_path)
    service, task = (tmp_path / "my_service" / f for f in ("service.yaml", "tasks.yaml"))
    shown = re.findall(r"```yaml\n(.+?)\n```", GUIDE)
    day, form = shown
    text = service.read_text("utf-8").replace("Din bog er her", "Din film er her")
    service.write_text(after(text, "    friday:", day), "utf-8")
    task.write_text(after(task.read_text("utf-8"), "      - {right: tuesday", form), "utf-8")
    assert "Din film er her" in service.read_text("utf-8")
    (report,) = prove(load(tmp_path))
    assert report.sound
    assert len(report.tasks[0].forms) == 3


def test_the_fault_that_the_guide_asks_for_is_shown_by_its_taps(tmp_path: Path) -> None:
    new("my_service", tmp_path)
    path = tmp_path / "my_service" / "tasks.yaml"
    *lines, hint, nudge = path.read_text("utf-8").splitlines()
    assert hint.strip() == "- id: finish"
    path.write_text("\n".join([*lines, f"# {hint}", f"# {nudge}"]), "utf-8")
    (report,) = prove(load(tmp_path))
    flaws = [flaw for _, flaw in report.every_flaw()]
    assert {flaw.message for flaw in flaws} == {"no hint fits here"}
    assert all(flaw.taps for flaw in flaws)


def test_the_number_of_texts_to_translate_is_that_of_the_template(tmp_path: Path) -> None:
    new("my_service", tmp_path)
    files = load_with_files(tmp_path)[1]
    own = {key for name, root in files.items() for key, _ in messages.messages(name, root)}
    day_and_form = 2
    count = len([key for key in own if key.startswith("my_service/")]) + day_and_form
    assert f"all of them, {count} short ones" in " ".join(GUIDE.split())


def after(text: str, start: str, line: str) -> str:
    """The text with a line below the one that starts so."""
    lines = text.splitlines()
    at = next(n for n, old in enumerate(lines) if old.startswith(start))
    return "\n".join([*lines[: at + 1], line, *lines[at + 1 :], ""])


def test_the_guide_names_only_words_of_the_template_that_are_there() -> None:
    for words in ("Din bog er her", "go: days"):
        assert words in template.SERVICE
