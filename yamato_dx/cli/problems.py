"""The command that explains problems."""

from __future__ import annotations

import argparse
import sys

from yamato_dx.errors import UsageError
from yamato_dx.queries.problems.document import document, explanation_block
from yamato_dx.queries.problems.explanations import explanations


def write_problems(arguments: argparse.Namespace) -> int:
    """The whole catalogue as a document, or one problem of it."""
    if arguments.code is None:
        sys.stdout.write(document(arguments.lang))
        return 0
    problem = explanations(arguments.lang).get(arguments.code)
    if problem is None:
        raise UsageError("problems.unknown", code=arguments.code)
    sys.stdout.write(f"{explanation_block(problem, arguments.lang)}\n")
    return 0
