"""期末評価: what is entered at the plan's end, and the end itself."""
