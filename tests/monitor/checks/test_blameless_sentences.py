"""Sentences that only look like a contradiction of the tables: each beside figures that it agrees with."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome
from crawler.parse.narrative import read_statements
from monitor.checks import all_checks, findings_of
from monitor.checks.rules import Rules
from monitor.examples import scene

KNOWN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "fixtures" / "blameless" / "sentences.yaml").read_text("utf-8")
)
OF_THE_TEXT = ("NAR-", "FRM-", "T2-09", "T3-12", "T4-04", "T4-06", "PUB-06")
RULES = Rules(off=frozenset(check.id for check in all_checks() if not check.id.startswith(OF_THE_TEXT)))

DOSSIERS = {name: scene(known["report"]).dossier() for name, known in KNOWN.items()}


def with_sentence(key: str, sentence: str, body: str = "county") -> Dossier:
    dossier = DOSSIERS[body]
    assert dossier.extraction is not None
    report = dossier.extraction.report
    sections = tuple(
        replace(section, text=section.text + sentence) if section.key == key else section for section in report.sections
    )
    said = replace(report, sections=sections, statements=read_statements(sections))
    return replace(dossier, extraction=replace(dossier.extraction, report=said))


@pytest.mark.parametrize(
    ("body", "section", "sentence"),
    [
        (body, section, one)
        for body, known in KNOWN.items()
        for section, said in known["sentences"].items()
        for one in said
    ],
)
def test_a_sentence_that_agrees_with_the_tables_accuses_nobody(body: str, section: str, sentence: str) -> None:
    found = findings_of(with_sentence(section, sentence, body), RULES)

    assert not [one for one in found if one.status in (Outcome.FAIL, Outcome.WARN)]


@pytest.mark.parametrize(
    ("section", "sentence", "check"),
    [
        ("s1_overview", "2023年，全县共收到政府信息公开申请31件。", "NAR-01"),
        ("s1_overview", "2023年，我县未收到政府信息公开申请。", "NAR-09"),
        ("s1_overview", "2023年，全县各乡镇、各部门均未收到政府信息公开申请。", "NAR-09"),
        ("s1_overview", "2023年全县共答复政府信息公开申请12件。", "NAR-02"),
        ("s4_disputes", "2023年，全县因政府信息公开引发行政复议5件。", "T4-04"),
        ("s4_disputes", "2023年，我县未发生因政府信息公开引起的行政复议和行政诉讼。", "NAR-09"),
        ("s5_problems", "2023年，我县将继续加强业务培训。", "FRM-05"),
    ],
)
def test_a_plain_sentence_against_the_tables_is_decided(section: str, sentence: str, check: str) -> None:
    found = findings_of(with_sentence(section, sentence), RULES)

    assert check in {one.check for one in found if one.status is Outcome.FAIL}
