"""Signs that strangers have been at a page, and what becomes of them."""

from datetime import UTC, datetime

import pytest

from crawler.domain.suspicion import Suspicion
from crawler.fetch.hijack import Sign, SignKind, icp_number, police_number, signs_of_hijack, suspicions_in

AT = datetime(2025, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("苏ICP备05002345号", "苏ICP备05002345号", id="plain"),
        pytest.param("备案序号：苏ICP备05002345号-12", "苏ICP备05002345号", id="with the count of its sites"),
        pytest.param("苏icp备 05002345 号", "苏ICP备05002345号", id="in small letters and with blanks"),
        pytest.param("苏ＩＣＰ备０５００２３４５号", "苏ICP备05002345号", id="in full width"),
        pytest.param("京ICP备2021012345号-1", "京ICP备2021012345号", id="of the new kind"),
        pytest.param("苏ICP证05002345号", "苏ICP备05002345号", id="of a licence"),
        pytest.param("ICP备案中", None, id="none yet"),
        pytest.param("32000002000123", None, id="a number of another kind"),
    ],
)
def test_a_registration_number_is_read_however_it_is_written(text: str, number: str | None) -> None:
    assert icp_number(text) == number


def test_the_number_of_the_police_is_another_number() -> None:
    text = "苏ICP备05002345号 苏公网安备 32000002000123号"

    assert (icp_number(text), police_number(text)) == ("苏ICP备05002345号", "苏公网安备32000002000123号")


def test_a_foreign_number_is_no_sign_where_none_is_known_or_the_own_stands_beside_it() -> None:
    foreign, both = "<p>粤ICP备2021098765号</p>", "<p>粤ICP备2021098765号 苏ICP备05002345号-1</p>"

    assert signs_of_hijack(foreign, None) == ()
    assert signs_of_hijack(both, "苏ICP备05002345号") == ()
    assert signs_of_hijack(foreign, "苏ICP备05002345号") == (Sign(SignKind.FOREIGN_ICP, "粤ICP备2021098765号"),)


@pytest.mark.parametrize(
    "words",
    [
        "警方捣毁老虎机窝点",
        "老虎机、百家乐都是骗局",
        "严禁在棋牌室投注赌博",
        "谨防“注册送彩金”陷阱",
        "福利彩票投注站名单",
    ],
)
def test_what_is_said_against_gambling_is_no_sign_wherever_it_stands(words: str) -> None:
    page = (
        f"<title>{words}</title><meta name=keywords content='{words}'><div style='display:none'>{words}</div>"
        + f"<a href=http://other.example/>{words}</a>" * 5
        + f"<p>{words}</p>" * 20
    )

    assert signs_of_hijack(page, None) == ()


def test_one_link_alone_is_no_sign() -> None:
    assert signs_of_hijack("<a href=http://x.example/>老虎机</a>", None) == ()


def test_a_page_with_nothing_on_it_shows_no_sign() -> None:
    assert signs_of_hijack("", "苏ICP备05002345号") == ()


def test_every_sign_of_a_page_becomes_a_suspicion_for_the_operator() -> None:
    page = "<title>真人荷官_老虎机</title><p>粤ICP备2021098765号</p>"

    assert tuple(suspicions_in(page, "site", "http://a/", "苏ICP备05002345号", AT)) == (
        Suspicion("site", "http://a/", "vice_title", "真人荷官、老虎机", AT),
        Suspicion("site", "http://a/", "foreign_icp", "粤ICP备2021098765号", AT),
    )
