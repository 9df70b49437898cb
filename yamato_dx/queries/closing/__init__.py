"""期末評価: what of the plan was reached, what goes on."""
