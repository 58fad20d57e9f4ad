"""Services, tasks and forms by the names that an author types."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.content.errors import nearest
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.task import Assessments, Service, Task


class UnknownServiceError(KioskError):
    """A service that is not among the assessments."""


class NoSuchTaskError(KioskError):
    """A task or a form that the service does not have."""


def find_service(assessments: Assessments, key: str) -> Service:
    """The service of that key; raises UnknownServiceError with the nearest name."""
    services = {s.key: s for s in assessments.services}
    if key not in services:
        raise unknown_service(key, services)
    return services[key]


def unknown_service(key: str, known: Iterable[str]) -> UnknownServiceError:
    """There is none of that key; the nearest is told."""
    return UnknownServiceError(
        N_("There is no service {service}{known}."), service=key, known=nearest(key, known)
    )


def find_task(service: Service, key: str | None, form: int = 1) -> Task:
    """The task of that key, by default the first.

    Raises:
        NoSuchTaskError: the service has no such task, or the task no such form (from 1).
    """
    tasks = {t.key: t for t in service.tasks}
    task = tasks.get(key or next(iter(tasks), ""))
    if task is None:
        raise NoSuchTaskError(
            N_("{service} has no task {task}{known}."),
            service=service.key,
            task=key or "",
            known=nearest(key or "", tasks),
        )
    if not 1 <= form <= len(task.forms):
        raise NoSuchTaskError(
            N_("{task} has the forms 1 to {count}."), task=task.key, count=len(task.forms)
        )
    return task
