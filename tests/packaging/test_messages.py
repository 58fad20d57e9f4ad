"""The catalogues follow the source, and nothing is left untranslated or loses a place."""

from __future__ import annotations

from pathlib import Path

import pytest

import messages


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module whose texts can be changed, in a checkout of its own."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALES", tmp_path / "locales")
    kiosk = messages.Domain("kiosk", "en", "kiosk", "*.py", "python")
    monkeypatch.setattr(messages, "DOMAINS", (kiosk,))
    (tmp_path / "kiosk").mkdir()
    path = tmp_path / "kiosk" / "screen.py"
    path.write_text('_("Hello {name}")\n', "utf-8")
    messages.update()
    return path


def danish(source: Path) -> Path:
    return source.parents[1] / "locales" / "da" / "LC_MESSAGES" / "kiosk.po"


def translate(source: Path, text: str, before: str = "") -> None:
    catalogue = danish(source)
    old, new = f'msgstr "{before}"\n', f'msgstr "{text}"\n'
    head, found, tail = catalogue.read_text("utf-8").rpartition(old)
    assert found
    catalogue.write_text(head + new + tail, "utf-8")


def faults(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    code = messages.check()
    out = capsys.readouterr().out
    assert code == (0 if "Every text is there" in out else 1)
    return out


def test_a_new_text_waits_for_its_danish_while_the_english_is_its_own(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(capsys).splitlines() == [
        "locales/da/LC_MESSAGES/kiosk.po: not translated: 'Hello {name}'",
        "1 to mend",
    ]


def test_a_translated_catalogue_is_complete(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(source, "Hej {name}")
    assert "Every text is there" in faults(capsys)


def test_a_translation_that_loses_a_place_is_named(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(source, "Hej {navn}")
    assert "has the places ['{name}'], its translation ['{navn}']" in faults(capsys)


def test_a_changed_source_makes_the_catalogues_stale(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(source, "Hej {name}")
    source.write_text('_("Goodbye {name}")\n', "utf-8")
    assert "kiosk.po: does not hold today's texts" in faults(capsys)


def test_an_update_keeps_what_was_translated_and_drops_what_is_gone(source: Path) -> None:
    translate(source, "Hej {name}")
    source.write_text('_("Hello {name}")\n_("Start")\n', "utf-8")
    messages.update()
    text = danish(source).read_text("utf-8")
    assert "Hej {name}" in text
    assert "Start" in text
    source.write_text('_("Start")\n', "utf-8")
    messages.update()
    assert "Hej" not in danish(source).read_text("utf-8")


def test_one_form_of_a_plural_may_leave_its_number_out(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text('ngettext("{n} task", "{n} tasks", n)\n', "utf-8")
    messages.update()
    catalogue = danish(source)
    text = catalogue.read_text("utf-8").replace('msgstr[0] ""', 'msgstr[0] "en opgave"')
    catalogue.write_text(text.replace('msgstr[1] ""', 'msgstr[1] "{n} opgaver"'), "utf-8")
    assert "Every text is there" in faults(capsys)


def test_an_update_without_a_change_writes_the_same_bytes(source: Path) -> None:
    before = danish(source).read_bytes()
    messages.update()
    assert danish(source).read_bytes() == before
