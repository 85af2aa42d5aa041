"""Canaries: units whose reports are always there. Where one is not found, it is we who do not see."""

from collections.abc import Iterator
from datetime import timedelta

from crawler.domain.wording import Text
from monitor.obligations.days import china_time
from monitor.watch.facts import CanaryFacts, Facts
from monitor.watch.trouble import Broken, Trouble


def canaries_missed(facts: Facts) -> Iterator[Trouble]:
    """Canaries that the last full walk of their site did not meet, or that nobody has met for too long."""
    for canary in facts.canaries:
        if _is_missed(canary, facts):
            yield Trouble(Broken.CANARY, canary.unit_id, _words(canary))


def _is_missed(canary: CanaryFacts, facts: Facts) -> bool:
    if canary.met_at is None:
        return True
    walked_since = canary.walked_at is not None and canary.walked_at > canary.met_at
    return walked_since or facts.now - canary.met_at > timedelta(days=facts.settings.canary_days)


def _words(canary: CanaryFacts) -> Text:
    if canary.name is None:
        return Text(
            f"设置的对照单位{canary.unit_id}不在单位名录中，无从检查采集是否正常。请修改[watch] canaries。",
            f"The canary {canary.unit_id} is not in the register, so it tells nothing: see canaries in [watch].",
        )
    zh, en = "从未找到过", "it was never found"
    if canary.met_at is not None:
        met = china_time(canary.met_at)
        zh, en = f"上次找到是在{met}", f"it was last found on {met}"
    return Text(
        f"{canary.name}（{canary.unit_id}）的年报一直都在，现在却未找到，{zh}。请检查采集；查明之前，各单位的未监测到均不可靠。",
        f"The reports of {canary.name} ({canary.unit_id}) are always there and were not found; {en}. Please look at "
        "the crawls: until then nothing that was not seen can be relied on.",
    )
