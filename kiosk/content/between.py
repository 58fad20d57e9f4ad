"""What shows only between the forms of a task, or between a safety task and its twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.content import plain
from kiosk.content.habit import UndecidedError, habit, part_too_early
from kiosk.content.report import Flaw, FormReport
from kiosk.content.words import said, taps
from kiosk.domain.simulation.walk import LIMIT
from kiosk.domain.task import Form, Service, Task


def between_forms(task: Task, reports: Sequence[FormReport], limit: int = LIMIT) -> list[Flaw]:
    """Forms that are not as long as each other, have other traps, or are won by one habit."""
    out: list[Flaw] = []
    lengths = [len(r.shortest) for r in reports if r.shortest]
    if lengths and max(lengths) - min(lengths) > 1:
        message = f"shortest ways differ: {lengths}"
        form, longest = max(
            zip(task.forms, reports, strict=True), key=lambda both: len(both[1].shortest)
        )
        out.append(in_words(form, Flaw("form-equal", message, longest.shortest)))
    first = reports[0].traps if reports else ()
    for report in reports[1:]:
        if other := sorted(set(first) ^ set(report.traps)):
            message = f"forms 1 and {report.form} differ in traps: {', '.join(other)}"
            out.append(Flaw("form-equal", message))
    if all(r.lucky is not None for r in reports) and len(reports) > 1:
        out += _habits(task.forms, limit)
    return out


def _habits(forms: Sequence[Form], limit: int) -> list[Flaw]:
    try:
        path = habit(forms, limit)
    except UndecidedError as error:
        return [Flaw("budget", str(error))]
    if path is None:
        return []
    message = "one way wins in every form without what decides"
    return [in_words(forms[0], Flaw("habit", message, path))]


def against_twin(service: Service, task: Task) -> list[Flaw]:
    """A safety task and its twin must part after what decides was seen, and not before."""
    twin = next((t for t in service.tasks if t.number == task.twin), None)
    if twin is None:
        return []
    for mine, other in zip(task.forms, twin.forms, strict=False):
        early = part_too_early(mine, other)
        if early is not None:
            message = f"parts from '{twin.key}' before what decides is seen"
            return [in_words(mine, Flaw("habit", message, early))]
    return []


def hard_to_read(task: Task, terms: frozenset[str]) -> tuple[float | None, list[Flaw]]:
    """LIX of the form that reads hardest, and what is too long or too hard."""
    out: list[Flaw] = []
    lix: float | None = None
    for form in task.forms:
        texts = [said(text) for text in task.texts(form)]
        every = (words for text in texts for words in plain.sentences(text))
        out += (
            Flaw("plain language", f"{len(words)} words: {' '.join(words)}")
            for words in every
            if len(words) > plain.SENTENCE
        )
        lix = max((x for x in (lix, plain.lix(texts, terms)) if x), default=None)
    if lix and lix > plain.LIX:
        out.append(Flaw("plain language", f"LIX {lix:.0f} where {plain.LIX} is allowed"))
    return lix, list(dict.fromkeys(out))


def in_words(form: Form, flaw: Flaw) -> Flaw:
    """The flaw with its way told by what stands on the controls."""
    return replace(flaw, taps=taps(form, flaw.path)) if flaw.path else flaw
