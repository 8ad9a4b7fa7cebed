"""What is still needed, in words: the shortfall of each part, where, and by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from cchc_cli.engine.explain import ShortfallKind
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import OrganisationWording, amount_of, number_words, product_words, what_words
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import REACHED, PartResult, Status, Verdict
from cchc_cli.words.conditions.count import count_of
from cchc_cli.words.conditions.distinct import distinct_of
from cchc_cli.words.conditions.via import channels_of

# bare: the product alone, beside its rule; plain: with its channels; full: with its channels and tags.
Detail = Literal["bare", "plain", "full"]
KEYS: dict[ShortfallKind, str] = {
    "by-due": "explain.needs",
    "late": "explain.needs-late",
    "never": "explain.needs-never",
    "undated": "explain.needs-undated",
    "exceeded": "explain.needs-exceeded",
}
MAX_NAMES = 5  # units; if more owe a quota and all lack it, the text has their number


def shortfall_sentence(
    verdict: Verdict, shortfall: ShortfallKind, organisation: Organisation, messages: Catalogue, parts: str = ""
) -> str:
    """Return the shortfall and its day, for printing beside the rule; `parts` replaces the words of the shortfall."""
    if shortfall == "nothing":
        return messages("explain.nothing-needed")
    if shortfall == "answer":
        return messages("explain.needs-answer")
    due = verdict.obligation.due
    parts = parts or brief_shortfall(verdict, organisation, messages)
    return messages(sentence_key(verdict, shortfall), parts=parts, due=messages.day(due) if due else "")


def sentence_key(verdict: Verdict, shortfall: ShortfallKind) -> str:
    """Return the catalogue key of the shortfall's sentence; a limit has one of its own."""
    return KEYS["exceeded" if verdict.obligation.quota.need.is_limit else shortfall]


def brief_shortfall(verdict: Verdict, organisation: Organisation, messages: Catalogue) -> str:
    """Return the shortfall beside a rule; for a group that all its units owe, the units that lack it."""
    return units_words(verdict, lacking_units(verdict), messages) or shortfall_text(
        verdict, organisation, messages, "bare"
    )


def lacking_units(verdict: Verdict) -> list[str]:
    """Return the units that lack it if all units of a group owe it; else an empty list."""
    return _lacking_codes(verdict) if verdict.members and verdict.obligation.percent == 100 else []


def units_words(verdict: Verdict, codes: Sequence[str], messages: Catalogue) -> str:
    """Return the codes of units that lack a group's quota; if they are all that owe it, and many, their number."""
    return messages("explain.all-units", count=len(codes)) if lacked_by_all(verdict, codes) else ", ".join(codes)


def lacked_by_all(verdict: Verdict, codes: Sequence[str]) -> bool:
    """Whether the lacking units are more than MAX_NAMES, and all that owe a group's quota; waived units owe nothing.

    False for a share of plans: its units are those that issued a plan, not the group.
    """
    owing = sum(member.status is not Status.WAIVED for member in verdict.members)
    return len(codes) == owing > MAX_NAMES and not verdict.obligation.quota.need.parts[0].is_share


def shortfall_text(verdict: Verdict, organisation: Organisation, messages: Catalogue, detail: Detail = "full") -> str:
    """Return what would meet the obligation, without the day."""
    if verdict.members:
        form = _by_units if verdict.obligation.percent == 100 else more_units
        return form(verdict, organisation, messages, detail)
    need = verdict.obligation.quota.need
    if need.is_limit:
        return _excess(need.parts[0], verdict.parts[0], organisation, messages, detail)
    texts = [
        _part_shortfall(part, result, organisation, messages, detail, of_unit=verdict.obligation.scope == "unit")
        for part, result in zip(need.parts, verdict.parts, strict=True)
        if result.reached is None
    ]
    if not texts:
        return messages("explain.need-fresh")
    return "; ".join(texts) if need.every else messages("explain.need-one-of", parts="; ".join(texts))


def _lacking_codes(verdict: Verdict) -> list[str]:
    """Return the units of a group that have not reached it, or have exceeded its limit."""
    not_lacking = {Status.OPEN, Status.UPCOMING} if verdict.obligation.quota.need.is_limit else set()
    return [
        member.obligation.owner
        for member in verdict.members
        if member.status not in {*REACHED, Status.WAIVED, *not_lacking}
    ]


