"""Writing that is refused: a problem with its place, and every file as it was."""

from __future__ import annotations

from msgspec.structs import replace

from cchc_cli.model.problem import Place, Problem


class NotWrittenError(Exception):
    """Nothing was written; the file is unchanged."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = replace(problem, fatal=True)


def refusal(code: str, name: str, **details: str) -> NotWrittenError:
    """Return the error of a problem with the file `name`."""
    return NotWrittenError(Problem(code, Place(name), details))
