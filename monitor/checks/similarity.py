"""SIM: sections 1 and 5 are the unit's own words on this year, not those of last year's report or of another unit.

The likenesses are found beforehand (`monitor.likeness`), on texts without figures, dates, names, punctuation, phrases
of the law and sentences that many units print. Who wrote first is not known, and nothing here says so.
"""

from collections.abc import Iterator, Sequence

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.likeness import Likeness
from crawler.domain.normalise import squeeze
from crawler.domain.wording import Text
from crawler.forms import outline
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.left_over_names import named_as_another
from monitor.checks.rules import Limits

_MASKED = Text("剔除数字、日期、单位名称和通用表述后", "figures, dates, names and common phrases left out")
_NO_TEXT = not_applicable("未读到可比对的文字", "there is no text to compare")
_NAMED_AT_MOST = 3
_LIMITS = {"warn": "0.5", "fail": "0.8", "characters": "200"}


@dossier_check("SIM-01", Severity.MEDIUM, Text("正文与上年报告不雷同", "the text is not last year's"), limits=_LIMITS)
def not_last_years_text(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """A section of which half stands in last year's report as well needs a look; four fifths are decided.

    Compared are runs of five characters of the shorter text, once figures, dates, names and common phrases are left
    out, and only where 200 characters remain on either side. The passages are quoted.

    Basis: 国办公开办函〔2021〕30号 「内容雷同、敷衍塞责」; the share of 50 % is that of published indicators.
    Applies to: every kind of unit.

    Passes:
        like: s1_overview 0.45 last year
    Passes (NOT_APPLICABLE):
        s1_overview: none
        s5_problems: none
    Fails (WARN):
        like: s1_overview 0.50 last year
    Fails:
        like: s5_problems 0.85 last year
    """
    own = [like for like in dossier.likenesses if _is_own(dossier, like)]
    yield from _judged(dossier, own, limits, Text("上年报告", "last year's report"), folded_under="SIM-03")


@dossier_check(
    "SIM-02", Severity.MEDIUM, Text("正文与其他单位不雷同", "the text is not that of another unit"), limits=_LIMITS
)
def not_another_units_text(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """The same between units of one parent, on one year; sentences that more than 30 % of them print do not count.

    The two are alike and each is told so: which of them wrote first is not known. That a report is called by the
    name of another unit needs a look, too.

    Basis: 国办公开办函〔2021〕30号 「内容雷同、敷衍塞责」; the share of 50 % is that of published indicators.
    Applies to: every kind of unit.

    Passes:
        like: s1_overview 0.45 云溪县民政局
    Passes:
        beside: 云溪县教育局
        add to s1_overview: 与云溪县教育局联合开展培训。
    Fails (WARN):
        like: s1_overview 0.50 云溪县民政局
    Fails (WARN):
        beside: 云溪县教育局
        add to s1_overview: 现公布云溪县教育局2023年政府信息公开工作年度报告。
    Fails:
        like: s5_problems 0.85 云溪县民政局
    """
    others = [like for like in dossier.likenesses if not _is_own(dossier, like)]
    yield from _judged(dossier, others, limits, None)
    yield from named_as_another(dossier)


@dossier_check(
    "SIM-03",
    Severity.MEDIUM,
    Text("存在的问题和改进情况不照抄上年", "problems and improvements are those of this year"),
    limits={"characters": "100"},
)
def problems_are_of_this_year(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """Section 5 tells this year's problems, and not word for word last year's but for figures and names.

    Basis: 条例 art. 50(1)(4); 国办公开办函〔2021〕30号 「内容雷同、敷衍塞责」.
    Applies to: every kind of unit.

    Passes:
        like: s5_problems 0.97 last year
    Fails:
        like: s5_problems 1.00 last year
    """
    text = _text(dossier, "s5_problems")
    if not text:
        yield _NO_TEXT
        return
    same = next((like for like in dossier.likenesses if _copies_problems(dossier, like, limits)), None)
    if same is None:
        yield Discrepancy(Outcome.PASS, Text("第五部分未见与上年完全相同", "section 5 is not last year's"))
        return
    yield Discrepancy(
        Outcome.FAIL,
        Text(
            f"{_section('s5_problems').zh}{_MASKED.zh}与上年报告完全相同（{same.characters}字），请核实",
            f"{_section('s5_problems').en} is word for word last year's ({_MASKED.en}; {same.characters} characters)",
        ),
        quotes=same.passages,
    )


@dossier_check(
    "SIM-04", Severity.INFO, Text("不是只改数字", "not only the figures were changed"), limits={"share": "0.9"}
)
def not_only_figures_change(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """A text that is nearly all another one, with other figures in it, is told beside the likeness itself.

    Basis: 国办公开办函〔2021〕30号 「内容雷同、敷衍塞责」.
    Applies to: every kind of unit.

    Passes:
        like: s1_overview 0.95 last year
    Passes:
        like: s1_overview 0.85 last year with other figures
    Fails (INFO):
        like: s1_overview 0.95 last year with other figures
    """
    if not _has_text(dossier):
        yield _NO_TEXT
        return
    alike = [
        like for like in dossier.likenesses if like.same_but_figures and like.containment >= float(limits["share"])
    ]
    if not alike:
        yield Discrepancy(Outcome.PASS, Text("未见只改数字的情形", "no text with other figures alone"))
    for like in alike:
        own = _is_own(dossier, like)
        section, whose = _section(like.section), Text("上年报告", "last year's") if own else _named(like)
        yield Discrepancy(
            Outcome.INFO,
            Text(
                f"{section.zh}与{whose.zh}的文字重复率{like.containment:.0%}，数字不同，疑似只改数字，请核实",
                f"{section.en} is {like.containment:.0%} the same as {whose.en}, with other figures",
            ),
            root="SIM-01" if own else "SIM-02",
            quotes=like.passages,
        )


def _judged(
    dossier: Dossier, likes: Sequence[Likeness], limits: Limits, whose: Text | None, folded_under: str | None = None
) -> Iterator[Discrepancy]:
    """One outcome for each section that was likened to others; the text most like it decides."""
    if not _has_text(dossier):
        yield _NO_TEXT
        return
    alike = [like for like in likes if like.characters >= limits["characters"] and like.containment >= limits["warn"]]
    if not alike:
        yield Discrepancy(Outcome.PASS, Text("未监测到达到限值的雷同", "no likeness reaches the limit"))
    for key in dict.fromkeys(like.section for like in alike):
        here = sorted(
            (like for like in alike if like.section == key), key=lambda like: (-like.containment, like.unit_id)
        )
        decided = here[0].containment >= limits["fail"] and bool(here[0].passages)
        names = _listed(here) if whose is None else whose
        yield Discrepancy(
            Outcome.FAIL if decided else Outcome.WARN,
            _alike(dossier, here, names),
            root=folded_under if here[0].identical and key == "s5_problems" else None,
            quotes=here[0].passages,
        )


def _alike(dossier: Dossier, likes: Sequence[Likeness], names: Text) -> Text:
    best, own = likes[0], _is_own(dossier, likes[0])
    section, share = _section(best.section), f"{best.containment:.0%}"
    named = not own and squeeze(best.unit_name) in squeeze(_text(dossier, best.section))
    also = Text(f"，文中另见“{best.unit_name}”字样", f"; it names {best.unit_name}") if named else Text("", "")
    word = "雷同" if own else "相互雷同"
    return Text(
        f"{section.zh}{_MASKED.zh}与{names.zh}疑似{word}（重复率{share}）{also.zh}，请核实",
        f"{section.en} is {share} the same as {names.en} ({_MASKED.en}){also.en}",
    )


def _is_own(dossier: Dossier, like: Likeness) -> bool:
    return dossier.year is not None and like.report_year == dossier.year - 1


def _copies_problems(dossier: Dossier, like: Likeness, limits: Limits) -> bool:
    long_enough = like.characters >= limits["characters"] and bool(like.passages)
    return like.section == "s5_problems" and like.identical and long_enough and _is_own(dossier, like)


def _listed(likes: Sequence[Likeness]) -> Text:
    """The units most like it, and how many more there are."""
    names = [like.unit_name for like in likes[:_NAMED_AT_MOST]]
    more = len(likes) - len(names)
    return Text(
        "、".join(names) + (f"等{len(likes)}个单位" if more else ""),
        ", ".join(names) + (f" and {more} more" if more else ""),
    )


def _named(like: Likeness) -> Text:
    return Text(like.unit_name, like.unit_name)


def _section(key: str) -> Text:
    one = next(section for section in outline() if section.key == key)
    return Text(f"第{one.number}部分“{one.label}”", f"section {key[1]}")


def _has_text(dossier: Dossier) -> bool:
    return any(_text(dossier, key) for key in ("s1_overview", "s5_problems"))


def _text(dossier: Dossier, key: str) -> str:
    sections = () if dossier.extraction is None else dossier.extraction.report.sections
    return next((section.text for section in sections if section.key == key), "").strip()
