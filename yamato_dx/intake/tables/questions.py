"""What is asked of a table before its cells can be read, and what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from yamato_dx.intake.answers import Answered, Answers
from yamato_dx.intake.problem import AS_IT_STANDS, Problem


@dataclass
class Questions:
    """`open`: what nobody has answered yet, and what is only told."""

    answers: Answers
    open: list[Problem] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)

    def ask(self, problem: Problem) -> str | None:
        """The choice that was made; None where none was, and it stands in the way."""
        choice = self.answers.get(problem.problem_id)
        if choice is None or choice not in problem.answers:
            self.tell(problem)
            return None
        self._keep(Answered(problem, choice))
        return choice

    def tell(self, problem: Problem) -> None:
        if problem not in self.open:
            self.open.append(problem)

    def tell_unless_confirmed(self, problem: Problem) -> None:
        if self.answers.get(problem.problem_id) == AS_IT_STANDS:
            self._keep(Answered(problem, AS_IT_STANDS))
        else:
            self.tell(problem)

    def _keep(self, answered: Answered) -> None:
        ids = {answer.problem.problem_id for answer in self.answered}
        if answered.problem.problem_id not in ids:
            self.answered.append(answered)
