"""Bytes are decoded by what they are, not by what is said of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.charset import decode

CHINESE = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20)
TEXT = "云溪县2023年政府信息公开工作年度报告：全年收到申请若干，均已答复。"
TRADITIONAL = "雲溪縣2023年政府資訊公開工作年度報告：全年收到申請若干，均已答覆。"


def page(text: str, charset: str = "utf-8") -> str:
    return f'<html><head><meta charset="{charset}"><title>年度</title></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@given(text=CHINESE.map("政府信息公开{}年度报告".format))
def test_chinese_text_survives(encoding: str, text: str) -> None:
    assert text in (decode(text.encode(encoding)), decode(text.encode(encoding)).lstrip("\ufeff"))


@given(body=st.binary(), declared=st.none() | st.text())
def test_any_bytes_are_decoded(body: bytes, declared: str | None) -> None:
    assert isinstance(decode(body, declared), str)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_does_not_change_the_charset(encoding: str) -> None:
    body = "政府信息公开工作年度报告，全年收到申请若干。".encode(encoding) * 20

    assert "政府信息公开工作年度报告" in decode(body[:200] + b"\xff" + body[200:])


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("ISO-8859-1", "gbk"), ("utf-8", "gbk"), ("gbk", "utf-8"), ("big5", "gbk"), ("x-unknown", "gbk")],
)
def test_a_header_that_lies_is_not_believed(declared: str, encoding: str) -> None:
    body = page(TEXT, declared).encode(encoding)

    assert TEXT in decode(body, f"text/html; charset={declared}")


@pytest.mark.parametrize("header", ["ISO-8859-1", "windows-1252", "Shift_JIS", "euc-kr"])
def test_a_foreign_header_is_not_believed_of_a_few_chinese_words_either(header: str) -> None:
    assert decode("云溪县民政局".encode("gbk"), f"text/html; charset={header}") == "云溪县民政局"


@pytest.mark.parametrize("character", ["堃", "喆", "④", "镕", "\u3400"])
def test_a_page_that_calls_itself_gb2312_may_have_characters_beyond_it(character: str) -> None:
    assert f"{character}签发" in decode(page(f"{character}签发。{TEXT}", "gb2312").encode("gb18030"))


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030"])
@pytest.mark.parametrize("declared", ["big5", "utf-8", "gb2312"])
def test_traditional_script_is_read_in_the_charset_it_was_written_in(encoding: str, declared: str) -> None:
    assert TRADITIONAL in decode(page(TRADITIONAL, declared).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert TEXT in decode(page(TEXT).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_page_cut_in_the_middle_of_a_character_keeps_its_charset(encoding: str, cut: int) -> None:
    words = "資訊公開" if encoding == "big5" else "信息公开"

    assert decode((words * 20).encode(encoding)[:-cut]).startswith(words * 19)


def test_text_that_was_taken_for_gbk_and_saved_again_is_recovered() -> None:
    text = page("政府信息公开年度报告申请情况")
    mojibake = text.encode("utf-8").decode("gb18030")

    assert mojibake != text
    assert decode(mojibake.encode("utf-8")) == text


def test_mojibake_that_cannot_be_undone_without_loss_is_left() -> None:
    damaged = TEXT.encode("utf-8").decode("gbk", errors="replace") + "公开"

    assert decode(damaged.encode("utf-8")) == damaged


def test_a_page_that_quotes_mojibake_is_left() -> None:
    quoting = f"{TEXT}有的网站把政府写成“鏀垮簻”。"

    assert decode(quoting.encode("utf-8")) == quoting


def test_latin_letters_with_accents_are_not_taken_for_chinese_where_they_are_declared() -> None:
    text = "Présentation générale à l'été, données publiées."

    assert decode(text.encode("iso-8859-1"), "text/html; charset=ISO-8859-1") == text
