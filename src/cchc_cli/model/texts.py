"""Texts in both languages."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Language = Literal["vi", "en"]


class Texts(Struct, frozen=True):
    """One text in both languages; `{name}` is a place to fill."""

    en: str
    vi: str

    def __getitem__(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en
