"""A page is read where its report stands, and of it what a person sees."""

import base64

import pytest

from crawler.domain.document import Document, Paragraph
from crawler.domain.errors import NotReadable
from crawler.flow import read_bytes
from crawler.readers.html.reading import read_html

TITLE = "云溪县2023年政府信息公开工作年度报告"
FIGURES = "<td>3</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>5</td>"
HEAD = "<td colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
PROACTIVE = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td>"
    "<td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>"
)
REQUESTS = (
    f"<table><tr>{HEAD}<td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td>"
    f"<td>其他</td><td>总计</td></tr><tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{FIGURES}</tr></table>"
)
OPENING = f"<p>{TITLE}</p><p>一、总体情况</p><p>收到政府信息公开申请5件。</p>"
CLOSING = "<p>六、其他需要报告的事项</p><p>无。</p><p>云溪县人民政府</p><p>2024年1月20日</p>"
ARTICLE = f"{OPENING}<p>二、主动公开政府信息情况</p>{PROACTIVE}<p>三、情况</p>{REQUESTS}{CLOSING}"
NAVIGATION = "<div><ul>" + "<li><a href=/a>栏目</a></li>" * 9 + "</ul></div>"
RELATED = "<div><h3>相关信息</h3><a href=/b>云溪县2022年政府信息公开工作年度报告</a></div>"
FOOTER = "<div><table><tr><td>主办单位</td><td>备案号1</td></tr></table></div>"


def read(body: str, head: str = "") -> Document:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page")


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def row_of(body: str, row: str) -> list[str]:
    cells = read_bytes(f"<html><body>{body}</body></html>".encode(), "page").report.cells
    read_cells = {address: cell for address, cell in cells.items() if f"{address.table}.{address.row}" == row}
    return [cell.raw + ("" if cell.certain else "?") for cell in read_cells.values()]


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<div id=zoom>{}</div>", id="a known container"),
        pytest.param("<div class='main TRS_Editor x'>{}</div>", id="a known class among others"),
        pytest.param("<div id=whatever>{}</div>", id="an unknown container"),
        pytest.param("<table><tr><td>{}</td></tr></table>", id="a table of layout"),
        pytest.param("<form action=x><div>{}</div></form>", id="a form around everything"),
    ],
)
def test_the_report_is_found_among_the_chrome_of_its_page(around: str) -> None:
    document = read(NAVIGATION + around.format(ARTICLE) + RELATED + FOOTER)

    assert lines(document)[0] == TITLE
    assert lines(document)[-1] == "2024年1月20日"
    assert len(list(document.grids())) == 2


def test_tables_outside_the_container_of_the_text_are_read_with_it() -> None:
    body = f"<div><div id=zoom>{OPENING}</div><div>{PROACTIVE}{REQUESTS}</div>{CLOSING}</div>{RELATED}{FOOTER}"
    document = read(NAVIGATION + body)

    assert lines(document)[0] == TITLE
    assert "相关信息" not in lines(document)
    assert len(list(document.grids())) == 2


def test_the_title_and_the_signature_right_around_the_smallest_block_belong_to_it() -> None:
    inner = ARTICLE.removeprefix(f"<p>{TITLE}</p>").replace("<p>云溪县人民政府", "</div><p>云溪县人民政府")
    document = read(f"{NAVIGATION}<div><p>{TITLE}</p><div>{inner}</div>{RELATED}{FOOTER}")

    assert lines(document)[0] == TITLE
    assert lines(document)[-1] == "2024年1月20日"


def test_a_page_of_which_the_headings_are_not_found_is_read_whole() -> None:
    document = read(f"<div><p>概况</p></div><div>{PROACTIVE}{REQUESTS}</div>")

    assert "概况" in lines(document)


def test_a_mark_broken_over_elements_is_still_a_mark() -> None:
    broken = ARTICLE.replace("勾稽关系", "勾稽<span>\n关</span>系")

    assert lines(read(f"{NAVIGATION}<div>{broken}</div>{RELATED}"))[-1] == "2024年1月20日"


