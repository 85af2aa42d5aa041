"""Bytes are decoded by what they are, not by what is said of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.charset import decode

CHINESE = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@given(text=CHINESE.map("政府信息公开{}年度报告".format))
def test_chinese_text_survives(encoding: str, text: str) -> None:
    assert text in (decode(text.encode(encoding)), decode(text.encode(encoding)).lstrip("\ufeff"))


@given(body=st.binary())
def test_any_bytes_are_decoded(body: bytes) -> None:
    assert isinstance(decode(body), str)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_does_not_change_the_charset(encoding: str) -> None:
    body = "政府信息公开工作年度报告，全年收到申请若干。".encode(encoding) * 20

    assert "政府信息公开工作年度报告" in decode(body[:200] + b"\xff" + body[200:])
