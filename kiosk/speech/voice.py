"""The voice: eSpeak NG, in process, from the wheel ``espeakng-loader`` that brings it everywhere.

eSpeak NG is free software under GPL-3.0-or-later, which the EUPL-1.2 names as compatible. It speaks
no Somali; a language that it lacks needs recordings.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Mapping
from typing import Protocol

from kiosk.domain.errors import N_
from kiosk.speech.errors import VoiceMissingError

WORDS_PER_MINUTE = (120, 125)
"""VVSG 7.1-K: how fast it speaks unless somebody chooses otherwise."""
RATES: Mapping[str, int] = {"da": 100, "en": 101}
"""eSpeak's own figure for that pace, measured over the texts of the services: its words are other
words than ours, and its pauses come on top."""
VOICES: Mapping[str, str] = {"en": "gmw/en"}
"""Names of voices where they are not the code of the language: ``gmw/en`` is British."""

_SYNCHRONOUS, _UTF8, _RATE, _NO_EXIT, _AT_CHARACTER = 2, 1, 1, 0x8000, 1


class Voice(Protocol):
    """Makes sound of text."""

    sample_rate: int
    """Samples a second."""

    def say(self, said: str, language: str) -> bytes:
        """Mono, 16 bit, little-endian.

        Raises:
            VoiceMissingError: it does not know the language.
        """


class EspeakVoice:
    """The library holds one state for the whole process, so one text at a time is spoken."""

    _lock = threading.Lock()

    def __init__(self) -> None:
        """Loads in a few milliseconds.

        Raises:
            VoiceMissingError: the engine is not installed, or does not start.
        """
        try:
            import espeakng_loader

            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
            folder = espeakng_loader.get_data_path()
        except (ImportError, OSError, RuntimeError) as error:
            raise VoiceMissingError(_MISSING) from error
        with self._lock:
            self.sample_rate = int(
                self._library.espeak_Initialize(_SYNCHRONOUS, 0, folder.encode(), _NO_EXIT)
            )
        if self.sample_rate <= 0:
            raise VoiceMissingError(_MISSING)

    def say(self, said: str, language: str) -> bytes:
        """See ``Voice``; some ten milliseconds for a sentence."""
        pieces: list[bytes] = []

        def hear(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int | None) -> int:
            if count > 0:  # at the end of a text it comes once more, with nothing
                pieces.append(ctypes.string_at(samples, count * 2))
            return 0

        heard = _HEAR(hear)  # held until the call is over
        text = said.encode()
        with self._lock:
            self._choose(language)
            self._library.espeak_SetSynthCallback(heard)
            self._library.espeak_Synth(
                text, ctypes.c_size_t(len(text) + 1), 0, _AT_CHARACTER, 0, _UTF8, None, None
            )
        return b"".join(pieces)

    def _choose(self, language: str) -> None:
        name = VOICES.get(language, language)
        if self._library.espeak_SetVoiceByName(name.encode()) != 0:
            raise VoiceMissingError(
                N_("The voice knows no language “{language}”: texts in it need recordings."),
                language=language,
            )
        rate = RATES.get(language, RATES["en"])
        self._library.espeak_SetParameter(_RATE, rate, 0)


_HEAR = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)
_MISSING = N_("There is no voice on this machine: install the package espeakng-loader.")
