"""What `longer_than` and `shorter_than` share: a bound on durations, in minutes and seconds."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written


class DurationBound(Condition, frozen=True):
    """Only rows with a duration on one side of the length, in seconds; a row without a duration does not count."""

    seconds: int

    form: ClassVar = Form.LENGTH
    column: ClassVar = "duration"
    bound: ClassVar[Texts]  # the product with the length beside it

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        return cls(written) if isinstance(written, int) else None

    def meets(self, seconds: int) -> bool:
        """Whether a duration is on the right side."""
        raise NotImplementedError

    def mismatch(self, traits: Traits) -> str:
        seconds = traits.details.seconds
        return "" if seconds is not None and self.meets(seconds) else next(iter(self.reasons))

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(self.bound, what=what, length=length_text(self.seconds))


def length_text(seconds: int) -> str:
    """Return a length as it is written: minutes and seconds, "3:00"."""
    return f"{seconds // 60}:{seconds % 60:02d}"
