"""実績の報告, typed: its fields, what is shared of a draft, how it is sent."""
