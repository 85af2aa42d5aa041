"""Of what a page's scripts are told, answers in JSON are kept, whatever they call themselves."""

import pytest

from crawler.fetch.seen_data import LONGEST, text_of_json

ROWS = '{"total": 2, "rows": [{"title": "云溪县教育局2024年政府信息公开工作年度报告"}]}'


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("content_type", ["application/json", "text/html;charset=UTF-8", None])
def test_json_is_known_by_its_content(charset: str, content_type: str | None) -> None:
    assert text_of_json(ROWS.encode(charset), content_type) == ROWS


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>no</html>", id="a page"),
        pytest.param(b'"text"', id="a mere text"),
        pytest.param(b'{"total": 2, "rows', id="half an answer"),
        pytest.param(b"callback([1])", id="a script"),
        pytest.param(b"[" + b"1," * (LONGEST // 2) + b"1]", id="too much"),
    ],
)
def test_everything_else_is_left(body: bytes) -> None:
    assert text_of_json(body, "application/json") is None
