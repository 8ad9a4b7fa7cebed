"""What official documents have in common: how they cite a plan, and who signs and receives them."""

from __future__ import annotations

from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.plan import Plan
from cchc_cli.report.outline import Blank, Tail, Text
from cchc_cli.report.writer import fill

# Opening words of the titles of communication plans.
OPENINGS = (
    "cải cách", "chuyển đổi", "công khai", "công tác", "hành động", "hoạt động", "kiểm soát", "kiểm tra", "nâng cao",
    "phát động", "phát triển", "phổ biến", "phối hợp", "tăng cường", "thông tin", "thực hiện", "tổ chức", "triển khai",
    "truyền thông", "tuyên truyền", "ứng dụng", "xây dựng", "đẩy mạnh", "đổi mới",
)  # fmt: skip


def cited(plan: Plan, organisation: str, messages: ReportWords) -> Text:
    """Return the full citation of a plan, for its first mention: number, day, issuer, subject."""
    issue = plan.issue
    days: dict[str, str | Blank] = {
        "day": messages.long_day(issue.earliest),
        "month": messages.long_month(issue.earliest),
        "unknown": Blank(messages("opening.blank-day")),
    }
    return fill(
        messages,
        "opening.plan",
        number=plan.number or Blank(messages("opening.blank-number")),
        day=days[issue.precision],
        organisation=organisation,
        title=within_sentence(plan.title, messages),
    )


def within_sentence(title: str, messages: ReportWords) -> str:
    """Return a title for the inside of a Vietnamese sentence.

    Only known opening words lose their capital; proper names ("Huế", "Hà Nội") keep it. The sentence itself already
    says "Kế hoạch".
    """
    if messages.language != "vi":
        return title
    title = title.removeprefix("Kế hoạch ")
    return title[:1].lower() + title[1:] if title.lower().startswith(OPENINGS) else title


def signature(messages: ReportWords) -> Tail:
    """Return the blanks of a signature, and the recipients: those above, others, the files."""
    blank = Blank()
    return Tail(
        signer=(Blank(messages("tail.signer")),),
        name=(Blank(messages("tail.name")),),
        recipients_title=messages("tail.recipients"),
        recipients=tuple(fill(messages, key, blank=blank) for key in ("tail.as-above", "tail.others", "tail.file")),
    )
