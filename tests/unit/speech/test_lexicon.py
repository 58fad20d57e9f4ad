from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kiosk import resources
from kiosk.i18n import LANGUAGES
from kiosk.speech.lexicon import LexiconError, load

OURS = resources.assets() / "speech" / "lexicon.yaml"


def test_every_language_of_the_kiosk_has_a_lexicon() -> None:
    assert {language.code for language in LANGUAGES} <= set(load(OURS).languages)


def test_days_and_months_are_complete() -> None:
    for lexicon in load(OURS).languages.values():
        assert len(set(lexicon.days)) == 31
        assert len(set(lexicon.months.values())) == 12


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "da: [",
        "da: {}",
        "endings: [dk]\nda: {}",
        "endings: [dk]\nda: nothing",
        "- endings",
    ],
)
def test_a_lexicon_that_cannot_be_used_says_so_in_one_sentence(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(LexiconError, match="cannot be used") as told:
        load(path)
    assert str(path) in str(told.value) and "\n" not in str(told.value)


def test_a_month_too_long_is_told(tmp_path: Path) -> None:
    read = yaml.safe_load(OURS.read_text("utf-8"))
    read["da"]["days"].append("toogtredivte")
    path = tmp_path / "lexicon.yaml"
    path.write_text(yaml.safe_dump(read), "utf-8")
    with pytest.raises(LexiconError, match="31 are needed, not 32"):
        load(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"lexicon\.yaml"):
        load(tmp_path / "lexicon.yaml")
