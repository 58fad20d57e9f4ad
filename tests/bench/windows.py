"""What happens in a window: visits, touches, sharing, a service's view."""

from __future__ import annotations

from pathlib import Path

from tests.bench import processes, site
from tests.bench.figures import Counts, Figure, Goal

SETTLED = 20
"""Visits after which nothing may grow any more."""


def growth(counts: Counts, folder: Path) -> list[Figure]:
    """Visits of a scripted citizen on real widgets and a real store, one after the other."""
    site.make(folder / "site")
    settled = min(SETTLED, counts.visits // 2)
    told = processes.run(folder, "growth", folder / "site", counts.visits, settled)
    after = f"over {counts.visits - settled} visits after {settled}"
    return [
        Figure(
            f"growth {name}",
            f"{words} {after}",
            Goal(5, "%"),
            100 * (told[f"{name} at end"] / told[f"{name} settled"] - 1),
            0,
            "",
            note=f"{told[f'{name} settled']:.0f} then {told[f'{name} at end']:.0f} {unit}",
        )
        for name, words, unit in (
            ("memory", "resident memory", "MB"),
            ("handles", "open files", ""),
            ("threads", "threads", ""),
        )
    ]


def touch(counts: Counts, folder: Path) -> list[Figure]:
    """From a finger on the glass to the frame that shows it, in a task."""
    site.make(folder / "site")
    processes.run(folder, "touch-bare", 2)  # not counted, it fills the caches
    floor = processes.run(folder, "touch-bare", counts.touches)
    ours = processes.run(folder, "touch", folder / "site", counts.touches)
    words = "touch to changed frame, p95, maxfps 60"
    return [
        Figure(
            "touch", words, Goal(50, "ms"), ours["p95"], floor["p95"],
            "bare button in a bare window", note=f"median {ours['median']:.0f} ms",
        )
    ]  # fmt: skip


def share(counts: Counts, folder: Path) -> list[Figure]:
    """From the tap on *Share* to the code, sealed, stored and whole on the screen."""
    site.make(folder / "site")
    told = processes.run(folder, "share", folder / "site", counts.shares)
    words = "share to QR on the screen, median"
    return [
        Figure(
            "share", words, Goal(150, "ms"), told["median"], told["floor"],
            "bare seal and qrcode matrix", note=f"p95 {told['p95']:.0f} ms",
        )
    ]  # fmt: skip


def phone(counts: Counts, folder: Path) -> list[Figure]:
    """Another view on the phone, built and drawn."""
    site.make(folder / "site")
    told = processes.run(folder, "phone", folder / "site", counts.touches)
    words = "rebuild of a phone view with its frame, median"
    return [
        Figure(
            "phone", words, Goal(50, "ms"), told["median"], told["floor"],
            "the same frame drawn again, nothing rebuilt", note=f"p95 {told['p95']:.0f} ms",
        )
    ]  # fmt: skip
