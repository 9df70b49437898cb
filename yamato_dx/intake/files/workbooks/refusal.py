"""Why a workbook is not read."""


class Refusal(Exception):
    """The message is the problem's code."""
