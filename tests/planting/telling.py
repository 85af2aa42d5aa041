"""The narrative of a made-up report: its sections, with figures that are those of its tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from crawler.domain.report import Address
from crawler.domain.unit import Level, UnitKind
from crawler.forms import Form
from tests.planting.asides import IN_OTHER, IN_OVERVIEW, IN_PROBLEMS, asides, called, of_itself
from tests.planting.figures import GROUPS, Figures, results_of
from tests.planting.sentences import plan, problem, work, works

_ORDER = "一二三四五六七八九"
_GROUPS = (
    ("予以公开", "granted"),
    ("部分公开", "partial"),
    ("不予公开", "denied_"),
    ("无法提供", "unable_"),
    ("不予处理", "not_processed_"),
)

_ENDINGS = (("结果维持", "upheld"), ("结果纠正", "corrected"), ("其他结果", "other"), ("尚未审结", "pending"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a narrative is about."""

    unit_name: str
    kind: UnitKind
    level: Level
    form: Form
    year: int
    figures: Figures

    def total(self, *rows: str) -> int:
        """What rows of table 3 have in all."""
        return int(sum(self.figures[Address("requests", row, "total")] for row in rows))

    def cases(self, *groups: str) -> int:
        """What groups of table 4 have in all."""
        return int(sum(self.figures[Address("disputes", group, "total")] for group in groups))


def texts(random: Random, facts: Facts, applications: str | None = None, disputes: str | None = None) -> dict[str, str]:
    """The six sections by key; `applications` and `disputes` replace what the text says of them."""
    disputes = _disputes(random, facts) if disputes is None else disputes
    in_overview = random.random() < 0.3
    said = _applications(random, facts) if applications is None else applications
    return {
        "s1_overview": _overview(random, facts, f"{said}{disputes if in_overview else ''}"),
        "s2_proactive": random.choice(("", _documents(random, facts))),
        "s3_requests": "",
        "s4_disputes": "" if in_overview else disputes,
        "s5_problems": f"{_problems(random)}{asides(random, IN_PROBLEMS, 2, facts.year)}",
        "s6_other": f"{_other(random, facts)}{asides(random, IN_OTHER, 1, facts.year)}",
    }


def _overview(random: Random, facts: Facts, requests: str) -> str:
    parts: tuple[tuple[str, str], ...] = (
        ("主动公开", f"{works(random, 2, 4)}{_documents(random, facts)}{_published(random, facts)}"),
        ("依申请公开", f"{requests}{works(random, 0, 2)}"),
        ("政府信息管理", works(random, 2, 3)),
        ("政府信息公开平台建设", works(random, 2, 3)),
        ("监督保障", f"{_oversight(random)}{works(random, 1, 2)}"),
    )
    body = called(facts.kind, facts.level, facts.unit_name)
    own = random.choice(("", *of_itself(random, body)))
    parts = tuple((name, f"{text}{asides(random, IN_OVERVIEW, 2, facts.year)}") for name, text in parts)
    style = random.choice((_numbered, _counted, _running))
    return own + "\n".join(style(place, name, text) for place, (name, text) in enumerate(parts))


def _numbered(place: int, name: str, text: str) -> str:
    return f"（{_ORDER[place]}）{name}。{text}"


def _counted(place: int, name: str, text: str) -> str:
    return f"{place + 1}.{name}情况：{text}"


def _running(place: int, name: str, text: str) -> str:
    return f"{'在' if place % 2 else '做好'}{name}方面的工作，{text}"


def _documents(random: Random, facts: Facts) -> str:
    if facts.form.key == "form_2019":
        return ""
    made, valid = (int(facts.figures[Address("proactive", "normative_documents", key)]) for key in ("made", "valid"))
    said = [""]
    if made:
        said.append(f"{facts.year}年制发行政规范性文件{made}件。")
        said.append(f"全年共制定行政规范性文件{made}件，现行有效{valid}件。")
    if valid:
        said.append(f"现行有效行政规范性文件{valid}件。")
    return random.choice(said)


def _published(random: Random, facts: Facts) -> str:
    """Figures that no table has, and that agree with one another."""
    first, second, third = (random.randint(2, 900) for _ in range(3))
    total, before = first + second, random.randint(100, 900)
    return random.choice(
        (
            "",
            f"全年主动公开政府信息{total}条，其中工作动态类信息{first}条、财政类信息{second}条。",
            f"主动公开政府信息{total + third}条，其中政策文件{first}条、公告{second}条、其他{third}条。",
            f"门户网站发布信息{before * 5 // 4 // 5 * 5}条，公众号推送{first}条，阅读量{first * 300}次。",
            f"公开信息{before}条，较{facts.year - 1}年{before * 2}条下降50%。",
            f"受理县长信箱{before * 4}件，办复{before * 3}件，办结率为75%。",
            f"召开新闻发布会{third % 9 + 2}场，办理人大建议和政协提案{second}件，热线来电{third}件均已转办。",
        )
    )


