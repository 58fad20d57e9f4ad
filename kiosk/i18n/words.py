"""A result in words, decided here alone: citizen, desk and terminal say the same.

What can be done comes first; nothing is a grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.measurement import ENOUGH, Band, Estimate, Safety
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, Helped
from kiosk.domain.summary import ServiceSummary
from kiosk.i18n import formats
from kiosk.i18n.translator import Translator

VERY_SURE, SURE = 0.95, 0.9
"""Probabilities from which a band is called very certain, and certain."""


def first_upper(words: str) -> str:
    """Words that stand alone begin with a capital."""
    return words[:1].upper() + words[1:]


# -- tasks -----------------------


def outcome_words(t: Translator) -> dict[Outcome, str]:
    """Each outcome in a few words."""
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


def mark_words(t: Translator) -> dict[str, str]:
    """What a mark of a list of tasks stands for, by its kind."""
    _ = t.gettext
    return {
        "alone": _("Alone"),
        "hint": _("With a hint"),
        "mentor": _("With eMentor"),
        "not_done": _("Not done"),
        "unsafe": _("Unsafe choice"),
        "false_alarm": _("False alarm"),
        "skipped": _("Skipped"),
        "not_tried": _("Not tried"),
        "left_out": _("Left out"),
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


# -- a service -----------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown, on the scale of the own guess."""

    level: Guess | None
    """None where no step of the scale can be told."""
    words: str


def shown(summary: ServiceSummary, t: Translator) -> Shown:
    """What was shown, beside what was thought; only a sure band is a step of the scale."""
    if summary.band is Band.CAN_ALONE:
        return Shown(Guess.ALONE, first_upper(guess_words(t)[Guess.ALONE]))
    if summary.band is Band.FACTS_ONLY:
        return Shown(None, alone_of(summary, t))
    kind = {
        Band.UNCLEAR: t.gettext("That is not certain yet"),
        Band.COULD_PRACTISE: t.gettext("You can practise this"),
        Band.NOT_TRIED: t.gettext("Not tried"),
    }
    return Shown(None, kind[summary.band])


def band_words(t: Translator) -> dict[Band, str]:
    """Each band in a few words."""
    _ = t.gettext
    return {
        Band.CAN_ALONE: _("Can alone"),
        Band.UNCLEAR: _("Unclear, talk about it"),
        Band.COULD_PRACTISE: _("Could practise"),
        Band.FACTS_ONLY: _("Facts only"),
        Band.NOT_TRIED: _("Not tried"),
    }


def certainty(band: Band, estimate: Estimate | None, t: Translator) -> str | None:
    """How sure a band is, in words and per cent; none where nothing is judged."""
    if estimate is None:
        return None
    sure = certain(estimate)
    # Rounded down: what is told must be reached.
    share = formats.percent(min(int(sure * 100), 99) / 100, t.language)
    if band is Band.UNCLEAR:
        return t.gettext("Uncertain: {share}", share=share)
    if sure >= VERY_SURE:
        return t.gettext("Very certain: {share}", share=share)
    if sure >= SURE:
        return t.gettext("Certain: {share}", share=share)
    return t.gettext("Fairly certain: {share}", share=share)


def certain(estimate: Estimate) -> float:
    """Probability of the side of the cut that is more likely."""
    return max(estimate.above, 1 - estimate.above)


def alone_of(summary: ServiceSummary, t: Translator) -> str:
    """How many tasks were managed alone."""
    return t.gettext(
        "{alone} of {count} tasks alone", alone=len(summary.alone), count=summary.counted
    )


def facts(summary: ServiceSummary, t: Translator) -> list[str]:
    """How many tasks went how, in lines; the first is the strongest."""
    _, helped, practise = t.gettext, len(summary.with_help), len(summary.to_practise)
    left = len(summary.lines) - summary.counted
    unopened = sum(line.fact.outcome is Outcome.NOT_REACHED for line in summary.lines)
    lines = []
    if summary.counted:
        lines.append(alone_of(summary, t))
    if helped:
        lines.append(_("{n} with help", n=helped))
    if practise:
        lines.append(_("{n} could be practised", n=practise))
    if unopened:
        lines.append(_("{n} not tried", n=unopened))
    if left > unopened:
        lines.append(_("{n} left out", n=left - unopened))
    return lines


def why_facts_only(summary: ServiceSummary, t: Translator) -> str | None:
    """Why nothing but the facts is told; none where a band is, or nothing was tried."""
    if summary.band is not Band.FACTS_ONLY:
        return None
    if summary.counted < ENOUGH:
        return t.gettext("Too few tasks for a judgement: facts only.")
    return t.gettext("Many tasks were skipped: facts only.")


# -- a visit -----------------------


def headline(summaries: Iterable[ServiceSummary], t: Translator) -> str:
    """The whole in a sentence or two, what can be done alone first."""
    _, found = t.gettext, list(summaries)

    def names(band: Band) -> str:
        return formats.listed([t.say(s.service.name) for s in found if s.band is band], t.language)

    lines = []
    if can := names(Band.CAN_ALONE):
        lines.append(_("Can alone: {names}.", names=can))
    if unclear := names(Band.UNCLEAR):
        lines.append(_("Talk about {names}.", names=unclear))
    if practise := names(Band.COULD_PRACTISE):
        lines.append(_("Offer help with {names}.", names=practise))
    facts_only = [s for s in found if s.band is Band.FACTS_ONLY]
    facts_only.sort(key=lambda summary: (-len(summary.alone), -summary.managed))
    lines += [_counted(summary, t) for summary in facts_only]
    if untried := names(Band.NOT_TRIED):
        lines.append(_("Not tried: {names}.", names=untried))
    return " ".join(lines)


def _counted(summary: ServiceSummary, t: Translator) -> str:
    _, name, count = t.gettext, summary.service.name, summary.counted
    if summary.alone:
        alone = len(summary.alone)
        return _("{name}: {alone} of {count} tasks alone.", name=name, alone=alone, count=count)
    if summary.with_help:
        helped = len(summary.with_help)
        return _(
            "{name}: {helped} of {count} tasks with help.", name=name, helped=helped, count=count
        )
    return _("{name}: tried {count} tasks, not managed yet.", name=name, count=count)


def refusals(safety: Safety, t: Translator) -> str | None:
    """How many false cases were rightly refused; none where there were none."""
    if not safety.false_cases:
        return None
    return t.gettext(
        "{refused} of {count} false ones refused",
        refused=safety.refused,
        count=safety.false_cases,
    )


def alarms(safety: Safety, t: Translator) -> str | None:
    """How many true cases were taken for false; none where there were none."""
    if not safety.true_cases:
        return None
    return t.ngettext("{n} false alarm", "{n} false alarms", safety.false_alarms)
