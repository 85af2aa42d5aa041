import pytest

from monitor.channels.robot_text import bytes_of, text_for, texts_for
from tests.monitor.channels.written import UNITS, body_with, message, told

WECOM, FEISHU = 2048, 19_685


def test_what_fits_is_said_whole_under_its_subject() -> None:
    whole = message(subject="年报提醒", body=body_with((told("教育局"),)))

    text = text_for(whole, WECOM)

    assert text == f"年报提醒\n\n{whole.body}"


@pytest.mark.parametrize("limit", range(900, WECOM, 97))
def test_what_is_too_long_is_cut_between_items_and_leads_to_the_whole(limit: int) -> None:
    items = tuple(told(f"第{number}局") for number in range(40))

    text = text_for(message(body=body_with(items), told=items), limit)

    assert bytes_of(text) <= limit
    kept, _, note = text.rpartition("\n\n")
    assert note == "（篇幅所限，以上未列全，共40项，全文见：https://gongkai.yunxi.gov.cn/areas/yunxi ）"
    last = kept.splitlines()[-1]
    assert last.endswith("栏目已查完") or last == "一、未按时公布"


def test_what_leads_nowhere_is_said_whole_in_parts() -> None:
    items = tuple(told(f"第{number}局") for number in range(40))

    texts = texts_for(message(body=body_with(items), told=items, link=None), WECOM)

    assert len(texts) > 2
    assert all(bytes_of(text) <= WECOM for text in texts)
    assert [text.split("\n")[0][-5:] for text in texts[:2]] == [f"（1/{len(texts)}）", f"（2/{len(texts)}）"]
    said = "\n".join(text.partition("\n\n")[2] for text in texts)
    assert all(said.count(f"第{number}局（2024年）：逾期未公布") == 1 for number in range(40))


def test_what_leads_to_the_whole_and_what_fits_is_one_part() -> None:
    items = tuple(told(f"第{number}局") for number in range(40))
    linked = message(body=body_with(items), told=items)

    assert texts_for(linked, WECOM) == (text_for(linked, WECOM),)
    assert texts_for(message(link=None), FEISHU) == (text_for(message(), FEISHU),)


@pytest.mark.parametrize("letter", ["长", "a", "👩‍👩‍👧‍👦", '"', "\n", "é"])
def test_one_endless_item_is_cut_all_the_same(letter: str) -> None:
    text = text_for(message(body=letter * 30_000, told=(told("教育局"),)), FEISHU)

    assert bytes_of(text) <= FEISHU
    text.encode()


def test_ten_thousand_items_are_cut_as_quickly_as_ten() -> None:
    items = tuple(told(f"第{number}局") for number in range(10_000))

    text = text_for(message(body=body_with(items), told=items), FEISHU)

    assert bytes_of(text) > FEISHU - 600
    assert "共10000项" in text


@pytest.mark.parametrize(
    ("scraped", "said"),
    [
        ('<at user_id="all">所有人</at>', '＜at user_id="all"＞所有人＜/at＞'),
        ("<@all> 请点击", "＜＠all＞ 请点击"),
        ("@所有人 @13800000000 @all", "＠所有人 ＠13800000000 ＠all"),
        ("@all.cn", "＠all.cn"),
        ("[领奖](http://evil.example/)", "［领奖］(http://evil.example/)"),
        ("**重要** `rm`", "＊＊重要＊＊ ｀rm｀"),
        ('<a href="http://evil.example/">局</a>', '＜a href="http://evil.example/%22%3E局＜/a＞'),
        ("联系 xxgk@yunxi.gov.cn", "联系 xxgk@yunxi.gov.cn"),
        ("http://a.cn/t20250212_88.html?a=[1]*<b>", "http://a.cn/t20250212_88.html?a=%5B1%5D%2A%3Cb%3E"),
        ("http://a.cn/%E5%B9%B4", "http://a.cn/%E5%B9%B4"),
        ("教育局\x00\u202e局育教\ud83d", "教育局�局育教�"),
        ("教育局\r\n\r\n【系统】已撤销", "教育局\n\n【系统】已撤销"),
    ],
)
def test_what_was_scraped_mentions_nobody_and_draws_no_link(scraped: str, said: str) -> None:
    assert text_for(message(subject="题", body=scraped), WECOM) == f"题\n\n{said}"


def test_a_subject_stays_one_line_whatever_stands_in_it() -> None:
    text = text_for(message(subject="题\r\n\n<at user_id='all'>", body="文"), WECOM)

    assert text == "题 ＜at user_id='all'＞\n\n文"


def test_all_items_are_said_where_there_is_room() -> None:
    text = text_for(message(), FEISHU)

    assert all(f"{name}（2024年）：逾期未公布" in text for name in UNITS)
