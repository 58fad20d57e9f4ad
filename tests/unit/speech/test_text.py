"""How a text is said; what is written on the left is on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import resources
from kiosk.speech.lexicon import load
from kiosk.speech.text import spoken

LEXICONS = load(resources.assets() / "speech" / "lexicon.yaml")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Log ind på borger.dk.", "Log ind på borger punktum d k."),
        ("www.borger.dk", "w w w punktum borger punktum d k"),
        ("www.mitid-dk.test/log", "w w w punktum mit ID bindestreg d k punktum test skråstreg log"),
        ("mette@ovesen.example", "mette snabel-a ovesen punktum example"),
        ("Åbn MitID-appen", "Åbn mit ID appen"),
        ("Bruger-ID: meøv24", "bruger ID: m, e, ø, v, 2, 4"),
        ("I dag kl. 10.24", "I dag klokken 10 24"),
        ("Kl. 9.05", "klokken 9 nul 5"),
        ("Den er 14.00.", "Den er 14."),
        ("10.24", "10 24"),
        ("Betal 4.900 kr. til Radioby", "Betal 4900 kroner til Radioby"),
        ("Det koster 99,50 kr.", "Det koster 99 kroner og 50 øre."),
        ("Det koster 99,00 kr.", "Det koster 99 kroner."),
        ("3. maj 1985", "tredje maj 19 85"),
        ("den 1. jan.", "den første januar"),
        ("35. maj", "35. maj"),
        ("Ring 12 34 56 78 nu.", "Ring 12, 34, 56, 78 nu."),
        ("4 7 1 9 0 2", "4, 7, 1, 9, 0, 2"),
        ("Koden er 471902.", "Koden er 4, 7, 1, 9, 0, 2."),
        ("010180-1234", "0, 1, 0, 1, 8, 0, 1, 2, 3, 4"),
        ("Du har 3 opgaver.", "Du har 3 opgaver."),
        ("god\u00adkend", "godkend"),
        ("Mor\nHej med dig", "Mor. Hej med dig"),
        ("Er det dig?\nJa", "Er det dig? Ja"),
        ("4.900\u00a0kr. i dag", "4900 kroner i dag"),
        ("\ue5ca Videre", "Videre"),
        ("••••", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_danish(written: str, said: str) -> None:
    assert spoken(written, "da", LEXICONS) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Today at 10.24", "Today at 10 24"),
        ("Pay 4,900 kr. to Radioby", "Pay 4900 kroner to Radioby"),
        ("3 May 1985", "3rd May 19 85"),
        ("Log in to www.borger.dk", "Log in to w w w dot borgher dot d k"),
        ("mette@ovesen.example", "mette at ovesen dot example"),
        ("Log in with MitID.", "Log in with mit I D."),
    ],
)
def test_english(written: str, said: str) -> None:
    assert spoken(written, "en", LEXICONS) == said


def test_a_look_alike_address_never_sounds_like_the_true_one() -> None:
    true, false = (spoken(a, "da", LEXICONS) for a in ("borger.dk", "borger-dk.test"))
    assert true not in false


def test_a_language_without_a_lexicon_is_said_as_it_is_written() -> None:
    assert spoken("Bonjour\nMitID", "fr", LEXICONS) == "Bonjour. MitID"


@given(st.text(), st.sampled_from(["da", "en", "fr"]))
def test_whatever_is_written_can_be_said_and_always_the_same(text: str, language: str) -> None:
    said = spoken(text, language, LEXICONS)
    assert said == spoken(text, language, LEXICONS)
    assert "\n" not in said and "\u00ad" not in said and said == said.strip()
    assert not said or any(char.isalnum() for char in said)
