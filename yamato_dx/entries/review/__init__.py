"""What people conclude from the figures: causes, meetings, the plan's end, what is made public."""
