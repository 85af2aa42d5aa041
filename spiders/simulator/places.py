"""Invented counties: names put together from rare syllables, so that no real government is named."""

from dataclasses import dataclass
from random import Random

from crawler.domain.unit import Level, Unit, UnitKind

_FIRST = "砚苇霁磬渌槿箬黛蓼杼萤岫绡榧瓯蘅缃枥翎鹇"
_SECOND = "汀圩麓湄埠隰畈浔堰坞澳畲垟塬峁圳碶塍岬沚"
_OFFICES = (
    "教育局", "民政局", "财政局", "水利局", "司法局", "文化和旅游局", "卫生健康局", "林业局", "自然资源局",
    "农业农村局", "交通运输局", "审计局", "统计局", "应急管理局", "市场监督管理局", "住房和城乡建设局", "医疗保障局",
    "发展和改革局", "生态环境局", "退役军人事务局",
)  # fmt: skip
_TOWNS = ("镇", "乡", "镇", "街道")
_MOST_PLACES = len(_FIRST) * len(_SECOND)
_STEP = 131


@dataclass(frozen=True, slots=True)
class County:
    """One invented county by its number; `code` is in a range that no division of the country has."""

    number: int
    seed: int

    @property
    def name(self) -> str:
        """Its name, which no other county of the same seed has.

        >>> County(0, 7).name != County(1, 7).name
        True
        """
        first, second = divmod((self.seed + self.number * _STEP) % _MOST_PLACES, len(_SECOND))
        again = self.number // _MOST_PLACES
        return f"{_FIRST[first]}{_SECOND[second]}{_FIRST[again - 1] if again else ''}县"

    @property
    def code(self) -> str:
        """Its division code."""
        return f"98{self.number:04d}"

    @property
    def government(self) -> Unit:
        """The county's government."""
        return Unit(
            self.code, f"{self.name}人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, "", division_code=self.code
        )

    def departments(self, random: Random, count: int) -> tuple[Unit, ...]:
        """Some of its departments."""
        chosen = sorted(random.sample(range(len(_OFFICES)), min(count, len(_OFFICES))))
        return tuple(
            Unit(
                f"{self.code}9{number:02d}",
                self.name + _OFFICES[number],
                UnitKind.DEPARTMENT,
                Level.COUNTY,
                self.code,
                "",
            )
            for number in chosen
        )

    def townships(self, random: Random, count: int) -> tuple[Unit, ...]:
        """Some of its towns, townships and subdistricts, with their local date."""
        names = random.sample([one + other for one in _FIRST for other in _SECOND], count)
        return tuple(self._township(number, name, random.choice(_TOWNS)) for number, name in enumerate(names, 1))

    def _township(self, number: int, name: str, kind: str) -> Unit:
        subdistrict = kind == "街道"
        return Unit(
            f"{self.code}1{number:02d}",
            f"{self.name}{name}{'街道办事处' if subdistrict else f'{kind}人民政府'}",
            UnitKind.SUBDISTRICT if subdistrict else UnitKind.TOWNSHIP,
            Level.TOWNSHIP,
            self.code,
            "",
            local_due=(1, 31),
        )
