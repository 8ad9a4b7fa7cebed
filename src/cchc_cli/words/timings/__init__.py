"""The timings of the plan language, in the order in which the reference lists them, and the words that say by when."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import Timing
from cchc_cli.words.timings.ahead import Ahead
from cchc_cli.words.timings.deadline import Deadline
from cchc_cli.words.timings.during import During
from cchc_cli.words.timings.every import Every
from cchc_cli.words.timings.named import NamedPeriods
from cchc_cli.words.timings.standing import Standing
from cchc_cli.words.timings.tracked import Tracked
from cchc_cli.words.timings.unknown import Unknown
from cchc_cli.words.timings.within import Within

TIMINGS: tuple[type[Timing], ...] = (
    Every,
    Deadline,
    Within,
    Ahead,
    During,
    NamedPeriods,
    Unknown,
    Standing,
    Tracked,
)
TIMING_WORDS: Mapping[str, Texts] = {word: about for timing in TIMINGS for word, about in timing.words.items()}
QUALIFIERS: Mapping[str, Texts] = {word: about for timing in TIMINGS for word, about in timing.qualifiers.items()}
TOGETHER: frozenset[frozenset[str]] = frozenset(way.words for timing in TIMINGS for way in timing.ways)
