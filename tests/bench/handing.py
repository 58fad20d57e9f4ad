"""What a result meets on its way to the desk: cameras, keyboards, forgers."""

from __future__ import annotations

import random
import shutil
import subprocess
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import zxingcpp

from kiosk.devices.scanner import KeyStream, character
from kiosk.domain.errors import KioskError
from kiosk.handoff import kr1, qr
from kiosk.handoff.errors import Malformed, Rejected
from tests import camera, hostile, hostile_files, hostile_texts, layouts
from tests.bench import site
from tests.bench.figures import Counts, Figure, Goal
from tests.unit.handoff import samples

NONE = Goal(0, "")
ONLY_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def codes(counts: Counts, _folder: Path) -> list[Figure]:
    """Every code has the same length and the same size, whatever it tells."""
    sealer = site.make().sealer(0)
    other = 0
    for number in range(1, counts.shares + 1):
        sealed = sealer.seal(site.record(number))
        (found,) = zxingcpp.read_barcodes(qr.picture(qr.matrix(sealed.text)), formats=ONLY_QR)
        modules = len(qr.matrix(sealed.text))
        right = (len(sealed.wire), modules, found.ec_level) == (kr1.WIRE, qr.MODULES, "M")
        other += not right
    words = f"of {counts.shares} codes not 354 bytes in version 14 at level M"
    return [Figure("codes", words, NONE, other, 0, "")]


# -- cameras


def cameras(counts: Counts, folder: Path) -> list[Figure]:
    """One frame each time, eleven ways to take it."""
    read, of = 0, counts.frames
    figures = []
    for condition in camera.CONDITIONS:
        frames = [
            (camera.text(at), camera.frame(camera.text(at), condition, at))
            for at in range(1, of + 1)
        ]
        whole = sum(camera.is_read(frame, text) for text, frame in frames)
        read += whole
        figures.append(
            Figure(
                f"camera {condition.name}",
                f"of {of} frames read, with retries",
                Goal(90, "%", at_least=True),
                100 * whole / of,
                0,
                "",
                note=_others(frames, folder),
            )
        )
    every = of * len(camera.CONDITIONS)
    words = f"of {every} frames of all conditions read"
    figures.append(Figure("camera", words, Goal(98, "%", at_least=True), 100 * read / every, 0, ""))
    return [*figures, _screenshots(of)]


def _screenshots(of: int) -> Figure:
    read = sum(
        camera.is_read(camera.screenshot(camera.text(at), at), camera.text(at)) for at in range(of)
    )
    goal = Goal(100, "%", at_least=True)
    return Figure("screenshots", f"of {of} read", goal, 100 * read / of, 0, "")


def _others(frames: list[tuple[str, camera.Frame]], folder: Path) -> str:
    """What the reader gets at its first try, and another reader, where one is installed."""
    first = sum(
        any(code.text == text for code in zxingcpp.read_barcodes(frame, formats=ONLY_QR))
        for text, frame in frames
    )
    told = [f"at the first try {100 * first / len(frames):.0f} %"]
    if program := shutil.which("zbarimg"):
        found = sum(_zbar(program, frame, folder) == text for text, frame in frames)
        told.append(f"zbar {100 * found / len(frames):.0f} %")
    return ", ".join(told)


def _zbar(program: str, frame: camera.Frame, folder: Path) -> str:
    path = folder / "frame.png"
    frame.save(path)
    arguments = [program, "-q", "--raw", "--set", "*.enable=0", "--set", "qrcode.enable=1"]
    done = subprocess.run([*arguments, str(path)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


# -- keyboards


def key_streams(_counts: Counts, _folder: Path) -> list[Figure]:
    """A scanner set to the American layout, at a desk with any of twelve."""
    opener = samples.site().opener()
    broken, tried = 0, 0
    for name in layouts.LAYOUTS:
        for caps in (False, True):
            for prefix in ("", "]Q1"):
                text = f"{prefix}{hostile_texts.SEALED.text}\r"
                broken += not _opens(opener.open, layouts.key_codes(text, name, caps=caps))
                tried += 1
    words = f"of {tried} scans on {len(layouts.LAYOUTS)} layouts not intact"
    return [Figure("keys", words, NONE, broken, 0, "")]


def _opens(opening: Callable[[str], object], codes: Iterable[int]) -> bool:
    stream = KeyStream()
    finished = [stream.key(character(code), at / 500) for at, code in enumerate(codes)]
    try:
        return bool([opening(text) for text in finished if text])
    except Rejected:
        return False


# -- forgers


def forgers(counts: Counts, _folder: Path) -> list[Figure]:
    """Texts and files that are not what they say: accepted ones, and the memory that they took."""
    figures = [_texts(counts.hostile)]
    each = max(1, counts.hostile // 10)
    figures += [
        _hostile(
            f"hostile {kind.name}",
            f"of {each} damaged ones accepted, or refused with another error",
            kind.read,
            hostile.damaged(kind.data, each),
            kind.error,
        )
        for kind in hostile_files.KINDS
    ]
    return figures


def _texts(count: int) -> Figure:
    return _hostile(
        "hostile texts",
        f"of {count} damaged, truncated, forged, re-addressed accepted, or refused otherwise",
        samples.site().opener().open,
        hostile_texts.texts(count, seed=random.SystemRandom().randrange(2**32)),
        Rejected,
    )


def _hostile(
    name: str,
    words: str,
    read: Callable[..., object],
    given: Iterable[str | bytes],
    error: type[KioskError | Malformed],
) -> Figure:
    accepted, most = 0, 0
    tracemalloc.start()
    try:
        for one in given:
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            accepted += not _is_refused(read, one, error)
            most = max(most, tracemalloc.get_traced_memory()[1] - before)
    finally:
        tracemalloc.stop()
    note = f"memory at most {most / 1024:.0f} KiB"
    return Figure(name, words, NONE, accepted, 0, "", note=note)


def _is_refused(
    read: Callable[..., object], given: str | bytes, error: type[KioskError | Malformed]
) -> bool:
    try:
        read(given)
    except (KioskError, Malformed) as told:
        return type(told) is error
    return False
