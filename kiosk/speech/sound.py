"""Spoken samples as files: Ogg Vorbis to keep, WAV for the moment."""

from __future__ import annotations

import io
import wave

from kiosk.domain.errors import N_
from kiosk.speech.errors import VoiceMissingError

QUALITY = 0.6
"""Vorbis compression from 0 (best) to 1 (smallest); speech stays clear."""


def as_ogg(samples: bytes, sample_rate: int) -> bytes:
    """Mono 16 bit samples as Ogg Vorbis.

    Raises:
        VoiceMissingError: the encoder is not installed.
    """
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise VoiceMissingError(
            N_("There is no Ogg encoder on this machine: install the package soundfile.")
        ) from error
    target = io.BytesIO()
    with soundfile.SoundFile(
        target, "w", sample_rate, 1, "VORBIS", format="OGG", compression_level=QUALITY
    ) as file:
        file.buffer_write(samples, "int16")
    return target.getvalue()


def as_wav(samples: bytes, sample_rate: int) -> bytes:
    """The same as WAV: no encoder is needed, so a tablet can do it while somebody waits."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(samples)
    return target.getvalue()
