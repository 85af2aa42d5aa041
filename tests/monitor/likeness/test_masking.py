"""What is masked in a text before it is compared."""

import pytest

from crawler.domain.unit import Level, Unit, UnitKind
from monitor.likeness import Mask, without_shared

SITE = "http://www.example.gov.cn"
COUNTY = Unit("1", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, None, SITE, aliases=("云溪县政府",))
OFFICE = Unit("2", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, "1", SITE)
MASK = Mask((OFFICE, COUNTY))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2023年，云溪县民政局发布解读12条，较上年增长5.5%。", "发布解读较上年增长"),
        ("一是民政局按季度培训；二是云溪县政府逐项督促。", "按季度培训逐项督促"),
        ("全县“一网通办”上线（附后）。", "一网通办上线附后"),
        ("根据《中华人民共和国政府信息公开条例》规定，编制本报告。", ""),
        ("认真学习《条例》和《2023年政务公开工作要点》。", "认真学习和"),
        ("以公开为常态、不公开为例外，做好工作。", ""),
        ("各科室人手\n不足，培训不够。", "各科室人手不足培训不够"),
    ],
)
def test_figures_dates_names_and_phrases_of_the_law_are_left_out(text: str, left: str) -> None:
    assert MASK(text).text == left


def test_a_passage_is_kept_as_it_was_printed() -> None:
    masked = MASK("2023年，云溪县民政局\n发布解读１２条；各科室按季度培训。")

    assert masked.printed == ("2023年，云溪县民政局发布解读１２条；", "各科室按季度培训。")


def test_figures_are_kept_apart_but_dates_are_not() -> None:
    assert MASK("2023年6月1日前收到申请12件，占60.5%。").figures == ("12", "60.5%")


def test_a_sentence_that_many_units_print_is_nobodys_own() -> None:
    texts = {
        place: MASK(f"全县统一部署公开工作任务。{name}局自己写下的一句话在这里。")
        for place, name in enumerate("甲乙丙丁")
    }

    assert [text.text for text in without_shared(texts).values()] == [
        f"{name}局自己写下的一句话在这里" for name in "甲乙丙丁"
    ]


def test_a_sentence_that_two_units_alone_print_stays() -> None:
    texts = {place: MASK("两家单位都这样写的一句话。") for place in range(2)}

    assert all(text.text for text in without_shared(texts).values())
