"""期末の判定: what the whole period came to, by the rule that the plan's data names."""
