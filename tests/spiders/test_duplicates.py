import pytest

from spiders.duplicates import by_article, canonical
from spiders.simulator.articles import MobileTwin, mobile_path

ARTICLE = "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html"


@pytest.mark.parametrize(
    "same",
    [
        "https://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html",
        "http://www.yunxi.gov.cn:80/zwgk/nb/202501/t20250115_5321.html",
        "http://m.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html",
        "http://wap.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321_wap.html",
        "http://www.yunxi.gov.cn/mobile/zwgk/nb/202501/t20250115_5321.html",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html;jsessionid=5B0C21A7.node1",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html?PHPSESSID=77a&_=1737360000",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html?from=timeline&isappinstalled=0",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html?utm_source=wx#zoom",
    ],
)
def test_addresses_of_one_article_are_one(same: str) -> None:
    assert canonical(same) == canonical(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5322.html",
        "http://jyj.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html",
        "http://www.yunxi.gov.cn:8080/zwgk/nb/202501/t20250115_5321.html",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.html?page=2",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321.pdf",
        "http://www.yunxi.gov.cn/zwgk/nb/202501/t20250115_5321_1.html",
    ],
)
def test_addresses_of_two_articles_are_two(other: str) -> None:
    assert canonical(other) != canonical(ARTICLE)


def test_what_a_query_says_of_an_article_is_kept_in_any_order() -> None:
    assert canonical("http://a.cn/show.jsp?id=7&cat=3") == canonical("http://a.cn/show.jsp?cat=3&sid=1&id=7").replace(
        "&sid=1", ""
    )
    assert canonical("http://a.cn/show.jsp?id=7") != canonical("http://a.cn/show.jsp?id=8")
    assert canonical("http://a.cn/list?from=2024-01-01") != canonical("http://a.cn/list?from=2025-01-01")
    assert canonical("http://a.cn/api/all/721?page=1&sid=755042") != canonical("http://a.cn/api/all/721?page=1&sid=2")


def test_an_article_of_vsb_is_the_same_before_and_after_it_became_a_file_and_another_below_another_directory() -> None:
    made = "http://a.cn{}/content.jsp?urltype=news.NewsContentUrl&wbnewsid=47211&wbtreeid=1648"

    assert canonical(made.format("")) == canonical("http://a.cn/info/1648/47211.htm")
    assert canonical(made.format("/jyj")) != canonical("http://a.cn/info/1648/47211.htm")


@pytest.mark.parametrize("twin", MobileTwin)
@pytest.mark.parametrize("path", ["/nb/t20250115_5321.html", "/gkml/nb/post_5321.html", "/nb/detail/5321"])
def test_the_twin_of_an_article_for_telephones_is_the_article(twin: MobileTwin, path: str) -> None:
    own = f"http://127.0.1.1:8000{path}"

    assert canonical(f"http://127.0.1.1:8000{mobile_path(twin, path)}") == canonical(own)


def test_the_plainest_address_of_an_article_is_asked_first_and_the_others_are_kept() -> None:
    wap, desktop = "http://a.cn/nb/1_wap.html", "http://a.cn/nb/1.html"

    found = by_article([wap, "http://a.cn/nb/2.html", desktop, desktop])

    assert list(found.values()) == [(desktop, wap), ("http://a.cn/nb/2.html",)]


def test_what_is_listed_for_telephones_only_is_asked_for_as_it_is_listed() -> None:
    wap = "http://a.cn/nb/1_wap.html"

    assert list(by_article([wap]).values()) == [(wap,)]


@pytest.mark.parametrize("odd", ["", "javascript:void(0)", "http://[broken", "ftp://a.cn/1.html", "/nb/1.html"])
def test_what_is_no_address_of_the_web_stands_for_itself(odd: str) -> None:
    assert canonical(odd) == odd
