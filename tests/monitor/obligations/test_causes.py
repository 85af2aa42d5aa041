"""Every cause that a crawl can tell has words for officials."""

import re

import pytest

from crawler.domain.evidence import NONE_OF_YEAR, NOT_SHOWN
from crawler.pipelines import UNSETTLED
from monitor.obligations.baseline import SILENT
from monitor.obligations.causes import cause_words
from monitor.obligations.coverage import NOT_READ
from tests.crawler.fetch.answers import samples

TOLD = sorted({str(sample.label) for sample in samples("blocked", "gone")})


OURS = [NOT_READ, NOT_SHOWN, NONE_OF_YEAR, SILENT, UNSETTLED]


@pytest.mark.parametrize("cause", [*TOLD, *OURS])
def test_whatever_is_told_of_an_answer_is_told_in_chinese(cause: str) -> None:
    words = cause_words(cause)

    assert re.search("[\u4e00-\u9fff]", words.zh)
    assert re.search("[a-z]{4}", words.zh) is None
    assert words.en == cause


def test_a_cause_without_words_is_shown_as_it_was_noted() -> None:
    assert cause_words("something new").zh == "something new"


def test_the_status_stays_in_the_words() -> None:
    assert cause_words("refused with 418").zh == "服务器拒绝访问，状态码418"
