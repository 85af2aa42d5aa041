"""What a worker replies comes out of its frame as it went in."""

import pickle
from datetime import date

import pytest

from crawler.domain.document import Document, PageFacts, Paragraph
from crawler.domain.evidence import DateBasis, Dated
from crawler.domain.extraction import Doubt, Medium
from crawler.domain.report import Address, Place
from crawler.readers.confinement.frames import packed, unpacked


def test_all_that_a_document_may_hold_comes_through() -> None:
    dated = Dated(DateBasis.PAGE, date(2024, 1, 20), "meta PubDate: 2024-01-20")
    doubt = Doubt("page_cut", "a page was cut", (Address("requests", "granted", "total"),))
    facts = PageFacts(("云溪县2023年政府信息公开工作年度报告",), (dated,), "云溪县人民政府")
    document = Document(Medium.HTML, (Paragraph("一、总体情况", Place(path="/html/body/p")),), facts, doubts=(doubt,))

    assert unpacked(packed(document)) == document


def test_what_is_none_of_our_nouns_does_not() -> None:
    with pytest.raises(pickle.UnpicklingError, match="may not name"):
        unpacked(pickle.dumps(pytest.fail))
