"""Defects of what the text says of figures."""

from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.unit import UnitKind
from monitor.examples import Scene
from tests.planting.plant import added, is_new, plant, put, retold, told, value

_DENIALS = (
    "未发生因政府信息公开引起的行政复议和行政诉讼。",
    "没有因政府信息公开被申请行政复议、提起行政诉讼。",
    "本年度无政府信息公开行政复议、行政诉讼案件。",
    "未收到政府信息公开行政复议申请，未发生政府信息公开行政诉讼案件。",
)
_GOVERNED = (UnitKind.GOVERNMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
_CASES = [f"disputes.{group}.{column}" for group in ("review", "direct", "after_review") for column in ("total",)]


@plant("NAR-01")
def _another_number_of_applications(random: Random, scene: Scene) -> Scene | None:
    new, carried = (int(value(scene.draft, f"requests.{row}.total")) for row in ("new_received", "carried_in"))
    if not new:
        return None
    said, year = new + carried + random.randint(1, 90), scene.draft.year
    wording = random.choice(
        (
            "{year}年收到政府信息公开申请{said}件。",
            "全年共收到依申请公开政府信息申请{said}件。",
            "受理政府信息公开申请{said}件。",
        )
    )
    return retold(random, scene, applications=f"按程序办理答复。{wording.format(year=year, said=said)}")


@plant("NAR-02", Outcome.WARN)
def _another_number_answered(random: Random, scene: Scene) -> Scene:
    new, said = _new(scene), _new(scene) + _total(scene, "carried_in") + random.randint(2, 90)
    return retold(random, scene, applications=f"收到政府信息公开申请{new}件，已答复{said}件。")


@plant("NAR-02")
def _another_number_answered_in_plain_words(random: Random, scene: Scene) -> Scene:
    said = _new(scene) + _total(scene, "carried_in") + random.randint(2, 90)
    whose = "全县" if scene.draft.kind in _GOVERNED else "本机关"
    return retold(
        random, scene, applications=f"按程序办理答复。{scene.draft.year}年{whose}共答复政府信息公开申请{said}件。"
    )


@plant("NAR-03")
def _another_number_carried_over(random: Random, scene: Scene) -> Scene:
    said = _total(scene, "carried_out") + random.randint(2, 90)
    return retold(random, scene, applications=f"收到政府信息公开申请{_new(scene)}件，结转下年度继续办理{said}件。")


@plant("NAR-04", Outcome.WARN)
def _another_number_granted(random: Random, scene: Scene) -> Scene:
    said = _total(scene, "total_handled") + random.randint(2, 90)
    told_of = f"收到政府信息公开申请{_new(scene)}件，其中予以公开{said}件，不予公开0件。"
    return retold(random, scene, applications=told_of)


@plant("NAR-05")
def _a_fee_for_no_application(random: Random, scene: Scene) -> Scene:
    none = put(scene, {str(address): 0 for address in scene.draft.cells if address.table == "requests"})
    return told(retold(random, none), "s6_other", f"本年度收取信息处理费{random.randint(1, 30) * 100}元。")


@plant("NAR-07")
def _parts_that_are_more_than_all(random: Random, scene: Scene) -> Scene:
    total = random.randint(50, 900)
    parts = f"财政类信息{total - 10}条，工作动态类信息{random.randint(11, 90)}条"
    return added(scene, "s1_overview", f"共主动公开政府信息{total}条，其中{parts}。")


@plant("NAR-08", Outcome.WARN)
def _a_wrong_rate(random: Random, scene: Scene) -> Scene:
    done = random.randint(10, 90)
    return added(scene, "s1_overview", f"受理县长信箱{done * 2}件，办复{done}件，办结率为{random.randint(52, 99)}%。")


@plant("NAR-09")
def _applications_denied(random: Random, scene: Scene) -> Scene | None:
    return retold(random, scene, applications="本年度没有收到政府信息公开申请。") if _new(scene) else None


@plant("NAR-09")
def _cases_denied(random: Random, scene: Scene) -> Scene | None:
    if not any(value(scene.draft, case) for case in _CASES):
        return None
    return retold(random, scene, disputes=random.choice(_DENIALS))


@plant("T4-04", Outcome.WARN)
def _no_cases_counted(random: Random, scene: Scene) -> Scene | None:
    if not value(scene.draft, "disputes.review.total"):
        return None
    return retold(random, scene, disputes="因政府信息公开引起行政复议0件，行政诉讼0件。")


@plant("NAR-10", Outcome.WARN)
def _half_a_reader(random: Random, scene: Scene) -> Scene:
    readers = f"{random.randint(2, 90)}.{random.randint(1, 9)}"
    return added(scene, "s1_overview", f"公众号推送信息{random.randint(2, 900)}条，阅读人数达{readers}人次。")


@plant("NAR-11", Outcome.INFO)
def _a_point_too_few(random: Random, scene: Scene) -> Scene:
    return told(
        scene,
        "s5_problems",
        "公开栏更新不及时，解读形式单一，基层人员培训不足，栏目导航不便于老年读者查找所需要的材料，需要逐项加以改进和提高。"
        "具体做好以下三方面：一是抓公开。二是抓培训。",
    )


@plant("FRM-18")
def _nothing_said_of_fees(random: Random, scene: Scene) -> Scene | None:
    return told(scene, "s6_other", "无。") if is_new(scene) else None


def _total(scene: Scene, row: str) -> int:
    return int(value(scene.draft, f"requests.{row}.total"))


def _new(scene: Scene) -> int:
    return _total(scene, "new_received")
