"""Defects of title, outline, wording and signature."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.report import Dates
from crawler.domain.unit import Level, UnitKind
from monitor.examples import Scene
from tests.planting.lines import drawn
from tests.planting.plant import added, is_new, plant, said_of, told, with_facts

_PLAIN_PREFACE = "现公布本年度报告。"


@plant("FRM-01", Outcome.WARN)
def _a_title_of_another_kind(random: Random, scene: Scene) -> Scene:
    end = random.choice(("年度政府信息公开工作报告", "年政府信息公开公开工作年度报告", "年信息公开年报"))
    return with_facts(scene, title=f"{scene.draft.unit_name}{scene.draft.year}{end}")


@plant("FRM-02")
def _no_body_named(random: Random, scene: Scene) -> Scene:
    title = f"{scene.draft.year}年政府信息公开工作年度报告"
    return with_facts(scene, title=title, unit_name=None, signature=None, preface=_PLAIN_PREFACE)


@plant("FRM-03")
def _the_period_of_another_year(random: Random, scene: Scene) -> Scene:
    year = scene.draft.year - random.randint(1, 2)
    return with_facts(scene, period=(date(year, 1, 1), date(year, 12, 31)))


@plant("FRM-04", Outcome.WARN)
def _no_period(random: Random, scene: Scene) -> Scene:
    return with_facts(scene, period=None, preface=_PLAIN_PREFACE)


@plant("FRM-04")
def _a_period_that_is_wrong(random: Random, scene: Scene) -> Scene | None:
    return _the_period_of_another_year(random, scene)


@plant("FRM-05")
def _an_older_year_at_the_beginning(random: Random, scene: Scene) -> Scene:
    section = random.choice(("s1_overview", "s5_problems"))
    begins = f"{scene.draft.year - 1}年，公开工作有序推进，成效较为明显。"
    return told(scene, section, begins + said_of(scene, section))


@plant("FRM-05")
def _a_plan_for_the_past(random: Random, scene: Scene) -> Scene:
    return added(scene, "s5_problems", f"{scene.draft.year}年将从以下方面进行改进。")


@plant("FRM-06")
def _a_section_left_out(random: Random, scene: Scene) -> Scene:
    lacking = drawn(scene, ["s6_other: none"])
    return with_facts(lacking, preface=_PLAIN_PREFACE)


@plant("FRM-07", Outcome.WARN)
def _another_heading(random: Random, scene: Scene) -> Scene:
    heading = random.choice(("一、政务公开工作落实情况", "一、概述", "一、基本情况"))
    return drawn(scene, [f"s1_overview heading: {heading}"])


@plant("FRM-08", Outcome.INFO)
def _a_table_in_another_section(random: Random, scene: Scene) -> Scene:
    return added(scene, "s6_other", "结果维持 结果纠正 其他结果 尚未审结 总计")


@plant("FRM-10", Outcome.WARN)
def _a_preface_of_the_old_outline(random: Random, scene: Scene) -> Scene:
    listed = "概述，主动公开政府信息情况，依申请公开政府信息情况，政府信息公开支出和收费，存在的主要问题和下一步打算"
    return with_facts(scene, preface=f"全文包括{listed}。")


@plant("FRM-11")
def _neither_body_nor_day(random: Random, scene: Scene) -> Scene:
    return with_facts(scene, signature=None, dates=Dates())


@plant("FRM-12", Outcome.INFO)
def _a_private_mailbox(random: Random, scene: Scene) -> Scene:
    host = random.choice(("qq.com", "163.com", "126.com"))
    return with_facts(scene, preface=f"如有疑问，请联系我们，邮箱：{random.randint(10**7, 10**9)}@{host}。")


@plant("FRM-13", Outcome.WARN)
def _a_text_for_a_superior(random: Random, scene: Scene) -> Scene:
    return added(scene, "s6_other", random.choice(("特此报告，请审阅。", "特此报告。")))


@plant("FRM-14")
def _calls_itself_a_town(random: Random, scene: Scene) -> Scene | None:
    draft = scene.draft
    judged = draft.kind is UnitKind.GOVERNMENT and draft.level is not Level.TOWNSHIP
    return added(scene, "s1_overview", "我镇高度重视公开工作。") if judged else None


@plant("FRM-15", Outcome.INFO)
def _a_slip_of_the_pen(random: Random, scene: Scene) -> Scene:
    slip = random.choice(
        (
            "为实现政务服务五级联动，为实现政务服务五级联动，已认领事项多项。",
            "今年以来，今年以来，窗口运行平稳。",
            "加强政府信息公开政府信息公开平台建设。",
            "**拓宽政务公开渠道**。",
        )
    )
    return added(scene, "s1_overview", slip)


@plant("FRM-16")
def _an_empty_section(random: Random, scene: Scene) -> Scene:
    return told(scene, random.choice(("s1_overview", "s5_problems")), "无。")


@plant("FRM-16", Outcome.WARN)
def _a_short_section(random: Random, scene: Scene) -> Scene:
    return told(scene, "s5_problems", "公开不够及时，将加强培训。")


@plant("FRM-17", Outcome.WARN)
def _no_word_of_oversight(random: Random, scene: Scene) -> Scene | None:
    if scene.draft.kind is not UnitKind.GOVERNMENT:
        return None
    return told(scene, "s1_overview", "将政务公开工作纳入绩效考核指标体系，各项工作按计划有序开展，栏目更新及时。")


@plant("FRM-19", Outcome.WARN)
def _elements_left_out(random: Random, scene: Scene) -> Scene | None:
    if not is_new(scene):
        return None
    return told(
        scene, "s1_overview", "（一）主动公开。公开信息及时。（二）依申请公开。按期答复。（三）平台建设。优化栏目。"
    )


@plant("FRM-20", Outcome.WARN)
def _a_promise_that_is_over(random: Random, scene: Scene) -> Scene:
    year = scene.draft.year
    signed = date(year + 1, 1, 10) + timedelta(days=random.randint(0, 15))
    draft = replace(scene.draft, facts={**scene.draft.facts, "dates": Dates(page=signed, signed=signed)})
    return added(replace(scene, draft=draft), "s5_problems", f"力争在{year}年底前完成平台改版。")
