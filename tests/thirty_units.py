"""An invented organisation of thirty units and twenty quotas, with logs of a year: what an official report must hold."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

UNITS = 30
OFFICES = {"VP": "Văn phòng Sở", "TCCB": "Phòng Tổ chức cán bộ", "NVY": "Phòng Nghiệp vụ Y"}
CHANNELS = {"web": "Trang thông tin điện tử", "zalo": "Zalo", "fanpage": "Fanpage", "youtube": "YouTube"}
TAGS = {
    "cchc": "Cải cách hành chính",
    "ke-hoach": "Kế hoạch",
    "bao-cao": "Báo cáo",
    "mot-cua": "Một cửa",
    "chuyen-doi-so": "Chuyển đổi số",
    "tai-chinh": "Tài chính công",
}
# Title, who owes it, what is needed, when.
QUOTAS = (
    ("Kế hoạch của từng đơn vị", "each DV", "{documents: 1, type: plan, tags: ke-hoach}", "by: 2026-03-31"),
    ("Tin, bài hằng tháng trên trang của đơn vị", "each DV", "{posts: 2, via: [web, fanpage]}", "every: month"),
    ("Tin, bài hằng tháng trên Zalo", "each DV", "{posts: 1, via: zalo}", "every: month"),
    ("Tin, bài về chuyển đổi số", "each DV", "{posts: 1, tags: chuyen-doi-so}", "every: month"),
    ("Tin, bài về bộ phận một cửa", "each DV", "{posts: 1, tags: mot-cua}", "every: month"),
    ("Video hằng quý của từng đơn vị", "each DV", "{videos: 1}", "every: quarter"),
    ("Hội nghị, cuộc họp có nội dung cải cách hành chính", "each DV", "{conferences: 1, tags: cchc}", "every: quarter"),
    ("Báo cáo quý của từng đơn vị", "each DV", "{documents: 1, type: report}", "every: quarter, due: {by: 25}"),
    ("Tin, bài về tài chính công", "each DV", "{posts: 1, tags: tai-chinh}", "every: quarter"),
    ("Pano, áp phích tại nơi tiếp nhận hồ sơ", "each DV", "{materials: 1, type: [pano, poster]}", "by: 2026-09-15"),
    ("Tờ rơi hướng dẫn thủ tục hành chính", "each DV", "{materials: 1, type: leaflet}", "by: 2026-08-31"),
    ("Tập huấn của từng đơn vị", "each DV", "{conferences: 1, type: training, tags: cchc}", "by: 2026-12-15"),
    ("Kế hoạch tuyên truyền của Sở", "TCCB", "{documents: 1, type: plan, tags: ke-hoach}", "by: 2026-01-31"),
    ("Tin, bài trên trang của Sở", "VP", "{posts: 4, via: web}", "every: month"),
    ("Tin, bài của Sở trên Zalo", "VP", "{posts: 2, via: zalo}", "every: month"),
    ("Video của Sở", "VP", "{videos: 1, via: youtube}", "every: quarter"),
    ("Đối thoại với tổ chức, cá nhân", "NVY", "{conferences: 1, type: dialogue, tags: cchc}", "every: half-year"),
    ("Báo cáo quý của Sở", "TCCB", "{documents: 1, type: report}", "every: quarter, due: {by: 28}"),
    ("Hội thi tìm hiểu cải cách hành chính", "TCCB", "{conferences: 1, type: contest, tags: cchc}", "by: 2026-11-30"),
    ("Chuyên đề phối hợp của các phòng", "jointly [VP, TCCB, NVY]", "{posts: 1, via: fanpage}", "every: quarter"),
)


def build_workspace(folder: Path) -> Path:
    """Write the workspace into a folder, and return it."""
    plans, logs = folder / "plans" / "mau", folder / "evidence" / "mau"
    plans.mkdir(parents=True)
    logs.mkdir(parents=True)
    codes = [f"DV{number:02d}" for number in range(1, UNITS + 1)]
    lines = ["organisation: mau", "name: Sở Y tế Mẫu", "sample: true", "units:"]
    lines += [f"  {code}: {{name: {name}}}" for code, name in OFFICES.items()]
    lines += [f"  {code}: {{name: Trung tâm Y tế khu vực Mẫu {code[2:]}}}" for code in codes]
    lines += ["groups:", f"  DV: {{name: Các đơn vị trực thuộc, units: [{', '.join(codes)}]}}", "channels:"]
    lines += [f"  {code}: {{name: {name}}}" for code, name in CHANNELS.items()]
    lines += ["tags:", *(f"  {code}: {{name: {name}}}" for code, name in TAGS.items())]
    (plans / "organisation.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (plans / "mau-2026.yaml").write_text("\n".join(_plan()) + "\n", encoding="utf-8")
    for kind, (columns, rows) in _logs(codes).items():
        with (logs / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([columns, *rows])
    return folder


def _plan() -> list[str]:
    lines = ["plan: mau-2026", "title: Kế hoạch tuyên truyền cải cách hành chính năm 2026", "number: 12/KH-SYT"]
    lines += ["issued: 2026-01-15", "year: 2026", "defaults: {tags: cchc}", "quotas:"]
    for number, (title, owes, needs, timing) in enumerate(QUOTAS, 1):
        lines += [f"  Q{number:02d}:", f"    title: {title}", f"    clause: Phụ lục, mục {number}"]
        jointly = owes.startswith("jointly")
        lines += [f"    owes: {{{owes.replace(' ', ': ', 1)}}}" if jointly else f"    owes: {owes}"]
        lines += [f"    needs: {needs}", *(f"    {word}" for word in timing.split(", "))]
    return lines


Log = tuple[list[str], list[list[str]]]


def _logs(codes: list[str]) -> dict[str, Log]:
    """Every unit does less than the one before it: unit N lacks what is divisible by its number."""
    posts: list[list[str]] = []
    videos: list[list[str]] = []
    documents: list[list[str]] = []
    materials: list[list[str]] = []
    for place, unit in enumerate(codes, 1):
        for month in range(1, 10):
            for number in range(4 if (place + month) % 3 else 2):
                day = date(2026, month, 2) + timedelta(days=4 * number + place % 5)
                channel = ("web", "zalo", "fanpage", "web")[number]
                tag = ("mot-cua", "chuyen-doi-so", "tai-chinh", "cchc")[(number + month) % 4]
                title = f"Bài {number + 1} tháng {month} của {unit}"
                posts.append([str(day), unit, title, channel, f"https://{unit.lower()}.example/{month}-{number}", tag])
        for quarter in range(1, 4):
            if (place + quarter) % 4:
                last = date(2026, 3 * quarter, 20)
                videos.append([str(last), unit, f"Video quý {quarter} của {unit}", "youtube", "cchc"])
                documents.append([str(last), unit, "report", f"Báo cáo quý {quarter}", f"2026-Q{quarter}", "bao-cao"])
        if place % 5:
            documents.append(["2026-03-10", unit, "plan", f"Kế hoạch của {unit}", "", "ke-hoach"])
            materials.append(["2026-08-05", unit, "leaflet", f"Tờ rơi của {unit}"])
    return {
        "posts": (["date", "unit", "title", "channel", "url", "tags"], posts),
        "videos": (["date", "unit", "title", "channel", "tags"], videos),
        "documents": (["date", "unit", "type", "title", "period", "tags"], documents),
        "materials": (["date", "unit", "type", "title"], materials),
    }
