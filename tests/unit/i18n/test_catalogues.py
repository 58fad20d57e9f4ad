"""A checkout never shows old texts; an installed kiosk reads what was compiled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.i18n import catalogues

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "da" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "kiosk.po"


def write(source: Path, translation: str) -> None:
    source.write_text(f'{HEAD}msgid "Start"\nmsgstr "{translation}"\n', "utf-8")


def said(source: Path) -> str:
    return catalogues.load(source.parents[2], "da", "kiosk").gettext("Start")


def test_a_source_that_was_never_compiled_is_read_as_it_is(source: Path) -> None:
    write(source, "Begynd")
    assert said(source) == "Begynd"


def test_a_source_changed_after_compiling_wins(source: Path) -> None:
    write(source, "Gammel")
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(catalogues.compile_catalogue(source))
    os.utime(compiled, (1, 1))
    write(source, "Ny")
    assert said(source) == "Ny"


def test_an_installed_catalogue_needs_no_source(source: Path) -> None:
    write(source, "Begynd")
    source.with_suffix(".mo").write_bytes(catalogues.compile_catalogue(source))
    source.unlink()
    assert said(source) == "Begynd"


def test_a_language_without_a_catalogue_shows_the_source_text(source: Path) -> None:
    assert said(source) == "Start"


def test_a_catalogue_is_fresh_when_compiled_after_its_last_change(source: Path) -> None:
    write(source, "Begynd")
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(catalogues.compile_catalogue(source))
    assert not catalogues.is_stale(source, compiled)
