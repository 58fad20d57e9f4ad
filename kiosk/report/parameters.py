"""Item parameters as a file: what was estimated, from how much, and what is not sure enough."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from kiosk.domain.errors import KioskError, N_

FORMAT = "kiosk item parameters 1"


class ParametersError(KioskError):
    """A file that does not hold item parameters."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """One task, as it was estimated."""

    service: str
    task: int
    n: int
    """Responses behind it."""
    a: float
    b: float
    error_a: float
    error_b: float
    on: str
    """Day of the estimate, ISO 8601."""

    @property
    def origin(self) -> str:
        """What stands in the content."""
        return f"calibrated, n={self.n}, {self.on}"


def to_json(items: Sequence[Estimated]) -> str:
    """The file that is read back into the content."""
    told = {"format": FORMAT, "items": [asdict(item) for item in items]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> tuple[Estimated, ...]:
    """The items of such a file.

    Raises:
        ParametersError: it is not one.
    """
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return tuple(_item(item) for item in told["items"])
    except (ValueError, KeyError, TypeError):
        raise ParametersError(
            N_("The file does not hold item parameters; make it with --estimate.")
        ) from None


def _item(raw: dict[str, object]) -> Estimated:
    for name in ("task", "n"):
        if not isinstance(raw[name], int):
            raise TypeError(name)
    item = Estimated(**raw)  # type: ignore[arg-type]
    date.fromisoformat(item.on)
    if not (0.2 <= item.a <= 4 and -4 <= item.b <= 4):  # bounds as the content has them
        raise ValueError(item.task)
    return item
