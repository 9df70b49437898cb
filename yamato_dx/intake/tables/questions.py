"""What is asked of a table before its cells can be read, and what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from yamato_dx.intake.answers import Answered, Answers
from yamato_dx.intake.problem import AS_IT_STANDS, Problem


@dataclass
class Questions:
    """Each is put once, however many cells it is asked of."""

    answers: Answers
    _open: dict[str, Problem] = field(default_factory=dict)
    _answered: dict[str, Answered] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Problem, ...]:
        """What nobody has answered yet, and what is only told."""
        return tuple(self._open.values())

    @property
    def answered(self) -> tuple[Answered, ...]:
        return tuple(self._answered.values())

    def ask(self, problem: Problem) -> str | None:
        """The choice that was made; None where none was, and it stands in the way."""
        choice = self.answers.get(problem.problem_id)
        if choice is None or choice not in problem.answers:
            self.tell(problem)
            return None
        self._keep(Answered(problem, choice))
        return choice

    def tell(self, problem: Problem) -> None:
        self._open.setdefault(problem.problem_id, problem)

    def tell_unless_confirmed(self, problem: Problem) -> None:
        is_said = self.answers.get(problem.problem_id) == AS_IT_STANDS
        if is_said and problem.severity == "confirm":
            self._keep(Answered(problem, AS_IT_STANDS))
        else:
            self.tell(problem)

    def _keep(self, answered: Answered) -> None:
        self._answered.setdefault(answered.problem.problem_id, answered)