def test_data_islands_comments_and_frames_are_not_text() -> None:
    noise = (
        "<!-- 甲 --><xml><w>乙</w></xml><script type=text/xml><a>丙</a></script><iframe src=x>丁</iframe><svg>戊</svg>"
    )

    assert lines(read(f"<p>前</p>{noise}<p>后</p>")) == ["前", "后"]


def test_hidden_tables_are_not_read_and_leave_a_doubt() -> None:
    document = read(f"<p>一、总体情况</p><div style='display:none'>{REQUESTS}</div>")

    assert list(document.grids()) == []
    assert [doubt.code for doubt in document.doubts] == ["hidden_content"]


def test_a_second_title_does_not_hide_the_first() -> None:
    document = read(f"<title>抽奖平台</title>{ARTICLE}", head=f"<title>{TITLE}</title>")

    assert document.facts.titles == (TITLE, "抽奖平台")
    assert (
        read_bytes(f"<title>{TITLE}</title><p>无关</p><title>抽奖平台</title>".encode(), "page").report.report_year
        == 2023
    )


def test_page_facts_come_from_metas_headings_and_labels() -> None:
    metas = f"<meta name=ArticleTitle content='{TITLE}'><meta name='ContentSource' content='县政府办'>"
    document = read("<h1>标题</h1><div class=info>发布日期： 2024-01-26 成文日期：2024-01-20</div>", head=metas)

    assert document.facts.titles == (TITLE, "标题")
    assert ([shown.where for shown in document.facts.dated], document.facts.source) == (
        ["发布日期：2024-01-26"],
        "县政府办",
    )


@pytest.mark.parametrize("label", ["成文日期：2024-01-20", "生成日期：2024-01-20", "2024-01-20"])
def test_a_date_of_another_kind_is_not_that_of_publication(label: str) -> None:
    assert read(f"<p>{label}</p>").facts.dated == ()


def test_images_of_the_article_are_kept_with_their_place() -> None:
    image = base64.b64encode(b"image").decode()
    table = "<table><tr><td><img src=2.jpg><td>1</table>"
    document = read(f"<img src=/a/1.png><p>文</p><img src='data:image/png;base64,{image}'>{table}")

    assert [(one.before, one.address, one.body) for one in document.pictures] == [
        (0, "/a/1.png", b""),
        (1, "", b"image"),
        (1, "2.jpg", b""),
    ]
    assert document.pictures[0].place.path == "/*[1]/*[2]/*[1]"


@pytest.mark.parametrize(
    "icon",
    [
        "<img src=a.png width=20>",
        "<img src=a.png height='16px'>",
        "<img src=/x/logo.png>",
        "<img src=qr_code.png>",
        "<img>",
    ],
)
def test_ornaments_are_no_pictures(icon: str) -> None:
    assert read(icon).pictures == ()


HIGH, ORGANISATIONS = HEAD.replace("colspan=3", "colspan=3 rowspan={}"), "科研机构 社会公益组织 法律服务机构 其他"
BLANK = "<td></td>"


def cells(labels: str) -> str:
    return "".join(f"<td>{label}</td>" for label in labels.split())


STOREYS = {
    "one row": f"<tr>{HEAD}{cells('自然人 商业企业 ' + ORGANISATIONS)}<td>总计</td></tr>",
    "three storeys with spans": f"<tr>{HIGH.format(3)}<td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    f"<tr>{cells('商业企业 ' + ORGANISATIONS)}</tr>",
    "three storeys without spans": f"<tr>{HEAD}<td>申请人情况</td>{BLANK * 6}</tr>"
    f"<tr>{BLANK * 3}<td>自然人</td><td>法人或其他组织</td>{BLANK * 4}<td>总计</td></tr>"
    f"<tr>{BLANK * 4}{cells('商业企业 ' + ORGANISATIONS)}{BLANK}</tr>",
    "a blank third row": f"<tr>{HIGH.format(2)}{cells('自然人 商业企业 ' + ORGANISATIONS)}<td>总计</td></tr><tr></tr>"
    f"<tr>{BLANK * 10}</tr>",
}
NEW = f"<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{FIGURES}</tr>"
CARRIED = f"<tr><td colspan=3>二、上年结转政府信息公开申请数量</td>{FIGURES}</tr>"
READ = ["3", "2", "0", "0", "0", "0", "5"]


