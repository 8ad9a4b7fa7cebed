"""What the system says of files, in Vietnamese: by its English text, which is that of Python on every system."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.model.texts import Language

REASONS: Mapping[str, str] = {
    "No such file or directory": "không có tệp hoặc thư mục này",
    "Permission denied": "không có quyền truy cập",
    "Operation not permitted": "hệ thống không cho phép",
    "Is a directory": "đây là thư mục",
    "Not a directory": "đây không phải thư mục",
    "File exists": "tệp đã có",
    "File name too long": "tên tệp quá dài",
    "No space left on device": "hết dung lượng đĩa",
    "Disk quota exceeded": "vượt hạn mức dung lượng đĩa",
    "Read-only file system": "ổ đĩa chỉ cho phép đọc",
    "Input/output error": "lỗi đọc, ghi thiết bị",
    "Device or resource busy": "thiết bị hoặc tệp đang bận",
    "Too many levels of symbolic links": "liên kết vòng",
    "Too many open files": "có quá nhiều tệp đang mở",
    "Invalid argument": "tên hoặc tham số không hợp lệ",
    "Broken pipe": "chương trình nhận kết quả đã kết thúc",
    "Cannot allocate memory": "không đủ bộ nhớ",
}


def system_reason(text: str, language: Language) -> str:
    """Return what the system says in the language; unknown texts, such as those of Windows, stay as they are."""
    return REASONS.get(text, text) if language == "vi" else text
