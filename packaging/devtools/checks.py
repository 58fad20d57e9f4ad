"""Everything that must hold, one after the other, and a summary with what to do."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from devtools.places import PYTHON, ROOT, call, tool

RESULTS = ROOT / "build" / "tests.xml"
CORE = "kiosk/domain/*,kiosk/handoff/*"
FLOOR = 97
"""Per cent of all lines and branches that the tests must reach; the core is reached wholly."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, and what to do where it does not."""

    name: str
    command: tuple[str, ...]
    advice: str
    env: dict[str, str] = field(default_factory=dict)


def listed(long: bool) -> list[Check]:
    """The checks in their order: the quick ones first."""
    always = [
        Check("format", (tool("ruff"), "format", "--check", "."), ".venv/bin/ruff format ."),
        Check(
            "lint",
            (tool("ruff"), "check", "--output-format=concise", "."),
            ".venv/bin/ruff check --fix .",
        ),
        Check("types", (tool("mypy"),), "mend the types named above"),
        Check("layers", (tool("lint-imports"),), "import downwards only, see the contract above"),
        Check(
            "dependencies", (tool("deptry"), "."), "bring pyproject.toml in line, then dev.py lock"
        ),
        Check(
            "translations",
            (str(PYTHON), "packaging/messages.py", "check"),
            "python3 packaging/dev.py messages, then translate what is named above",
        ),
        Check("tests", _pytest(), "see the failed tests above", _long(long)),
        Check("coverage of the core", _covered(CORE, 100), "test the lines named above"),
        Check("coverage", _covered("kiosk/*", FLOOR), "test the lines named above"),
    ]
    lock = Check(
        "lock",
        (str(PYTHON), "packaging/dev.py", "lock", "--check"),
        "python3 packaging/dev.py lock",
    )
    return [lock, *always] if long else always


def _pytest() -> tuple[str, ...]:
    """On all cores up to four, for a window takes much memory; each core goes on where it began."""
    report = f"--junitxml={RESULTS.relative_to(ROOT)}"
    cores = ("-n", "auto", "--maxprocesses=4", "--dist=worksteal")
    told = ("-q", "-rs", "--cov", "--cov-report=", report, "-o", "junit_logging=no")
    return (tool("pytest"), *cores, *told)


def _covered(files: str, percent: int) -> tuple[str, ...]:
    return (tool("coverage"), "report", f"--include={files}", f"--fail-under={percent}")


def _long(long: bool) -> dict[str, str]:
    return {"KIOSK_LONG": "1"} if long else {}


def run(checks: list[Check]) -> int:
    """Run them all, whatever fails; the exit code."""
    RESULTS.unlink(missing_ok=True)
    failed, lines = [], []
    for check in checks:
        print(f"\n=== {check.name}", flush=True)
        begun = time.monotonic()
        good = call(check.command, check.env) == 0
        took = time.monotonic() - begun
        lines.append(f"  {'ok    ' if good else 'FAILED'} {check.name:22} {took:6.1f} s")
        if not good:
            failed.append(check)
    print("\n=== summary", *lines, sep="\n")
    for check in failed:
        print(f"{check.name}: {check.advice}")
    print(_counted(RESULTS))
    return 1 if failed else 0


def _counted(results: Path) -> str:
    """The tests in one line, in the form that pytest closes with."""
    if not results.exists():
        return "tests: 0 passed, 1 failed"
    suites = ET.parse(results).getroot().iter("testsuite")
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", "0"))
        failed += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        skipped += int(suite.get("skipped", "0"))
    return f"tests: {total - failed - skipped} passed, {failed} failed, {skipped} skipped"
