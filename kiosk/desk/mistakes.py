"""What happened on the way, task by task, once the detail of a result has come with a bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.detail import Detail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Assessments, Form, Trap
from kiosk.domain.text import Text
from kiosk.domain.visit import Ref
from kiosk.i18n import Translator


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that was made, under its key in the content."""

    key: str
    known: bool = False
    """This desk has the content in which it was made; else only its key can be told."""
    text: Text | None = None
    """What would have happened, as the citizen read it; an author need not have written one."""
    unsafe: bool = False
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class TaskStory:
    """How one opened task went, and the mistakes in it with their texts."""

    detail: TaskDetail
    mistakes: tuple[Mistake, ...]

    @property
    def told(self) -> tuple[Mistake, ...]:
        """The mistakes for a person's eyes: one without a text was not told to the citizen, so it
        is not told of the citizen either."""
        return tuple(one for one in self.mistakes if one.text is not None or not one.known)


Stories = Mapping[Ref, TaskStory]
"""By numbers of service and task."""


def stories(detail: Detail, assessments: Assessments) -> Stories:
    """Every opened task; texts only out of the very content that the visit was taken with."""
    same = assessments if assessments.full_digest == detail.content else Assessments((), b"")
    return {
        (service.service, task.task): _story(service.service, task, same)
        for service in detail.services
        for task in service.tasks
    }


def _story(service: int, task: TaskDetail, assessments: Assessments) -> TaskStory:
    form = _form(service, task, assessments)
    traps = {trap.key: trap for trap in form.traps} if form is not None else {}
    return TaskStory(task, tuple(_mistake(key, traps.get(key)) for key in task.mistakes))


def _form(service: int, task: TaskDetail, assessments: Assessments) -> Form | None:
    forms = (
        form
        for known in assessments.services
        if known.number == service
        for one in known.tasks
        if one.number == task.task
        for form in one.forms
        if form.row == task.row
    )
    return next(forms, None)


def _mistake(key: str, trap: Trap | None) -> Mistake:
    if trap is None:
        return Mistake(key)
    return Mistake(key, True, trap.text, trap.unsafe, trap.alarm)


def in_words(mistake: Mistake, t: Translator) -> str:
    """One sentence for a person, of a mistake that is told."""
    if mistake.text is not None:
        return t.say(mistake.text)
    name = mistake.key.replace("_", " ")
    return t.gettext("A mistake of another version: {name}.", name=name)


def missed_words(story: TaskStory | None, t: Translator) -> str:
    """How many taps reached no control; empty where there were none, or no detail has come."""
    missed = story.detail.missed if story is not None else 0
    return t.ngettext("{n} missed tap", "{n} missed taps", missed) if missed else ""


def stories_json(found: Stories, say: Callable[[Text], str]) -> list[dict[str, Any]]:
    """Every opened task as JSON values; keys and codes are stable."""
    return [_json(service, story, say) for (service, _), story in found.items()]


def _json(service: int, story: TaskStory, say: Callable[[Text], str]) -> dict[str, Any]:
    told = story.detail
    return {
        "service": service,
        "task": told.task,
        "form": told.row,
        "outcome": Outcome(told.outcome).name.lower(),
        "seconds": told.seconds,
        "seconds_to_first_action": told.to_first_action,
        "actions": told.actions,
        "actions_at_least": told.shortest,
        "actions_beyond": told.detour,
        "actions_missing": told.left,
        "taps_missed": told.missed,
        "hint": told.hint,
        "mentor": told.mentor,
        "deciding_opened": told.deciding_opened,
        "begun_again": told.begun_again,
        "checkpoints": list(told.checkpoints),
        "mistakes": [
            {
                "key": one.key,
                "known": one.known,
                "text": one.text and say(one.text),
                "unsafe": one.unsafe,
                "alarm": one.alarm,
            }
            for one in story.mistakes
        ],
    }
