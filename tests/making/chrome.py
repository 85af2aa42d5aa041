"""The pages of content systems around an article: menus, breadcrumbs, metadata tables, related lists, footers."""

from collections.abc import Mapping
from html import escape

from tests.making.style import Chrome

_MENU = "".join(
    f'<li><a href="/{path}/">{label}</a></li>'
    for label, path in (
        ("首页", ""),
        ("政务公开", "zwgk"),
        ("政府信息公开年报", "zfxxgknb"),
        ("法定主动公开内容", "fdzdgk"),
    )
)
_NAVIGATION = f'<div class="header"><div class="logo">云溪县人民政府门户网站</div><ul class="nav">{_MENU}</ul></div>'
_FOOTER = (
    '<div class="footer"><table width="1000"><tr><td>主办单位</td><td>云溪县人民政府办公室</td><td>网站标识码</td>'
    "<td>9900000001</td></tr><tr><td>联系电话</td><td>0000-1234567</td><td>访问量</td><td>20240</td></tr></table></div>"
)
_RELATED = (
    '<div class="related"><h3>相关信息</h3><ul><li><a href="./t20230118_11.html">云溪县教育局2022年政府信息公开'
    '工作年度报告</a><span>2023-01-18</span></li><li><a href="./t20220120_12.html">关于编制年度报告的通知</a>'
    "<span>2022-01-20</span></li></ul></div>"
)
_METADATA = (
    '<table class="xxgk"><tr><td>索 引 号</td><td>990100/2024-00012</td><td>发布机构</td><td>云溪县教育局</td></tr>'
    "<tr><td>发布日期</td><td>2024-01-26</td><td>有效性</td><td>有效</td></tr></table>"
)
_SCRIPT = "<script>var countPage = 1; if (1<2) document.write('<table><tr><td>9</td></tr></table>');</script>"


def around(chrome: Chrome, title: str, article: str) -> tuple[str, str]:
    """What goes into the head, and the body, of a page of that system."""
    return _HEADS[chrome].format(title=escape(title)), _BODIES[chrome](escape(title), article)


def _bare(title: str, article: str) -> str:
    return article


def _trs(title: str, article: str) -> str:
    return (
        f'{_NAVIGATION}<div class="location">当前位置：<a href="/">首页</a> &gt; 政府信息公开年报 &gt; 正文</div>'
        f'<h1 class="article_title">{title}</h1><span class="article_time">时间：2024-01-26 12:56</span>'
        f"<div class=TRS_Editor>{article}</div>{_RELATED}{_FOOTER}{_SCRIPT}"
    )


def _hanweb(title: str, article: str) -> str:
    return (
        f"{_NAVIGATION}{_METADATA}"
        '<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/art/2024/1/16/art_1_2.html">'
        "年报</a></li>]]></record></recordset></datastore></script>"
        f'<meta name="ContentStart"/><div id="zoom">{article}</div><meta name="ContentEnd"/>{_RELATED}{_FOOTER}'
    )


def _vsb(title: str, article: str) -> str:
    return (
        f'<!--Announced by Visual SiteBuilder 9-->{_NAVIGATION}<form name="_newscontent_fromname"><h2>{title}</h2>'
        f'<div id="vsb_content_2"><div class="v_news_content">{article}</div></div></form>{_FOOTER}'
        "<script>_jsq_(1045,'/content.jsp',-1,1234567890)</script>"
    )


def _ucap(title: str, article: str) -> str:
    return (
        f"<div class='top'><title>头部</title>{_NAVIGATION}</div>{_METADATA}<ucaptitle>{title}</ucaptitle>"
        "<publishtime>2024-01-26</publishtime>"
        f'<div id="zoomcon"><ucapcontent>{article}</ucapcontent></div>{_RELATED}{_FOOTER}'
    )


def _gkmlpt(title: str, article: str) -> str:
    return (
        "<script>window._CONFIG={SID:'755042',TREE:[{id:721,name:'政府信息公开年报'}]}</script>"
        f'{_NAVIGATION}{_METADATA}<div class="content"><h1 class="title">{title}</h1>'
        f'<div class="article-content">{article}</div></div>{_FOOTER}'
    )


_BODIES = {
    Chrome.NONE: _bare,
    Chrome.TRS: _trs,
    Chrome.HANWEB: _hanweb,
    Chrome.VSB: _vsb,
    Chrome.UCAP: _ucap,
    Chrome.GKMLPT: _gkmlpt,
}
_HEADS: Mapping[Chrome, str] = {
    Chrome.NONE: "<title>{title}</title>",
    Chrome.TRS: '<title>{title}</title><meta name="PubDate" content="2024-01-26 12:56">'
    '<meta name="ArticleTitle" content="{title}">',
    Chrome.HANWEB: '<title>云溪县人民政府 政府信息公开年报 {title}</title><meta name="ArticleTitle" content="{title}">',
    Chrome.VSB: '<title>{title}-云溪县人民政府</title><link href="../style/list.vsb.css" rel="stylesheet">',
    Chrome.UCAP: '<title>{title}</title><meta name="ColumnName" content="头部">'
    '<meta name="others" content="页面生成时间 2025-06-01">',
    Chrome.GKMLPT: "<title>{title}  -  云溪县政府信息公开平台</title>",
}