def _by_units(verdict: Verdict, organisation: Organisation, messages: Catalogue, detail: Detail) -> str:
    """Return the shortfall of a group's units; units with the same shortfall share an entry."""
    short = set(_lacking_codes(verdict))
    units: dict[str, list[str]] = defaultdict(list)
    for member in verdict.members:
        if member.obligation.owner in short:
            units[shortfall_text(member, organisation, messages, detail)].append(member.obligation.owner)
    return "; ".join(
        messages("explain.need-of", units=units_words(verdict, codes, messages), parts=parts)
        for parts, codes in units.items()
    )


def more_units(verdict: Verdict, organisation: Organisation, messages: Catalogue, detail: Detail = "full") -> str:
    """Return how many more units must meet the quota, and what each of them needs."""
    need = verdict.obligation.quota.need
    products = "; ".join(_whole_part(part, organisation, messages, detail) for part in need.parts)
    parts = products if need.every else messages("explain.need-one-of", parts=products)
    return messages("explain.need-units", count=(verdict.target or 0) - verdict.count, parts=parts)


def _whole_part(part: Part, organisation: Organisation, messages: Catalogue, detail: Detail) -> str:
    if part.is_share:
        return f"{number_words(1, messages)} {_document(part, organisation, messages, detail)}"
    amount = number_words(part.number or 1, messages) if part.percent is None else f"{part.percent}%"
    return f"{amount} {_product(part, organisation, messages, part.number, detail)}"


def _excess(part: Part, result: PartResult, organisation: Organisation, messages: Catalogue, detail: Detail) -> str:
    """Return the excess over a limit; part of a minute counts as a minute."""
    count = max(result.count - (part.number or 0), 1)
    amount = messages("explain.too-many", count=number_words(count, messages))
    product = _product(part, organisation, messages, count, detail)
    return amount_of(part, amount, product, OrganisationWording(organisation, messages))


def _document(part: Part, organisation: Organisation, messages: Catalogue, detail: Detail) -> str:
    """Return the document that a unit of a share needs, with its required contents."""
    return product_words(part, organisation, messages, 1, tagged=detail == "full")


def _product(part: Part, organisation: Organisation, messages: Catalogue, number: int | None, detail: Detail) -> str:
    if detail == "bare":
        return what_words(part, messages, number)
    return product_words(part, organisation, messages, number, tagged=detail == "full")


def _part_shortfall(
    part: Part, result: PartResult, organisation: Organisation, messages: Catalogue, detail: Detail, *, of_unit: bool
) -> str:
    number = part.number or 1
    channels = channels_of(part)
    lacking_codes = [code for code in channels.codes if result.channels.get(code, 0) < number]
    if channels.every and lacking_codes:
        names = [organisation.channels[code] for code in lacking_codes]
        name = f"{number} × {what_words(part, messages)}" if number > 1 else what_words(part, messages)
        return messages("explain.need-channels", name=name, channels=messages.all_of(names))
    if part.is_share and of_unit:
        return messages(
            "explain.need", count=number_words(1, messages), name=_document(part, organisation, messages, detail)
        )
    if part.percent is not None:
        name = product_words(part, organisation, messages, None, tagged=detail != "plain")
        return messages(
            "explain.need-percent", name=name, percent=part.percent, count=result.count, of=result.target or "–"
        )
    count = max((result.target or 1) - result.count, 1)
    part, distinct = _narrowed(part, result), distinct_of(part)
    if distinct and distinct.every and detail != "bare":  # the text already lists the lacking values
        return _named(part, _product(part, organisation, messages, count, detail), messages)
    name = _product(part, organisation, messages, count, detail)
    return _named(part, _additional(part, result, count, name, organisation, messages), messages)


def _narrowed(part: Part, result: PartResult) -> Part:
    """Return a part that requires only the lacking values; no list if any values of it suffice."""
    distinct = distinct_of(part)
    if not (distinct and distinct.of):
        return part
    narrower = replace(distinct, of=result.lacking if distinct.every else ())
    return replace(
        part, conditions=tuple(narrower if condition is distinct else condition for condition in part.conditions)
    )


def _additional(
    part: Part, result: PartResult, count: int, name: str, organisation: Organisation, messages: Catalogue
) -> str:
    """Return how many more works, units of a sum, or values are needed; listed values are named."""
    wording, number = OrganisationWording(organisation, messages), number_words(count, messages)
    if count_of(part):
        return amount_of(part, messages("explain.more", count=number), name, wording)
    text = messages("explain.need", count=number, name=name)
    distinct = distinct_of(part)
    if not (distinct and result.lacking):
        return text
    values = messages.any_of(list(distinct.named(result.lacking, wording)))
    return messages("explain.need-values", need=text, values=values)


def _named(part: Part, text: str, messages: Catalogue) -> str:
    return messages("rule.named", name=part.own_name, what=text) if part.own_name else text
