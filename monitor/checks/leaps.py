"""Sudden changes from one year to the next: an amount in the wrong unit, a leap in the applications."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import figure, number
from monitor.checks.rules import Limits
from monitor.checks.scope import ON_FORM_2021
from monitor.checks.tables import is_positive
from monitor.checks.trust import trusted
from monitor.checks.two_years import TwoYears, two_years

_FEES = Address("proactive", "fees", "amount_wan")
_NEW = Address("requests", "new_received", "total")
_PRINTED_UNIT = "万元"


@dossier_check(
    "T2N-04",
    Severity.MEDIUM,
    Text("行政事业性收费金额以万元计", "fees collected are given in 万元"),
    scope=ON_FORM_2021,
    limits={"least": "5000", "most": "20000"},
)
def fees_are_in_the_unit_of_the_form(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """The column asks for 万元: a cell that prints 元, or some ten thousand times last year's amount, may mean 元.

    Newly transferred fees may explain a leap, so that a person has to look.

    Basis: 「本年收费金额（单位：万元）」 in 国办公开办函〔2021〕30号.
    Applies to: every kind of unit; form_2021.

    Passes:
        last year: proactive.fees.amount_wan = 653.3
        proactive.fees.amount_wan = 701.25
    Fails (WARN):
        last year: proactive.fees.amount_wan = 653.3
        proactive.fees.amount_wan = 7012500
    Fails (UNDETERMINED):
        last year: proactive.fees.amount_wan = 653.3
        proactive.fees.amount_wan = 7012500
        unsure: proactive.fees.amount_wan
    """
    read = trusted(dossier.extraction)
    amount = None if read is None else read.report.cells.get(_FEES)
    if amount is None:
        yield not_applicable("未读到行政事业性收费金额", "no amount of fees was read")
        return
    if amount.unit is not None and amount.unit != _PRINTED_UNIT:
        yield _other_unit(amount)
        return
    pair = two_years(dossier)
    yield pair if isinstance(pair, Discrepancy) else _unit_slip(pair, amount, limits)


@dossier_check(
    "T3-09",
    Severity.LOW,
    Text("本年新收申请数与上年相比无突变", "applications do not leap from one year to the next"),
    limits={"most": "5", "least": "0.2", "base": "20"},
)
def applications_do_not_leap(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """More than five times, or less than a fifth, of last year's applications is worth a look; small figures are not.

    Basis: experience; no rule says how many applications there should be.
    Applies to: every kind of unit.

    Passes:
        last year: requests.new_received.total = 40
        requests.new_received.total = 180
    Passes:
        last year: requests.new_received.total = 1
        requests.new_received.total = 19
    Fails (WARN):
        last year: requests.new_received.total = 40
        requests.new_received.total = 201
    Fails (UNDETERMINED):
        last year: requests.new_received.total = 40
        last year: unsure: requests.new_received.total
        requests.new_received.total = 201
    """
    pair = two_years(dossier)
    if isinstance(pair, Discrepancy):
        yield pair
        return
    now, before = pair.now.cells.get(_NEW), pair.before.cells.get(_NEW)
    if now is None or before is None or now.value is None or before.value is None:
        yield not_applicable("两个年度之一未印出本年新收总计", "one of the two years prints no figure there")
        return
    leaps = min(now.value, before.value) >= limits["base"] and not _within(now.value, before.value, limits)
    seen = Text(
        f"表三本年新收总计{figure(now).zh}，上年{figure(before).zh}",
        f"table 3, newly received: {figure(now).en}; last year {figure(before).en}",
    )
    end = f"，为上年的{_times(now.value, before.value)}倍，请核实" if leaps else ""
    yield Discrepancy(_doubtful(now, before) if leaps else Outcome.PASS, Text(seen.zh + end, seen.en), (_NEW,))


def _other_unit(amount: Cell) -> Discrepancy:
    return Discrepancy(
        Outcome.WARN if amount.certain else Outcome.UNDETERMINED,
        Text(
            f"表二行政事业性收费填“{amount.raw}”，表头单位为万元，疑似单位不一致，请核实",
            f"table 2, fees: {amount.raw!r}, in a column of 万元",
        ),
        (_FEES,),
        quotes=(amount.raw,),
    )


def _unit_slip(pair: TwoYears, now: Cell, limits: Limits) -> Discrepancy:
    before = pair.before.cells.get(_FEES)
    if pair.block("proactive.8", "form_2021", "form_2021") is None or before is None:
        return not_applicable("上年度未印出同一口径的收费金额", "last year's report prints no such amount")
    seen = Text(
        f"表二行政事业性收费本年{figure(now).zh}万元，上年{figure(before).zh}万元",
        f"table 2, fees: {figure(now).en} 万元; last year {figure(before).en} 万元",
    )
    if not is_positive(now) or not is_positive(before) or not _is_slip(now, before, limits):
        return Discrepancy(Outcome.PASS, seen, (_FEES,))
    message = Text(f"{seen.zh}，相差约一万倍，疑似元与万元混用，请核实", f"{seen.en}: perhaps 元 for 万元")
    return Discrepancy(_doubtful(now, before), message, (_FEES,))


def _is_slip(now: Cell, before: Cell, limits: Limits) -> bool:
    low, high = sorted((now.value or Decimal(0), before.value or Decimal(0)))
    return limits["least"] <= high / low <= limits["most"]


def _within(now: Decimal, before: Decimal, limits: Limits) -> bool:
    return limits["least"] * before <= now <= limits["most"] * before


def _doubtful(*cells: Cell) -> Outcome:
    return Outcome.WARN if all(cell.certain for cell in cells) else Outcome.UNDETERMINED


def _times(now: Decimal, before: Decimal) -> str:
    return number((now / before).quantize(Decimal("0.01"))).zh
