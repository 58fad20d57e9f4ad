"""The proof of one form: what holds in every state that a citizen can bring about.

R are the states reachable from the start, not passing an ended one; E those in which an `ends`
holds; G those in which the goal holds. Each question is walked alone, with the variables it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.content.report import Flaw, FormReport
from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.explore import Judge, ended, explore, lost
from kiosk.domain.simulation.machine import NOTHING
from kiosk.domain.simulation.walk import LIMIT, Walk
from kiosk.domain.task import Form, Task

TRIES = 50
"""States whose way is played in the full machine before more variables are kept."""


class BudgetError(Exception):
    """A question needs more states than the budget allows."""

    def __init__(self, walk: Walk) -> None:
        sizes = ", ".join(f"{v} {n}" for v, n in list(walk.machine.sizes.items())[:8])
        super().__init__(f"more than {len(walk.states) - 1} states; largest variables: {sizes}")


@dataclass(slots=True)
class Witness:
    """The first way found that shows something, played in the full machine."""

    path: tuple[str, ...] | None = None
    needed: frozenset[str] = NOTHING
    """Soft variables without which no way can be trusted."""


@dataclass(slots=True)
class Prover:
    """Answers the questions about one form and notes the answers in its report."""

    task: Task
    form: Form
    limit: int = LIMIT
    report: FormReport = field(init=False)
    _stops: tuple[Cond, ...] = ()
    """Where the walk that is being judged stops."""

    def __post_init__(self) -> None:
        self.report = FormReport(self.form.row + 1)

    def prove(self) -> FormReport:
        """Every property of a form that needs no other form."""
        try:
            self._goal()
            self._traps()
            self._checkpoints()
            self._hints()
            self._luck()
        except BudgetError as error:
            self._flaw("budget", str(error))
        return self.report

    # -- asking

    def ask(self, asked: Sequence[Cond], ends: Sequence[Cond], judge: Judge) -> Walk:
        self._stops = tuple(ends)
        explored = explore(self.form.awake, asked, ends, judge, self.limit)
        found = explored.walk
        self.report.states = max(self.report.states, len(found.states))
        self.report.steps += sum(len(b) for b in found.back)
        if not found.complete:
            raise BudgetError(found)
        return found

    def seen(self, found: Walk, where: Iterable[int], shows: Callable[[int], bool]) -> Witness:
        """A way to one of the states that shows it in the full machine, or what it lacks."""
        lacking = NOTHING
        for n, i in enumerate(where):
            if n == 0:
                lacking = found.unsure(i)
            if n >= TRIES and lacking:
                break
            path = found.path(i)
            state = self._played(path)
            if state is not None and shows(state):
                return Witness(tuple(path))
        return Witness(None, lacking)

    def _played(self, path: Iterable[str]) -> int | None:
        """The state that the way ends in; None where the full machine stops earlier."""
        machine = self.form.machine
        state = machine.start
        for event in path:
            if self._stopped(state):
                return None
            state = machine.apply(state, event)
        return state

    def _stopped(self, state: int) -> bool:
        return any(self.form.machine.holds(c, state) for c in self._stops)

    def way_to(
        self,
        cond: Cond,
        ends: Sequence[Cond] | None = None,
        shows: Callable[[int], bool] | None = None,
        told_by: Sequence[Cond] = (),
    ) -> tuple[str, ...] | None:
        """A shortest way to a state where the condition holds; None when it never does.

        ``shows`` asks for more than the condition can say, and ``told_by`` are the conditions that
        tell states apart in which it does from those in which it does not.
        """
        best = Witness()
        seen = shows or (lambda state: self.form.machine.holds(cond, state))

        def judge(found: Walk) -> frozenset[str]:
            nonlocal best
            best = self.seen(found, found.where(cond), seen)
            return best.needed

        self.ask([cond, *told_by], self._ends if ends is None else ends, judge)
        return best.path

    @property
    def _ends(self) -> tuple[Cond, ...]:
        return tuple(self.form.ends.values())

    def _holds_at_start(self, cond: Cond) -> bool:
        return self.form.machine.holds(cond, self.form.machine.start)

    def _flaw(self, what: str, message: str, path: Iterable[str] = ()) -> None:
        flaw = Flaw(what, message, tuple(path))
        if flaw not in self.report.flaws:
            self.report.flaws.append(flaw)

    # -- goal

    def _goal(self) -> None:
        goal, flaws = self.form.goal, list[Flaw]()

        def judge(found: Walk) -> frozenset[str]:
            flaws.clear()
            return self._judge_goal(found, flaws)

        self.ask([goal], self._ends, judge)
        for flaw in flaws:
            self._flaw(flaw.property, flaw.message, flaw.path)
        if self._holds_at_start(goal):
            self._flaw("solvable", "the goal holds at the start")

    def _judge_goal(self, found: Walk, flaws: list[Flaw]) -> frozenset[str]:
        goals, done = found.where(self.form.goal), ended(found, self._ends)
        reached = self.seen(found, goals, lambda s: self.form.machine.holds(self.form.goal, s))
        if reached.path is None:
            flaws.append(Flaw("solvable", "the goal cannot be reached"))
            return reached.needed
        self.report.shortest = reached.path
        stuck, needed = lost(found, goals, done)
        if stuck:
            message = f"{len(stuck)} states without a way to the goal"
            flaws.append(Flaw("dead end", message, tuple(found.path(stuck[0]))))
        return needed | self._judge_undoing(found, set(goals) - done, flaws)

    def _judge_undoing(
        self, found: Walk, open_goals: set[int], flaws: list[Flaw]
    ) -> frozenset[str]:
        """A goal that no act ends must be possible to lose, or random taps would keep it."""
        if not open_goals or self.task.final:
            return NOTHING
        everything = set(found.where(self.form.goal))
        leaving = [
            unsure | found.unsure(i)
            for j, back in enumerate(found.back)
            if j not in everything
            for i, unsure in back
            if i in open_goals
        ]
        if not leaving:
            message = "nothing undoes the goal once it is met"
            flaws.append(Flaw("undoing", message, tuple(found.path(min(open_goals)))))
            return NOTHING
        return NOTHING if NOTHING in leaving else leaving[0]

    # -- traps and checkpoints

    def _traps(self) -> None:
        live: list[str] = []
        for trap in self.form.traps:
            if self._holds_at_start(trap.when):
                self._flaw("trap live", f"trap '{trap.key}' holds at the start")
            elif self.way_to(trap.when) is None:
                self._flaw("trap live", f"trap '{trap.key}' cannot happen")
            else:
                live.append(trap.key)
                self._trap_safe(trap.key, trap.when)
        self.report.traps = tuple(sorted(live))

    def _trap_safe(self, key: str, trap: Cond) -> None:
        """Some way to the goal must not pass the trap; mostly the shortest one does not."""
        machine, goal = self.form.machine, self.form.goal
        if not any(machine.holds(trap, state) for state in self._along(self.report.shortest)):
            return
        reached = Witness()

        def judge(found: Walk) -> frozenset[str]:
            nonlocal reached
            caught = set(found.where(trap))
            free = (i for i in found.where(goal) if i not in caught)
            reached = self.seen(
                found, free, lambda s: machine.holds(goal, s) and not machine.holds(trap, s)
            )
            return reached.needed

        self.ask([goal, trap], [*self._ends, trap], judge)
        if reached.path is None and self.report.shortest:
            message = f"trap '{key}' lies on every way to the goal"
            self._flaw("trap safe", message, self.report.shortest)

    def _along(self, path: Iterable[str]) -> Iterator[int]:
        state = self.form.machine.start
        for event in path:
            state = self.form.machine.apply(state, event)
            yield state

    def _checkpoints(self) -> None:
        """Met somewhere; missed by whoever taps *I am finished* at once, so not at the start."""
        for checkpoint in self.form.checkpoints:
            key = checkpoint.key
            if self._holds_at_start(checkpoint.when):
                self._flaw("checkpoint", f"checkpoint '{key}' holds at the start")
            elif self.way_to(checkpoint.when) is None:
                self._flaw("checkpoint", f"checkpoint '{key}' is never met")
            elif self.report.shortest and self._goal_where(checkpoint.when, False) is None:
                self.report.notes.append(f"checkpoint '{key}' is part of the goal")

    # -- hints

    def _hints(self) -> None:
        flaws = list[Flaw]()

        def judge(found: Walk) -> frozenset[str]:
            flaws.clear()
            return self._judge_hints(found, flaws)

        self.ask([h.when for h in self.form.hints], self._ends, judge)
        for flaw in flaws:
            self._flaw(flaw.property, flaw.message, flaw.path)

    def _judge_hints(self, found: Walk, flaws: list[Flaw]) -> frozenset[str]:
        rest = set(range(len(found.states))) - ended(found, self._ends)
        needed = NOTHING
        earlier: list[Cond] = []
        for hint in self.form.hints:
            first = sorted(rest & set(found.where(hint.when)))
            shown = self.seen(found, first, self._first_of(hint.when, tuple(earlier)))
            if shown.path is None:
                flaws.append(Flaw("hint", f"hint '{hint.id}' can never be shown"))
                needed |= shown.needed
            earlier.append(hint.when)
            rest -= set(first)
        bare = self.seen(found, sorted(rest), self._first_of(({},), tuple(earlier)))
        if bare.path is not None:
            flaws.append(Flaw("hint", "no hint fits here", bare.path))
        return needed | bare.needed

    def _first_of(self, cond: Cond, earlier: tuple[Cond, ...]) -> Callable[[int], bool]:
        holds = self.form.machine.holds

        def shows(state: int) -> bool:
            hidden = self._stopped(state) or any(holds(e, state) for e in earlier)
            return holds(cond, state) and not hidden

        return shows

    # -- luck

    def _luck(self) -> None:
        if not self.form.decides or not self.report.shortest:
            return
        machine, shortest = self.form.machine, self.report.shortest
        if machine.holds(self.form.decides, machine.play(shortest)):
            informed: tuple[str, ...] | None = shortest
        else:
            informed = self._goal_where(self.form.decides, True)
        lucky = self._goal_where(self.form.decides, False)
        self.report.lucky = lucky
        if lucky is None or self.task.luck:
            return
        if informed is None or len(lucky) <= len(informed):
            self._flaw("luck", "the goal is as near without what decides", lucky)

    def _goal_where(self, cond: Cond, held: bool) -> tuple[str, ...] | None:
        """A shortest way to the goal at whose end the condition holds, or does not hold."""
        machine, goal = self.form.machine, self.form.goal
        best = Witness()

        def judge(found: Walk) -> frozenset[str]:
            nonlocal best
            known = set(found.where(cond))
            where = (i for i in found.where(goal) if (i in known) == held)
            best = self.seen(
                found, where, lambda s: machine.holds(goal, s) and machine.holds(cond, s) == held
            )
            return best.needed

        self.ask([goal, cond], self._ends, judge)
        return best.path
