"""The kinds of evidence, in the order in which logs, tables and reports list them."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.model.item import Kind
from cchc_cli.model.kind import EvidenceKind
from cchc_cli.words.kinds.broadcasts import BROADCASTS
from cchc_cli.words.kinds.conferences import CONFERENCES
from cchc_cli.words.kinds.documents import DOCUMENTS
from cchc_cli.words.kinds.materials import MATERIALS
from cchc_cli.words.kinds.posts import POSTS
from cchc_cli.words.kinds.states import STATES
from cchc_cli.words.kinds.videos import VIDEOS

KINDS: tuple[EvidenceKind, ...] = (POSTS, VIDEOS, BROADCASTS, CONFERENCES, DOCUMENTS, MATERIALS, STATES)
KIND: Mapping[Kind, EvidenceKind] = {kind.word: kind for kind in KINDS}  # by word
TYPES: Mapping[Kind, tuple[str, ...]] = {kind.word: kind.codes for kind in KINDS}
PUBLISHED: frozenset[Kind] = frozenset(kind.word for kind in KINDS if kind.published)


def having(column: str) -> frozenset[Kind]:
    """Return the kinds whose logs have a column."""
    return frozenset(kind.word for kind in KINDS if column in kind.columns)