@pytest.mark.parametrize("storeys", STOREYS)
def test_a_header_may_have_any_number_of_storeys(storeys: str) -> None:
    body = f"<p>{TITLE}</p><p>一、总体情况</p><table>{STOREYS[storeys]}{NEW}</table>"

    assert row_of(body, "requests.new_received") == READ


def test_one_table_in_two_elements_is_read_on() -> None:
    body = f"<p>{TITLE}</p><p>一、总体情况</p><table>{STOREYS['one row']}{NEW}</table><p></p><table>{CARRIED}</table>"

    assert row_of(body, "requests.carried_in") == READ


def test_two_tables_in_one_element_are_read_apart() -> None:
    proactive = PROACTIVE.removeprefix("<table>").removesuffix("</table>")
    body = f"<p>{TITLE}</p><p>一、总体情况</p><table>{proactive}{STOREYS['one row']}{NEW}</table>"

    assert row_of(body, "proactive.rules") == ["1", "2", "3"]
    assert row_of(body, "requests.new_received") == READ


def test_labels_are_known_through_breaks_traditional_script_and_damage() -> None:
    damaged = NEW.replace("本年新收政府信息公开申请数量", "木年新收政府<br>資訊公開<!-- x -->申請數量")
    body = f"<p>{TITLE}</p><p>一、总体情况</p><table>{STOREYS['one row']}{damaged}</table>"

    assert row_of(body, "requests.new_received") == READ


def test_a_table_beyond_all_bounds_is_read_as_far_as_they_reach_and_leaves_a_doubt() -> None:
    bomb = "<tr><td>甲<td>1</tr>" + "<tr><td rowspan=65535 colspan=1000>乙</tr>" + "<tr><td>1</tr>" * 200
    document = read(f"<table>{bomb}</table>")

    (grid,) = document.grids()
    assert grid.rows[0] == ("甲", "1")
    assert sum(map(len, grid.rows)) <= 20_000
    assert [doubt.code for doubt in document.doubts] == ["table_too_large"]


def test_a_long_text_that_spans_many_columns_counts_for_its_length() -> None:
    document = read(f"<table><tr><td>1<td>2<tr><td colspan=1000>{'文' * 5000}</table>")

    assert [doubt.code for doubt in document.doubts] == ["table_too_large"]


def test_a_page_beyond_all_bounds_is_cut_and_leaves_a_doubt() -> None:
    document = read(f"<p>{TITLE}</p>" + "<i>" * 10 + "</i>" * 10 + "<b></b>" * 100_000 + "<p>后</p>")

    assert lines(document) == [TITLE]
    assert [doubt.code for doubt in document.doubts] == ["page_cut"]


@pytest.mark.parametrize(
    "piece", ["<div>", "<table><tr><td>", "<b>", "<table><tr><td>1<td>2<td>3<td>", "<font><table>"]
)
def test_nesting_beyond_all_bounds_is_not_readable_and_nothing_worse(piece: str) -> None:
    with pytest.raises(NotReadable, match="nested too deep"):
        read(piece * 4000 + "1")


def test_more_tables_than_any_report_has_leave_a_doubt() -> None:
    document = read("<table><tr><td>1<td>2</table>" * 501)

    assert len(list(document.grids())) == 500
    assert [doubt.code for doubt in document.doubts] == ["too_many_tables"]


def test_text_between_blocks_keeps_its_order() -> None:
    document = read("甲<b>乙</b><table><tr><td>1<td>2</table>丙<p>丁<br>戊")

    assert [block.text if isinstance(block, Paragraph) else "" for block in document.blocks] == [
        "甲乙",
        "",
        "丙",
        "丁",
        "戊",
    ]
