"""Writes a small working service for an author to begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

from kiosk import resources
from kiosk.content import template
from kiosk.content.errors import Faults
from kiosk.content.shape import NAME
from kiosk.content.source import PERSONS, Table, read
from kiosk.domain.errors import KioskError, N_
from kiosk.wiring.told import Told

_TAKEN = ("parts", "pictures")
_LONGEST = 24


class NewServiceError(KioskError):
    """A service that cannot be begun under this name, or here."""


def new(service: str, folder: Path | None = None) -> Told:
    """Write the service below the folder; one that is empty gets the practice persons too.

    Raises:
        NewServiceError: the name cannot be used, or is taken.
    """
    root = folder or resources.assessments()
    if not NAME.fullmatch(service) or service in _TAKEN or len(service) > _LONGEST:
        raise NewServiceError(
            N_(
                "'{service}' cannot be the name of a service: take a short word of a-z, 0-9 and _, "
                "such as my_service."
            ),
            service=service,
        )
    target = root / service
    if target.exists():
        raise NewServiceError(
            N_("{folder} is there already: take another name."), folder=str(target)
        )
    if not (root / PERSONS).exists():
        shutil.copyfile(resources.assessments() / PERSONS, root / PERSONS)
    text = template.service(service, _free_number(root), _person(root))
    target.mkdir()
    (target / "service.yaml").write_text(text, "utf-8")
    (target / "tasks.yaml").write_text(template.tasks(service), "utf-8")
    where = f" --folder {folder}" if folder else ""
    lines = [
        f"Written: {target / 'service.yaml'} and {target / 'tasks.yaml'}",
        f"Look:    kiosk content preview {service}{where}",
        f"Prove:   kiosk content check {service}{where}",
    ]
    return Told("\n".join(lines))


def _free_number(root: Path) -> int:
    """One more than the highest; a service that cannot be read has none."""
    taken = [0]
    for path in root.glob("*/service.yaml"):
        found = read(root, f"{path.parent.name}/service.yaml", Faults())
        number = str(found.get("number", "")) if found is not None else ""
        taken += [int(number)] if number.isdecimal() else []
    return max(taken) + 1


def _person(root: Path) -> str:
    """The first practice person."""
    found = read(root, PERSONS, Faults())
    persons = found.get("persons") if found is not None else None
    name = next(iter(persons), None) if isinstance(persons, Table) else None
    if name is None:
        raise NewServiceError(N_("{file} names no practice person."), file=str(root / PERSONS))
    return name
