"""The files that a page carries, however it carries them."""

import pytest

from spiders.attachments import files_of
from spiders.page import Page

URL = "http://www.yunxi.gov.cn/zwgk/nb/202501/t1.html"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<a href="./P01.pdf">附件：年度报告</a>', ["/zwgk/nb/202501/P01.pdf"], id="linked"),
        pytest.param('<a href="/d/1.docx">2024年.docx</a>', ["/d/1.docx"], id="named as a file"),
        pytest.param('<a href="/logo.png">本站标识</a>', [], id="a picture that is no attachment"),
        pytest.param(
            '<a href="/system/_content/download.jsp?wbfileid=7">附件下载</a>',
            ["/system/_content/download.jsp?wbfileid=7"],
            id="download endpoint",
        ),
        pytest.param('<iframe src="/web/viewer.html?file=%2Ff%2Fnb.pdf"></iframe>', ["/f/nb.pdf"], id="viewer"),
        pytest.param('<iframe src="/web/viewer.html?file=/f/nb.ofd&z=1"></iframe>', ["/f/nb.ofd"], id="viewer of OFD"),
        pytest.param('<iframe src="/footer.html"></iframe>', [], id="a frame that shows no file"),
        pytest.param('<embed src="nb.pdf">', ["/zwgk/nb/202501/nb.pdf"], id="embedded"),
        pytest.param('<a href="javascript:;" data-href="/f/nb.pdf">全文</a>', ["/f/nb.pdf"], id="data attribute"),
        pytest.param("<script>var qzb = '/f/nb.pdf';</script>", ["/f/nb.pdf"], id="named by a script"),
        pytest.param(
            """<script>var help = '/help.pdf';</script><a href="nb.pdf">年报全文</a>""",
            ["/zwgk/nb/202501/nb.pdf"],
            id="a script's file beside a link is not the report",
        ),
    ],
)
def test_the_files_of_a_page_are_found(html: str, expected: list[str]) -> None:
    assert [link.url for link in files_of(Page(URL, html))] == [f"http://www.yunxi.gov.cn{path}" for path in expected]
