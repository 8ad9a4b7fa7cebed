"""A quota read aloud: who owes what, where, by when."""

from __future__ import annotations

from msgspec.structs import replace

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.model.item import TYPES
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import (
    AsOne,
    Days,
    Deadline,
    During,
    EachOf,
    Every,
    Jointly,
    Named,
    Owner,
    Part,
    Quota,
    Standing,
    Timing,
    Unit,
    Unknown,
    WithinDays,
)


def sentence(quota: Quota, organisation: Organisation, say: Catalogue) -> str:
    """Return the rule of a quota as one sentence."""
    need = quota.need
    owners = [_owner(one, organisation, say) for one in quota.owners]
    each = len(owners) > 1 and all(isinstance(one, Unit) for one in quota.owners)
    owner = say("rule.owner.each-of", units=say.all_of(owners)) if each else say.all_of(owners)
    if need.several:
        form = "rule.all-of" if need.every else "rule.any-of"
        parts = "; ".join(
            _amount(part, organisation, say, implied=need.implied) + _where(part, organisation, say) + _whose(part, say)
            for part in need.parts
        )
        what, where, whose = say(form, parts=parts), "", ""
    else:
        part = need.parts[0]
        what = _amount(part, organisation, say, implied=need.implied)
        where, whose = _where(part, organisation, say), _whose(part, say)
    first = quota.owners[0]
    several = len(owners) > 1 or isinstance(first, Jointly) or (isinstance(first, EachOf) and first.percent < 100)
    key = "rule.sentence.several" if several else "rule.sentence"
    text = say(key, owner=owner, what=what, where=where, whose=whose, when=_when(quota.timing, say))
    return text[0].upper() + text[1:]


def _owner(owner: Owner, organisation: Organisation, say: Catalogue) -> str:
    match owner:
        case Unit(code):
            return f"{organisation.units[code].name} ({code})"
        case Jointly(units):
            return say("rule.owner.jointly", units=say.all_of(list(units)))
        case EachOf(group, percent):
            return say("rule.owner.each" if percent == 100 else "rule.owner.share", group=group, percent=percent)
        case AsOne(group):
            return say("rule.owner.as-one", group=group)


def what_words(part: Part, say: Catalogue, number: int | None = 1) -> str:
    """Return what a part takes, without conditions: "news item or article", in English in the plural where many."""
    order = [type_ for kind in part.kinds for type_ in TYPES[kind] if type_ in part.types]
    plural = "s" if say.language == "en" and number != 1 else ""
    words = [say(f"type.{type_}") + plural for type_ in order]
    untyped = [kind for kind in part.kinds if not (part.types and TYPES[kind])]
    words += [say(f"kind.{kind}" if plural or say.language != "en" else f"one.{kind}") for kind in untyped]
    return say.any_of(words)


def product_words(
    part: Part, organisation: Organisation, say: Catalogue, number: int | None = 1, *, tagged: bool = True
) -> str:
    """Return what a part takes, without an amount: what someone is to make, with all it needs, and where."""
    has = say("rule.having", what="", has=say.all_of(sorted(part.has))) if part.has else ""
    conditions = part if tagged else replace(part, tags=())
    return _conditioned(conditions, organisation, say, number) + has + _where(part, organisation, say)


def _conditioned(part: Part, organisation: Organisation, say: Catalogue, number: int | None) -> str:
    what = what_words(part, say, number)
    if part.new:
        what = say("rule.new", what=what)
    what = _tagged(part, organisation, say, what)
    if part.shorter_than is not None:
        what = say("rule.shorter", what=what, minutes=part.shorter_than // 60, seconds=part.shorter_than % 60)
    return say(f"rule.distinct-{part.identity}", what=what) if part.identity != "work" else what


def _amount(part: Part, organisation: Organisation, say: Catalogue, *, implied: bool) -> str:
    what = _conditioned(part, organisation, say, part.number)
    has = say.all_of(sorted(part.has)) if part.has else ""
    if part.percent is not None:
        return say("rule.percent-having" if has else "rule.percent", percent=part.percent, what=what, has=has)
    if has:
        what = say("rule.having", what=what, has=has)
    if part.number is None:
        return say("rule.any", what=what)
    amount = say("rule.implied" if implied else "rule.at-least", number=number_words(part.number, say), what=what)
    return say("rule.aim", what=amount, aim=number_words(part.aim, say)) if part.aim else amount


def number_words(number: int, say: Catalogue) -> str:
    """Vietnamese administrative texts write counts below 10 with a leading zero."""
    return f"{number:02d}" if say.language == "vi" else str(number)


def _tagged(part: Part, organisation: Organisation, say: Catalogue, what: str) -> str:
    """Name the topics as the organisation file names them; readers do not know the codes."""
    if not part.tags:
        return what

    def name(tag: str) -> str:
        return f"“{organisation.tags[tag]}”"

    together = any(len(tags) > 1 for tags in part.tags)
    if together:
        return say("rule.tagged-together", what=what, tags=say.all_of([name(tag) for tag in sorted(*part.tags)]))
    return say("rule.tagged", what=what, tags=say.any_of([name(tag) for tags in part.tags for tag in tags]))


def _where(part: Part, organisation: Organisation, say: Catalogue) -> str:
    if not part.channels.codes:
        return ""
    names = [organisation.channels[code] for code in part.channels.codes]
    if part.channels.every:
        return say("rule.on-all", channels=say.all_of(names))
    return say("rule.on-any", channels=say.any_of(names))


def _whose(part: Part, say: Catalogue) -> str:
    return say("rule.anyone") if part.anyone else ""


def _period(period: Period, say: Catalogue) -> str:
    """Return a period in words; a span by its days, short."""
    if ".." in period.label:
        return say("explain.period", start=say.day(period.start), last=say.day(period.last))
    return report_words(say.language).period(period)


def _when(timing: Timing, say: Catalogue) -> str:
    match timing:
        case Every(cadence, last, days):
            every = say(f"rule.every.{cadence}")
            if last:
                return say("rule.last", every=every, day=say.day(last))
            return say("rule.every-undated", every=every) if days and not days.by_period else every
        case During(period):
            return say("rule.between" if ".." in period.label else "rule.during", period=_period(period, say))
        case Deadline(due):
            return say("rule.by", day=say.day(due))
        case WithinDays(days):
            return say("rule.within", days=days)
        case Named(periods, due):
            labels = say.all_of([_period(period, say) for period in periods])
            if isinstance(due, Days):
                return say("rule.for-days" if due.by_period else "rule.for-undated", periods=labels)
            return say("rule.for", periods=labels, day=say.day(due))
        case Unknown():
            return say("rule.unknown")
        case Standing():
            return say("rule.standing")
    return say("rule.tracked")
