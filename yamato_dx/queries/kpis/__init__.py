"""KPIs and initiatives: the lines of 概要, the story of a 取組事項, what a value counts."""
