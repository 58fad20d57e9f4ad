"""The printer beside the tablet: asked of the system, fed through a pipe."""

from __future__ import annotations

import pytest

from kiosk.devices import printer
from kiosk.devices.printer import NotPrintedError, printer_of_this_machine


class System:
    """Answers as CUPS does, and notes what it was given."""

    def __init__(self, said: str, code: int = 0) -> None:
        self.said, self.code = said, code
        self.given: list[tuple[list[str], bytes]] = []

    def run(self, command: list[str], given: bytes) -> tuple[int, str]:
        self.given.append((command, given))
        return (0, self.said) if command[0] == "lpstat" else (self.code, "")


def test_a_page_goes_to_the_printer_through_a_pipe() -> None:
    system = System("system default destination: office\n")
    found = printer_of_this_machine(system.run)
    assert found is not None
    found.print(b"a page")
    command, given = system.given[-1]
    assert command[0] == "lp" and command[-1] == "-" and given == b"a page"


def test_a_printer_that_takes_nothing_is_told() -> None:
    found = printer_of_this_machine(System("system default destination: office\n", 1).run)
    assert found is not None
    with pytest.raises(NotPrintedError, match="use the code on the screen"):
        found.print(b"a page")


@pytest.mark.parametrize("said", ["no system default destination\n", ""])
def test_where_there_is_none_there_is_none(said: str) -> None:
    assert printer_of_this_machine(System(said).run) is None


def test_commands_run_without_asking_and_one_that_is_not_there_is_no_fault() -> None:
    assert printer.run(["cat"], b"given") == (0, "given")
    assert printer.run(["kiosk-no-such-command"], b"") == (1, "")
