"""Messages as they are put into the outbox, and a clock that is moved by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crawler.domain.clock import SHANGHAI
from crawler.domain.message import Attachment, Kind, Message, Outgoing, Plane, Told
from crawler.domain.wording import Language

WRITTEN = datetime(2025, 2, 10, 9, 0, tzinfo=SHANGHAI)
SUBJECT = "【逾期未公布】2024年政府信息公开工作年度报告（截至2025-02-10 09:00）"
UNITS = ("教育局", "水利局", "财政局")


def told(name: str, detail: str = "") -> Told:
    text = f"{name}（2024年）：逾期未公布。未监测到政府信息公开工作年度报告。"
    return Told(f"{name}/2024/PUB-01/1", text + detail, name, 2024, "PUB-01")


def body_with(items: tuple[Told, ...]) -> str:
    proof = "   证据：http://www.yunxi.gov.cn/zfxxgk/nb/ （2025-02-09 02:10采集）栏目已查完"
    lines = [f"{number}. {item.text}\n{proof}" for number, item in enumerate(items, 1)]
    return "\n".join(
        ("云溪县人民政府办公室：", "", "一、未按时公布", *lines, "", "监测结果由系统自动采集，请在发文前人工复核。")
    )


def message(**changes: Any) -> Message:
    items = tuple(told(name) for name in UNITS)
    fields: dict[str, Any] = {
        "recipient": "yunxi-office",
        "channel": "mail",
        "plane": Plane.OFFICES,
        "kind": Kind.NOTICE,
        "language": Language.CHINESE,
        "subject": SUBJECT,
        "body": body_with(items),
        "told": items,
        "record": {"missing": 3, "total": 40},
        "link": "https://gongkai.yunxi.gov.cn/areas/yunxi",
    }
    return Message(**fields | changes)


def outgoing(attempt: int = 1, **changes: Any) -> Outgoing:
    return Outgoing("5f1c0e7a", message(**changes), WRITTEN, attempt)


def attachment(name: str = "问题清单.xlsx", content: bytes = b"PK\x03\x04 sheet") -> Attachment:
    return Attachment(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content)


@dataclass
class Hand:
    """A clock that is moved by hand."""

    now: datetime = WRITTEN

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
