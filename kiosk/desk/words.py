"""One result in plain lines, for a terminal."""

from __future__ import annotations

from kiosk.desk.mistakes import Stories, TaskStory, missed_words
from kiosk.desk.mistakes import in_words as mistake_words
from kiosk.desk.profile import Profile, ServiceProfile
from kiosk.domain.outcome import Outcome
from kiosk.domain.summary import ServiceSummary, TaskLine, Together
from kiosk.domain.visit import Ref
from kiosk.i18n import Translator, formats, words
from kiosk.i18n.standing import not_a_grade
from kiosk.storage.desk import REVOKED


def in_words(profile: Profile, t: Translator) -> str:
    """The result as lines: what it is, each service task by task, and what it is not."""
    _ = t.gettext
    lines = []
    if profile.received_before:
        when = formats.date_time(profile.received_before, t.language)
        lines.append(_("Received before, on {when}.", when=when))
    if profile.quarantined:
        lines.append(apart(profile.quarantined, t))
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
    if profile.day_unsure:
        lines.append(day_unsure(t))
    if title := words.headline(profile.summaries, t):
        lines.append(title)
    for service in profile.services:
        lines += _service_lines(service, profile.stories or {}, t)
    lines += _together_lines(profile.together, len(profile.summaries), t)
    lines.append(not_a_grade(t))
    return "\n".join(lines)


def day_unsure(t: Translator) -> str:
    """Said beside a day that cannot be right."""
    return t.gettext("The day is unsure: a clock is wrong.")


def apart(reason: str, t: Translator) -> str:
    """Why a result is kept apart, and what to do about it."""
    if reason == REVOKED:
        return t.gettext(
            "This result is kept apart: it was made after its tablet was revoked. Do not "
            "build on it."
        )
    return t.gettext(
        "This result is kept apart: another result has the same number. Ask the workshop "
        "to look at the tablet."
    )


def _service_lines(profile: ServiceProfile, stories: Stories, t: Translator) -> list[str]:
    _, number = t.gettext, profile.fact.service
    if profile.summary is None:
        kept = _("Service {number}: kept; it can be read when its content arrives.", number=number)
        made = (_mistake_lines(stories, ref, t) for ref in stories if ref[0] == number)
        return [kept, *(line for lines in made for line in lines)]
    summary = profile.summary
    own = _(
        "  Own guess: {guess}. Somebody helped: {helped}.",
        guess=words.guess_words(t)[summary.guess],
        helped=words.helped_words(t)[summary.helped],
    )
    tasks = []
    for line in summary.lines:
        tasks.append(_task_line(line, stories.get((number, line.task.number)), t))
        tasks += _mistake_lines(stories, (number, line.task.number), t)
    return [_band_line(summary, t), *tasks, own]


def _mistake_lines(stories: Stories, ref: Ref, t: Translator) -> list[str]:
    """What happened on the way, below its task."""
    story = stories.get(ref)
    made = story.told if story is not None else ()
    return [f"    - {mistake_words(mistake, t)}" for mistake in made]


def _band_line(summary: ServiceSummary, t: Translator) -> str:
    band = words.band_words(t)[summary.band]
    told = [words.certainty(summary.band, summary.estimate, t), *words.facts(summary, t)]
    rest = ", ".join(part for part in told if part)
    return f"{t.say(summary.service.name)}: {band}. {rest}."


def _together_lines(found: Together, services: int, t: Translator) -> list[str]:
    """Safety, and all services together where there are several."""
    lines = []
    told = [words.refusals(found.safety, t), words.alarms(found.safety, t)]
    if safety := ", ".join(part for part in told if part):
        lines.append(t.gettext("Safety: {facts}.", facts=safety))
    sure = words.certainty(found.band, found.estimate, t)
    if services > 1 and sure:
        band = words.band_words(t)[found.band]
        lines.append(t.gettext("All together: {band}. {sure}.", band=band, sure=sure))
    return lines


def _task_line(line: TaskLine, story: TaskStory | None, t: Translator) -> str:
    outcome = words.outcome_words(t)[line.fact.outcome]
    if line.fact.outcome is Outcome.NOT_REACHED:
        return f"  {t.say(line.task.can)}: {outcome}"
    told = [outcome, t.gettext("{seconds} s", seconds=line.fact.seconds), missed_words(story, t)]
    return f"  {t.say(line.task.can)}: {', '.join(part for part in told if part)}"
