"""`at_most: true`: the number is a limit, not to be exceeded."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form


class AtMost(Condition, frozen=True):
    """A limit holds until a row exceeds it, and is met when its period is over (`engine/status.py`)."""

    word: ClassVar = "at_most"
    about: ClassVar = Texts(
        en="The number is a limit, in a period (`every`, `during`); 0 is one too.",
        vi="Số là mức tối đa, trong một kỳ (`every`, `during`); có thể là 0.",
    )
    form: ClassVar = Form.FLAG
    column: ClassVar = "date"
    limits: ClassVar = True
    example: ClassVar = "at_most: true"
