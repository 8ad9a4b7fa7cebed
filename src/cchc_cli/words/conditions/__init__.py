"""The conditions that a plan can set on evidence, in the order in which a sentence says them."""

from __future__ import annotations

from cchc_cli.model.word import Condition
from cchc_cli.words.conditions.at_most import AtMost
from cchc_cli.words.conditions.count import Count
from cchc_cli.words.conditions.distinct import Distinct
from cchc_cli.words.conditions.from_ import FromAnyone
from cchc_cli.words.conditions.has import Has
from cchc_cli.words.conditions.longer_than import LongerThan
from cchc_cli.words.conditions.new import New
from cchc_cli.words.conditions.shorter_than import ShorterThan
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.conditions.type_ import Type
from cchc_cli.words.conditions.via import Via

CONDITIONS: tuple[type[Condition], ...] = (
    Type,
    Via,
    FromAnyone,
    New,
    Tags,
    Has,
    LongerThan,
    ShorterThan,
    Distinct,
    Count,
    AtMost,
)
