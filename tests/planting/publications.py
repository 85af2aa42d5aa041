"""Defects of publication: when, where, as what, and what became of it since."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from crawler.domain.finding import Outcome
from crawler.domain.report import Dates
from crawler.domain.unit import UnitKind
from monitor.examples import Scene
from tests.planting.lines import drawn
from tests.planting.plant import plant, unseen, value, with_facts


@plant("PUB-01")
def _not_published(random: Random, scene: Scene) -> Scene:
    return drawn(unseen(scene), ["standing: missing"])


@plant("PUB-02")
def _published_late(random: Random, scene: Scene) -> Scene:
    days = random.randint(1, 60)
    return drawn(unseen(scene), [f"standing: late, {days} days, published {_due(scene) + timedelta(days=days)}"])


@plant("PUB-03", Outcome.UNDETERMINED)
def _no_date_at_all(random: Random, scene: Scene) -> Scene:
    return drawn(with_facts(unseen(scene), dates=Dates()), ["standing: date_unknown"])


@plant("PUB-04", Outcome.WARN)
def _published_before_the_year_was_over(random: Random, scene: Scene) -> Scene:
    day = date(scene.draft.year, 12, random.randint(1, 31))
    early = with_facts(unseen(scene), dates=Dates(page=day))
    return drawn(early, [f"standing: published_early, published {day}"])


@plant("PUB-05", Outcome.WARN)
def _dated_back(random: Random, scene: Scene) -> Scene:
    due, page = _due(scene), _page(scene)
    lines = (
        f"seen first: {due + timedelta(days=12)}",
        f"visited: {due + timedelta(days=random.randint(4, 9))}",
        f"standing: date_disputed, published {page}",
    )
    return drawn(unseen(scene), lines)


@plant("PUB-06", Outcome.WARN)
def _signed_after_it_was_published(random: Random, scene: Scene) -> Scene:
    page = _page(scene)
    signed = random.choice((page + timedelta(days=random.randint(2, 9)), page - timedelta(days=400)))
    return with_facts(scene, dates=Dates(page=page, signed=signed))


@plant("PUB-07")
def _a_cell_exchanged(random: Random, scene: Scene) -> Scene:
    row = random.choice(("granted", "new_received", "total_handled"))
    return drawn(unseen(scene), [f"later: requests.{row}.total = {value(scene.draft, f'requests.{row}.total') + 1}"])


@plant("PUB-07", Outcome.WARN)
def _a_sentence_exchanged(random: Random, scene: Scene) -> Scene:
    return drawn(unseen(scene), ["later: add to s5_problems: 下一步将继续加强业务培训和监督指导工作。"])


@plant("PUB-08")
def _gone(random: Random, scene: Scene) -> Scene:
    first = _page(scene) + timedelta(days=1)
    days = sorted(random.sample(range(4, 60, 3), 3))
    gone = [f"visited: {first + timedelta(days=day)} gone" for day in days]
    return drawn(unseen(scene), [f"seen first: {first}", *gone])


@plant("PUB-09", Outcome.WARN)
def _a_file_only(random: Random, scene: Scene) -> Scene:
    return drawn(unseen(scene), [f"medium: {random.choice(('docx', 'doc', 'xlsx'))}"])


@plant("PUB-10")
def _an_image_only(random: Random, scene: Scene) -> Scene:
    return drawn(unseen(scene), ["medium: image"])


@plant("PUB-11", Outcome.WARN)
def _among_the_notices(random: Random, scene: Scene) -> Scene:
    year = scene.draft.year
    visited = f"visited: {year + 1}-02-{random.randint(5, 20):02} lists {year - 1} {year - 2}"
    return drawn(unseen(scene), ["found in: 通知公告 /tzgg/", visited])


@plant("PUB-12")
def _other_figures_elsewhere(random: Random, scene: Scene) -> Scene:
    granted = value(scene.draft, "requests.granted.total")
    return drawn(unseen(scene), [f"elsewhere: requests.granted.total = {granted + random.randint(1, 9)}"])


@plant("PUB-13", Outcome.WARN)
def _a_year_left_out(random: Random, scene: Scene) -> Scene:
    year = scene.draft.year
    alone = replace(unseen(scene), previous=None)
    visited = f"visited: {year + 1}-04-02 lists {year} {year - 2}"
    return drawn(alone, [f"known years: {year} {year - 2}", visited])


@plant("PUB-14")
def _last_years_report_again(random: Random, scene: Scene) -> Scene | None:
    before, year = scene.previous, scene.draft.year - 1
    if before is None or before.form != scene.draft.form:
        return None
    opening = f"{year}年，公开工作有序开展，{year}年共组织培训两次，{year}年的任务全部完成。"
    texts = {**before.texts, "s1_overview": opening + (before.texts.get("s1_overview") or "")}
    draft = replace(scene.draft, texts=texts, cells=before.cells)
    copied = replace(unseen(scene), previous=replace(before, texts=texts), draft=draft)
    return with_facts(copied, period=(date(year, 1, 1), date(year, 12, 31)), preface="")


@plant("PUB-14", Outcome.WARN)
def _signed_by_another(random: Random, scene: Scene) -> Scene | None:
    if not scene.siblings or scene.draft.kind is not UnitKind.DEPARTMENT:
        return None
    signed = random.choice(scene.siblings).name
    return with_facts(unseen(scene), signature=signed, preface="现公布年度报告。")


def _page(scene: Scene) -> date:
    dates = scene.draft.facts.get("dates")
    if not isinstance(dates, Dates) or dates.page is None:
        raise ValueError("a made-up report has the date of its page")
    return dates.page


def _due(scene: Scene) -> date:
    month = 3 if scene.draft.kind is UnitKind.GOVERNMENT else 1
    return date(scene.draft.year + 1, month, 31)
