"""True sentences that look like something else: other years, other bodies, other counts, quotations and plans.

Reports are full of them, and no check may stumble over one.
"""

from collections.abc import Callable, Iterator
from random import Random

from crawler.domain.unit import Level, UnitKind

Aside = Callable[[Random, int], str]
"""Takes the report year."""

_SELF = {
    (UnitKind.GOVERNMENT, Level.PROVINCE): "我省",
    (UnitKind.GOVERNMENT, Level.PREFECTURE): "我市",
    (UnitKind.TOWNSHIP, Level.TOWNSHIP): "本级政府",
    (UnitKind.SUBDISTRICT, Level.TOWNSHIP): "我街道",
}

IN_OVERVIEW: tuple[Aside, ...] = (
    lambda random, year: f"收到12345热线工单{_some(random)}件，均按时办结。",
    lambda random, year: f"办理人大代表建议{_few(random)}件、政协提案{_few(random)}件，答复率100%。",
    lambda random, year: f"{year}年3月，印发《{year}年政务公开工作要点》，明确{_few(random)}项任务。",
    lambda random, year: f"修订后的《{year - 3}年至{year + 2}年规划》同步公开，文号〔{year - 2}〕{_some(random)}号。",
    lambda random, year: f"与{year - 1}年相比，栏目访问量增加{_few(random)}万次。",
    lambda random, year: f"{year - 1}年以来持续开展栏目清查，累计更正链接{_some(random)}处。",
    lambda random, year: f"网站设专栏{_few(random)}个，全年访问量{_some(random)}万次，日均{_few(random)}千次。",
    lambda random, year: f"转载上级规范性文件解读{_some(random)}篇，通过政府网站公开规范性文件{_few(random)}件。",
    lambda random, year: f"审核合法性文件{_some(random)}件，清理历年规范性文件{_some(random)}件。",
    lambda random, year: f"处理咨询留言{_some(random)}条、来信{_few(random)}封，未发生一例泄密事件。",
    lambda random, year: f"举办培训{_few(random)}期，参训{_some(random)}人次，人均{_few(random)}学时。",
    lambda random, year: "落实《中华人民共和国政府信息公开条例》第二十条规定，做到“应公开尽公开”。",
    lambda random, year: "组织观看《我镇的一天》宣传片，学习“我县经验”，自我区分公开属性。",
    lambda random, year: f"推送图文{_some(random) + 10}篇，阅读{_some(random) + 20}万人次，点赞{_few(random)}千次。",
    lambda random, year: f"公开财政预算、决算等信息，其中部门预算{_few(random)}份、“三公”经费说明{_few(random)}份。",
    lambda random, year: f"作出行政处罚前听证告知{_few(random)}次，案例公开率100%。",
    lambda random, year: "凡涉及个人隐私的，公开前征求意见；如收到政府信息公开申请，当日登记。",
    lambda random, year: f"培训会上通报了外地因未按期答复被提起行政诉讼的{_few(random)}个案例。",
    lambda random, year: f"全年更新栏目{_some(random)}次，第一季度{_few(random)}次，其余按计划进行。",
    lambda random, year: f"收到信访件{_few(random)}件，依法转送，不属于政府信息公开申请。",
    lambda random, year: f"截至{year}年12月底，专栏累计发布各类信息{_some(random) * 7}条。",
    lambda random, year: "政务新媒体“云上发布”运行平稳，短视频、直播、图解等形式并用。",
    lambda random, year: f"查阅点接待群众{_some(random)}人次，免费打印{_some(random) * 2}张。",
    lambda random, year: f"行政复议体制改革后，办理各类行政复议知识讲座{_few(random)}场。",
    lambda random, year: f"主任办公会研究公开工作{_few(random)}次，分管负责人带队检查{_few(random)}次。",
    lambda random, year: f"按照上级要求，于{year}年6月前完成栏目调整，年底前完成了数据迁移。",
)

IN_PROBLEMS: tuple[Aside, ...] = (
    lambda random, year: f"{year + 1}年将继续加强培训，力争在{year + 1}年底前实现镇村全覆盖。",
    lambda random, year: f"针对{year - 1}年反馈的{_few(random)}个问题，已逐项整改到位。",
    lambda random, year: "下一步拟完善制度，待上级文件出台后再作调整。",
    lambda random, year: f"参照《{year}年将重点推进的事项》，把公开纳入议程。",
    lambda random, year: "个别单位重办理、轻公开的情况有所改善，但差距仍在。",
    lambda random, year: f"上年提出的{_few(random)}条改进措施全部落实，成效明显。",
)

IN_OTHER: tuple[Aside, ...] = (
    lambda random, year: f"另附{year}年度公开指南修订说明。",
    lambda random, year: "本报告电子版可在政府网站下载。",
    lambda random, year: "如对本报告有疑问，请与本机关办公室联系。",
)


def asides(random: Random, among: tuple[Aside, ...], most: int, year: int) -> str:
    """Some of them, one after another."""
    return "".join(aside(random, year) for aside in random.sample(among, random.randint(0, most)))


def called(kind: UnitKind, level: Level, name: str) -> str:
    """How such a body speaks of itself."""
    if kind is UnitKind.DEPARTMENT and name.endswith("局"):
        return "我局"
    if kind is UnitKind.GOVERNMENT and level is Level.COUNTY:
        return "我区" if "区" in name else "我县"
    return _SELF.get((kind, level), "本机关")


def of_itself(random: Random, body: str) -> Iterator[str]:
    """Sentences in which a body speaks of itself."""
    yield f"{body}主要负责人多次听取公开工作汇报。"
    yield f"{body}坚持以公开为常态、不公开为例外。"
    if random.random() < 0.5:
        yield f"按照我省统一部署，{body}完成栏目规范化改造。"


def _few(random: Random) -> int:
    return random.randint(2, 30)


def _some(random: Random) -> int:
    return random.randint(31, 900)
