"""Reading the needs of a row: its amounts, the products they count, and the missing facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cchc_cli.drafting.amounts import Quantity, ShareAmount, quantities, says_each, shares, unread_numbers
from cchc_cli.drafting.cycles import Cycle
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.lengths import length_in
from cchc_cli.drafting.plan_words import DraftPart
from cchc_cli.drafting.products import Product, ProductWords, columns_of, kinds_of, types_of
from cchc_cli.drafting.rows import SourceRow
from cchc_cli.drafting.words import folded

MANY = 20  # from this number on, printed things are counted by copies instead of works
NEAR = 60  # letters at the beginning of a task in which a product is the object of its verb
MAX_LIST = 10  # words of a target that may be a list of products
EITHER = "posts or videos"
_POSTED = {"posts", "videos"}
_VERB = re.compile(
    r"(?:tổ chức|xây dựng|ban hành|đăng|đăng tải|viết|sản xuất|phát|phát sóng|in|treo|lắp đặt|thiết kế|mở|duy trì|tham gia|tham dự|dự thi|gửi|"
    r"thực hiện|cấp phát|phát hành|biên soạn|niêm yết|tập huấn|báo cáo|lồng ghép|phối hợp|triển khai|làm|dựng|soạn thảo|tham mưu|cung cấp|cập nhật|tuyên truyền qua|truyền thông qua)(?!\w)"
)
_PAPERS = re.compile(r"(?:kế hoạch|văn bản|báo cáo|hồ sơ|quyết định)(?!\w)")
_BODIES = re.compile(
    r"(?:đơn vị|cơ quan|phòng|ban|xã|phường|thị trấn|thôn|tổ dân phố|trường|khoa|trạm|địa phương|chi bộ|chi đoàn|bệnh viện|trung tâm|ubnd|đoàn thể)(?!\w)"
)
_ATTACHED = re.compile(r"phụ lục|phân công|chỉ tiêu|sản phẩm|dự toán|danh mục")


class Needed(NamedTuple):
    """The needed parts, their doubts, the cycle beside the number, and whether each unit owes them.

    `share_of` is the body in a percentage of units ("cơ quan, đơn vị"), "" for none; `per_unit` if the text says "mỗi".
    """

    parts: tuple[DraftPart, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    cycle: Cycle | None = None
    phrase: str = ""
    share_of: str = ""
    share: int = 100
    per_unit: bool = False
    notes: tuple[Doubt, ...] = ()

    @property
    def numbered(self) -> bool:
        return any(part.number or part.percent for part in self.parts)

    @property
    def kinds(self) -> set[str]:
        return {part.kind for part in self.parts}


class NeedsReader:
    """Reads the needs of rows. `names_owner` recognises units and groups, `words` finds products."""

    def __init__(self, words: ProductWords, names_owner: Callable[[str], bool]) -> None:
        self._words, self._names_owner = words, names_owner

    def read(self, row: SourceRow) -> Needed:
        """Return the needs of a row, or of one statement of a row."""
        statement = _statement(row)
        share = next(iter(shares(statement)), None)
        amounts = self._amounts(row, statement)
        needed = self._of_share(row, share, amounts) if share else None
        unread = [f"{share.percent}%"] if share and needed is None else []
        if needed is None:
            needed = self._of_amounts(row, amounts) if amounts else self._of_products(row, statement)
        if says_each(statement) and not needed.per_unit:
            needed = needed._replace(per_unit=True, phrase=needed.phrase or statement)
        number = row.cells.get("number", "").strip()
        uncounted = (
            [number] if number and not (quantities(statement, self._words) or share or self._words.find(number)) else []
        )
        unread += [*uncounted, *unread_numbers(statement, self._words)]
        unread += unread_numbers(row.cells.get("task", ""), self._words, sentence=True)
        doubts = (
            *needed.doubts,
            *(Doubt("number-unread", number) for number in unread),
            *self._disagreement(row, needed, share),
        )
        needed = needed._replace(doubts=tuple(dict.fromkeys(doubts)))
        return _with_lengths(needed, row.text("target", "task", "product"))

    def _amounts(self, row: SourceRow, statement: str) -> list[Quantity]:
        """Return the amounts of the first cell that states any: target, product, time, task."""
        for text in (statement, row.cells.get("product", "")):
            if amounts := quantities(text, self._words):
                return amounts
        timed = [
            amount
            for amount in quantities(row.cells.get("time", ""), self._words)
            if any(product.kind for product in amount.products)
        ]
        return timed or quantities(row.cells.get("task", ""), self._words)

    def _disagreement(self, row: SourceRow, needed: Needed, share: ShareAmount | None) -> tuple[Doubt, ...]:
        """Return doubts if other cells of the row state other numbers, or name other products than those counted."""
        if not needed.numbered:
            return ()
        numbers = {part.number for part in needed.parts}
        texts = [row.cells.get(role, "") for role in ("task", "product", "target", "number")]
        odd = [
            amount.text
            for text in texts
            for amount in quantities(text, self._words)
            if amount.number not in numbers and not amount.of_each and not share
        ]
        counted = needed.kinds | ({"posts", "videos"} if EITHER in needed.kinds else set())
        about = set(kinds_of(self._words.find(row.text("task", "product")))) - {"documents", "states"}
        doubts = [Doubt("numbers-differ", ", ".join(odd))] if odd else []
        if about and not share and not counted & about and not counted & {"documents", "states"}:
            doubts.append(Doubt("kinds-differ", row.cells.get("product", "") or row.cells.get("task", "")))
        return tuple(doubts)

    def _of_amounts(self, row: SourceRow, amounts: list[Quantity]) -> Needed:
        parts: list[DraftPart] = []
        doubts: list[Doubt] = []
        for amount in amounts:
            if amount.rough or (amount.of_each and len(amounts) > 1):
                doubts.append(Doubt("number-rough" if amount.rough else "number-of-each", amount.text))
            if amount.of_each and len(amounts) > 1:
                continue
            part, part_doubts = self._part_of(row, amount)
            if part not in parts:
                parts.append(part)
            doubts += part_doubts
        cycles = list(dict.fromkeys(amount.cycle for amount in amounts if amount.cycle))
        if len(cycles) > 1 or (cycles and len(parts) > 1 and not amounts[-1].cycle):  # "02 tin và 01 bài mỗi tháng"
            doubts.append(Doubt("numbers-cycles", ", ".join(amount.text for amount in amounts)))
        phrase = amounts[0].text
        per_owner = any(amount.each for amount in amounts)
        return Needed(tuple(parts), tuple(doubts), cycles[0] if cycles else None, phrase, per_unit=per_owner)

    def _part_of(self, row: SourceRow, amount: Quantity) -> tuple[DraftPart, list[Doubt]]:
        products = [product for product in amount.products if product.kind]
        doubts = []
        if amount.counts == "participants":
            products = [candidate for candidate in self._around(row) if candidate.kind == "conferences"] or [
                Product("conferences")
            ]
        elif not products or amount.counts in {"minutes", "channel"}:
            products, sure = self._vague(row, product_first=amount.counts == "channel")
            if not sure:
                doubts.append(Doubt("product-vague", amount.text))
        kind = _one_kind(products)
        if kind is None:
            doubts.append(Doubt("product-several", amount.text))
            kind = products[0].kind
        types = tuple(types_of(products, "posts" if kind == EITHER else kind))
        if "conference" in types:
            types = self._closer(row) or types
        counts = amount.counts if amount.counts != "time" or kind == "broadcasts" else ""
        if kind == "materials" and not counts and not any(product.vague for product in products):
            printed = bool({"leaflet", "handbook"} & set(types))
            counts = "quantity" if printed or amount.number >= MANY else ""
            if counts and not printed:
                doubts.append(Doubt("copies-or-works", amount.text))
        return DraftPart(kind, amount.number, amount.aim, types=types, counts=counts, at_most=amount.at_most), doubts

    def _closer(self, row: SourceRow) -> tuple[str, ...]:
        """Return the more precise type of a number of "hội nghị" elsewhere in the row: "Hội nghị tập huấn"."""
        types = {product.type for product in self._around(row) if product.kind == "conferences"} - {"conference", ""}
        return tuple(types) if len(types) == 1 else ()

    def _vague(self, row: SourceRow, *, product_first: bool) -> tuple[list[Product], bool]:
        """Return the products that a vague number ("nội dung", "sản phẩm", "lần") counts, and whether they are of one kind."""
        texts = [row.cells.get("task", ""), row.cells.get("product", ""), row.cells.get("target", ""), row.column]
        for text in [texts[1], *texts] if product_first else texts:
            products = _without_reports(self._words.find(text))
            if products:
                return products, _one_kind(products) is not None
        return [Product("posts")], False

    def _around(self, row: SourceRow) -> list[Product]:
        return self._words.find(row.text("product", "target", "task"))

    def _of_share(self, row: SourceRow, share: ShareAmount, amounts: list[Quantity]) -> Needed | None:
        """Return the needs of a percentage: of units that each do something, of documents that have something, or of a state."""
        if _BODIES.match(share.of) or self._names_owner(_body(share.of)):
            inside = [amount for amount in amounts if amount.start >= share.start]
            rest = self._of_amounts(row, inside) if inside else self._of_products(row, share.of, statement_first=True)
            doubts = (*rest.doubts, Doubt("share-limit", share.text)) if share.limit else rest.doubts
            if amounts and not inside:
                doubts = (*doubts, Doubt("numbers-differ", ", ".join(amount.text for amount in amounts)))
            return rest._replace(share_of=_body(share.of), share=share.percent, per_unit=True, doubts=doubts)
        if _PAPERS.match(share.of) and (has := _ATTACHED.search(share.of)):
            part = DraftPart("documents", percent=share.percent, types=("plan",), has=(has.group(),))
            return Needed((part,), (Doubt("share-of-papers", share.of),), phrase=f"{share.percent}% {share.of}")
        if amounts:
            return None
        products = [product for product in self._words.find(share.of) if product.kind == "states"]
        declared = self._words.share_of(share.of)
        certain = declared or (products and share.percent == 100)
        types = (declared,) if declared else tuple(types_of(products, "states"))
        return Needed(
            (DraftPart("states", percent=share.percent, types=types),),
            (Doubt("share-limit", share.text),) if share.limit else (),
            phrase=f"{share.percent}% {share.of}",
            notes=() if certain else (Doubt("share-of-things", share.of),),
        )

    def _of_products(self, row: SourceRow, statement: str, *, statement_first: bool = False) -> Needed:
        """Return the needs by the products in the product column, else in the target, where prose raises a doubt."""
        if columns := self._columns(statement):
            return Needed(tuple(DraftPart("states", types=(product.type,)) for product in columns))
        product = row.cells.get("product", "")
        for text in (statement, product) if statement_first else (product, statement):
            if products := self._words.find(text):
                needed = _from_list(products)
                prose = text == statement and not statement_first and len(statement.split()) > MAX_LIST
                return needed._replace(doubts=(*needed.doubts, Doubt("product-from-target", text))) if prose else needed
        if columns := self._columns(row.cells.get("task", "")):
            return Needed(tuple(DraftPart("states", types=(product.type,)) for product in columns))
        return self._from_task(row)

    def _columns(self, text: str) -> list[Product]:
        """Return the content columns that a text asks for: on web pages, on boards, or on both."""
        if not any(product.type == "web-column" for product in self._words.find(text)):
            return []
        return columns_of(text) or [Product("states", "web-column")]

    def _from_task(self, row: SourceRow) -> Needed:
        """Return the needs by the product after the verb of a task; products further on are only its subject."""
        task = folded(row.cells.get("task", ""))
        near = [product for product in self._words.find(task) if product.start <= NEAR]
        kinds = kinds_of(near)
        if not near:
            return Needed(doubts=(Doubt("product-missing"),))
        if len(kinds) == 1 and (_VERB.match(task) or near[0].start == 0):
            return _from_list(near)
        return _from_list(near[:1])._replace(doubts=(Doubt("product-from-task", row.wording[:NEAR]),))


def _statement(row: SourceRow) -> str:
    """Return the target and the number; a bare number gets its unit of measure."""
    number, measure = row.cells.get("number", ""), row.cells.get("measure", "")
    if re.fullmatch(r"\s*[≥>]?\s*[\d.]+(?:\s*-\s*\d+)?\s*", number):
        number = f"{number.strip()} {measure or _counted_by(row.column)}"
    return "\n".join(text for text in (row.cells.get("target", ""), number) if text.strip())


def _counted_by(heading: str) -> str:
    """Return the thing counted in the heading of a number column: "tin, bài/tháng" for "Số tin, bài/tháng"."""
    return re.sub(r"(?i)^.*?(?:số lượng|số)\s+", "", heading)


def _with_lengths(needed: Needed, text: str) -> Needed:
    """Return the needs with limits of length for videos and broadcasts; an unclear phrase becomes a note."""
    limits = length_in(text)
    watched = [part.kind in {"videos", "broadcasts"} for part in needed.parts]
    if not any(watched) or limits.asked:
        return needed._replace(notes=(*needed.notes, *(Doubt("duration", phrase) for phrase in limits.phrases)))
    limited = [part._replace(longer=limits.longer, shorter=limits.shorter) for part in needed.parts]
    parts = [
        limited_part if fits else part for part, limited_part, fits in zip(needed.parts, limited, watched, strict=True)
    ]
    return needed._replace(parts=tuple(parts))


def _one_kind(products: list[Product]) -> str | None:
    kinds = kinds_of(products)
    if len(kinds) == 1:
        return kinds[0]
    return EITHER if set(kinds) == _POSTED else None


def _without_reports(products: list[Product]) -> list[Product]:
    """Return the products without documents, unless there are only documents: a report on the work is no product."""
    others = [product for product in products if product.kind != "documents"]
    return others or products


def _body(text: str) -> str:
    """Return the body in a phrase: the text before its verb."""
    return re.split(
        r"\s+(?:có|thực hiện|ban hành|xây dựng|tổ chức|đăng|triển khai|được|tham gia|hoàn thành|duy trì|viết|phát)(?!\w)",
        text,
    )[0]


def _from_list(products: list[Product]) -> Needed:
    published = {"posts", "videos", "broadcasts", "materials"} & set(kinds_of(products))
    others = [product for product in products if not (published and product.type == "report")]
    kinds = kinds_of(others)
    if len(kinds) == 1 and kinds[0] == "documents":
        types = types_of(others, "documents") or [""]
        return Needed(tuple(DraftPart("documents", types=(type_,) if type_ else ()) for type_ in types))
    kind = _one_kind(others)
    if kind is not None:
        return Needed((DraftPart(kind, types=tuple(types_of(others, "posts" if kind == EITHER else kind))),))
    doubts = () if set(kinds) == {"documents", "conferences"} else (Doubt("product-several", ", ".join(kinds)),)
    return Needed(tuple(DraftPart(kind_, types=tuple(types_of(others, kind_))) for kind_ in kinds), doubts)
