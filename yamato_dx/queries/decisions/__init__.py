"""未決定事項: the plan's open questions, their answers, what an answer would change."""
