"""Puts a made-up report together: its title, preface, headings, dates and signature around its text and figures."""

from datetime import date, timedelta
from random import Random

from crawler.domain.report import Address, Cell, Dates
from crawler.domain.unit import Unit, UnitKind
from crawler.forms import Form
from monitor.examples.sound import Draft
from tests.planting.blemishes import number
from tests.planting.figures import Figures
from tests.planting.telling import Facts, texts

_TITLES = ("{unit}{year}年政府信息公开工作年度报告", "{year}年{unit}政府信息公开工作年度报告")
_PREFACES = (
    "根据《中华人民共和国政府信息公开条例》规定，现向社会公布{unit}{year}年政府信息公开工作年度报告。"
    "统计期限自{year}年1月1日起至{year}年12月31日止。",
    "按照《条例》第五十条要求，编制本报告。全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成，"
    "所列数据统计期限为{year}年1月1日至{year}年12月31日。",
    "现将{year}年政府信息公开工作情况报告如下。数据期限为{year}年1月1日至{year}年12月31日，"
    "电子版可在www.yunxi.gov.cn下载，联系电话0538-6210000。",
)
_AREA = "本报告统计数据汇总了各部门、各乡镇和街道的情况。"
_HEADINGS = {
    "s1_overview": ("一、总体情况", "一、政府信息公开工作总体情况"),
    "s2_proactive": ("二、主动公开政府信息情况", "二、主动公开政府信息的情况"),
    "s4_disputes": ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议和行政诉讼情况"),
    "s5_problems": ("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
}
_DEPARTMENTS_DUE, _GOVERNMENTS_DUE = 30, 89


def written(random: Random, unit: Unit, form: Form, year: int, figures: Figures) -> Draft:
    """The report of a unit on a year."""
    dates = _dates(random, unit, year)
    area = _AREA if unit.kind is UnitKind.GOVERNMENT and random.random() < 0.5 else ""
    facts: dict[str, object] = {
        "title": random.choice(_TITLES).format(unit=unit.name, year=year),
        "preface": random.choice(_PREFACES).format(unit=unit.name, year=year) + area,
        "dates": dates,
        "signature": None if dates.signed is None else _signature(random, unit),
    }
    return Draft(
        form.key,
        year,
        unit.name,
        unit.kind,
        unit.level,
        cells=_cells(form, figures),
        headings={key: random.choice(headings) for key, headings in _HEADINGS.items()},
        texts=dict(texts(random, Facts(unit.name, unit.kind, unit.level, form, year, figures))),
        facts=facts,
    )


def _signature(random: Random, unit: Unit) -> str:
    """The body itself, or its office."""
    return unit.name if unit.kind is UnitKind.OFFICE else random.choice((unit.name, f"{unit.name}办公室"))


def _cells(form: Form, figures: Figures) -> dict[Address, Cell | None]:
    return {address: number(figures[address]) for address in form.addresses()}


def _dates(random: Random, unit: Unit, year: int) -> Dates:
    """A day within the term; some sign it before, some leave the day to the page."""
    days = _GOVERNMENTS_DUE if unit.kind is UnitKind.GOVERNMENT else _DEPARTMENTS_DUE
    page = date(year + 1, 1, 1) + timedelta(days=random.randint(5, days - 1))
    signed = random.choice((None, page, page - timedelta(days=random.randint(1, 4))))
    return Dates(page=page, signed=signed, url=random.choice((None, page)))