def _applications(random: Random, facts: Facts) -> str:
    new, carried, out = (facts.total(row) for row in ("new_received", "carried_in", "carried_out"))
    handled, year = facts.total("total_handled"), facts.year
    if new + carried == 0:
        return random.choice(
            (
                f"{year}年未收到政府信息公开申请。",
                "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请。",
                f"{year}年1月1日至12月31日，未收到政府信息公开申请，无结转。",
                f"{year}年共收到政府信息公开申请0件。",
                "全年未收到任何形式的政府信息公开申请，也无上年结转的申请。",
            )
        )
    before = f"，上年结转{carried}件" if carried else ""
    after = f"，结转下年度继续办理{out}件" if out else ""
    area = {"省": "全省", "市": "全市", "区": "全区", "县": "全县"}.get(facts.unit_name[2:3], "全县")
    whole = area if facts.kind is UnitKind.GOVERNMENT else "本机关"
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"{year}年，{whole}共收到政府信息公开申请{new}件{before}，其中自然人申请较多，均已依法处理。",
        lambda: f"{whole}共答复政府信息公开申请{handled}件，全年共收到政府信息公开申请{new}件{before}{after}。",
        lambda: f"收到申请{new}件，其中当面申请{new // 3}件、网络申请{new - new // 3}件，涉及土地、规划等内容。",
        lambda: f"{year}年收到政府信息公开申请{new}件{before}，已答复{handled}件{after}。",
        lambda: f"全年共收到政府信息公开申请{new}件{before}，办结{handled}件{after}。",
        lambda: f"本年度新收政府信息公开申请{new}件{before}。{_outcomes(facts)}",
        lambda: f"共受理政府信息公开申请{new + carried}件（含上年结转{carried}件），已办结{handled}件{after}。",
        lambda: f"收到依申请公开政府信息申请{new}件{before}{after}，均在法定期限内办理。",
    )
    return random.choice(forms)()


def _outcomes(facts: Facts) -> str:
    handled = facts.total("total_handled")
    if not handled:
        return ""
    results = results_of(facts.form)
    counted = [(name, facts.total(*(key for key in results if key.startswith(prefix)))) for name, prefix in _GROUPS]
    counted.append(("其他处理", facts.total(*(key for key in results if key.startswith("other")))))
    listed = "，".join(f"{name}{count}件" for name, count in counted if count)
    return f"办结{handled}件，其中{listed}。"


def _disputes(random: Random, facts: Facts) -> str:
    reviews, lawsuits = facts.cases("review"), facts.cases(*GROUPS[1:])
    if not reviews + lawsuits:
        return random.choice(
            (
                "未发生因政府信息公开引起的行政复议和行政诉讼。",
                f"{facts.year}年，没有因政府信息公开被申请行政复议、提起行政诉讼。",
                "本年度无政府信息公开行政复议、行政诉讼案件。",
                "因政府信息公开引起的行政复议0件，行政诉讼0件。",
                f"{facts.year}年政府信息公开行政复议和行政诉讼均为零。",
                "我单位未因政府信息公开工作被申请行政复议，也未被提起行政诉讼。",
            )
        )
    first = random.choice(_reviews(facts)) if reviews else "未发生政府信息公开行政复议"
    second = f"行政诉讼{lawsuits}件" if lawsuits else "未发生政府信息公开行政诉讼"
    return random.choice((f"{first}；{second}。", f"{facts.year}年{first}，{second}。"))


def _reviews(facts: Facts) -> tuple[str, ...]:
    """How many reviews there were, alone or with how they ended."""
    reviews = facts.cases("review")
    ended = [(name, int(facts.figures[Address("disputes", "review", key)])) for name, key in _ENDINGS]
    listed = "、".join(f"{name}{count}件" for name, count in ended if count)
    return (
        f"因政府信息公开引起行政复议{reviews}件",
        f"因政府信息公开被申请行政复议{reviews}件，其中{listed}",
        f"发生政府信息公开行政复议案件{reviews}件（{listed}）",
    )


def _oversight(random: Random) -> str:
    check = random.choice(("工作考核结果已通报", "年度考评按百分制打分", "考核与评先挂钩"))
    society = random.choice(("社会评议满意度较高", "委托第三方评估", "开展社会评议并逐条整改"))
    blame = random.choice(("无责任追究情形", "未发生责任追究", "全年没有问责情况"))
    return f"{check}，{society}，{blame}。"


def _problems(random: Random) -> str:
    faults, plans = random.randint(3, 4), random.randint(3, 5)
    first = "；".join(f"{_ORDER[place]}是{problem(random)}" for place in range(faults))
    then = "；".join(f"{_ORDER[place]}是{plan(random)}" for place in range(plans))
    heading = random.choice(("存在的问题：", f"主要有以下{_ORDER[faults - 1]}方面问题：", "对照要求仍有不足，"))
    ahead = random.choice(("下一步：", "改进情况：", f"为此做好以下{_ORDER[plans - 1]}方面工作："))
    return f"{heading}{first}。\n{ahead}{then}。{''.join(_closing(random))}"


def _closing(random: Random) -> Iterator[str]:
    yield from (work(random) for _ in range(random.randint(1, 3)))


def _other(random: Random, facts: Facts) -> str:
    if facts.form.key == "form_2019":
        return random.choice(("无。", "没有其他需要报告的事项。", "无其他需要报告的事项。"))
    said = ["本年度未收取信息处理费，没有其他需要报告的事项。", "未发出收费通知，未收取政府信息公开信息处理费。"]
    if facts.total("new_received") > 3:
        said.append(f"依法收取信息处理费{random.randint(1, 30) * 100}元。")
    return random.choice(said)
