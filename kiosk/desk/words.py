"""One result in plain lines, for a terminal."""

from __future__ import annotations

from kiosk.desk.profile import Profile, ServiceProfile
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, Helped
from kiosk.domain.summary import TaskLine
from kiosk.i18n import Translator, formats


def outcome_words(t: Translator) -> dict[Outcome, str]:
    """Each outcome in a few words, the same at the desk's window and in a terminal."""
    _ = t.gettext
    return {
        Outcome.NOT_REACHED: _("not tried"),
        Outcome.ALONE: _("alone"),
        Outcome.HINT_1: _("with a small hint"),
        Outcome.HINT_2: _("with a pointer"),
        Outcome.HINT_3: _("after being shown"),
        Outcome.MENTOR: _("with the eMentor"),
        Outcome.NOT_DONE: _("not done"),
        Outcome.UNSAFE: _("unsafe choice"),
        Outcome.FALSE_ALARM: _("false alarm"),
        Outcome.SKIPPED: _("skipped"),
        Outcome.WITHDRAWN: _("withdrawn"),
        Outcome.DEMONSTRATED: _("shown by staff"),
    }


def guess_words(t: Translator) -> dict[Guess, str]:
    """The four steps of the own guess."""
    _ = t.gettext
    return {
        Guess.NOT_ASKED: _("not asked"),
        Guess.CANNOT: _("cannot"),
        Guess.WITH_HELP: _("with help"),
        Guess.ALONE: _("alone"),
        Guess.CAN_HELP_OTHERS: _("can help others"),
    }


def helped_words(t: Translator) -> dict[Helped, str]:
    """The citizen's own statement on help."""
    _ = t.gettext
    return {
        Helped.NOT_ASKED: _("not asked"),
        Helped.NO: _("no"),
        Helped.A_LITTLE: _("a little"),
        Helped.A_LOT: _("a lot"),
    }


def in_words(profile: Profile, t: Translator) -> str:
    """The result as lines: what it is, each service task by task, and what it is not."""
    _ = t.gettext
    lines = []
    if profile.received_before:
        when = formats.date_time(profile.received_before, t.language)
        lines.append(_("Received before, on {when}.", when=when))
    if profile.quarantined:
        lines.append(_("Kept apart: another result has the same number. Ask the workshop."))
    if profile.practice:
        lines.append(_("Practice result: about nobody."))
    lines.append(
        _(
            "Visit on {day}, tablet {tablet}, result {number}. Receipt code {code}.",
            day=formats.date_long(profile.day, t.language),
            tablet=profile.record.tablet,
            number=profile.record.sequence,
            code=profile.receipt_code,
        )
    )
    for service in profile.services:
        lines += _service_lines(service, t)
    lines.append(_("Help for the conversation. Not a grade and not a decision."))
    return "\n".join(lines)


def _service_lines(profile: ServiceProfile, t: Translator) -> list[str]:
    _ = t.gettext
    if profile.summary is None:
        number = profile.fact.service
        return [
            _("Service {number}: kept; it can be read when its content arrives.", number=number)
        ]
    summary = profile.summary
    head = _(
        "{name}: {alone} of {count} tasks alone.",
        name=summary.service.name,
        alone=len(summary.alone),
        count=summary.counted,
    )
    own = _(
        "  Own guess: {guess}. Somebody helped: {helped}.",
        guess=guess_words(t)[summary.guess],
        helped=helped_words(t)[summary.helped],
    )
    return [head, *(_task_line(line, t) for line in summary.lines), own]


def _task_line(line: TaskLine, t: Translator) -> str:
    words = outcome_words(t)[line.fact.outcome]
    if line.fact.outcome is Outcome.NOT_REACHED:
        return f"  {t.say(line.task.can)}: {words}"
    time = t.gettext("{seconds} s", seconds=line.fact.seconds)
    return f"  {t.say(line.task.can)}: {words}, {time}"
