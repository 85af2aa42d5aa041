"""What scripts write out is read as values, and nothing is run."""

from typing import Any

import pytest

from spiders.literals import literal_at, scalars


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{a:1,b:'二'}", {"a": 1, "b": "二"}, id="bare keys, single quotes"),
        pytest.param('{"a": "x \\"y\\"", b: \'it\\\'s\'}', {"a": 'x "y"', "b": "it's"}, id="quotes in quotes"),
        pytest.param("{a:'}],{'}; more", {"a": "}],{"}, id="brackets in a text"),
        pytest.param("[{a:1,},]", [{"a": 1}], id="a comma too many"),
        pytest.param("{a:1, // so\n b:/* no */2}", {"a": 1, "b": 2}, id="comments"),
        pytest.param("{a:true,b:null,c:undefined,d:other}", {"a": True, "b": None, "c": None, "d": None}, id="words"),
        pytest.param("{a:'\\u5e74\\x41\\n'}", {"a": "年A\n"}, id="escapes"),
        pytest.param("{a:-1.5}", {"a": -1.5}, id="a negative number"),
        pytest.param("{path:'http://a/b'}", {"path": "http://a/b"}, id="no comment in an address"),
    ],
)
def test_plain_values_are_read(text: str, expected: object) -> None:
    assert literal_at(text, 0) == expected


@pytest.mark.parametrize("text", ["", "x", "{a:", "{a:f(1)}", "{a:1+2}", "{a:`x`}", "{a:/x/}", "[1 2]", "{a b}"])
def test_what_is_no_plain_value_is_not_read(text: str) -> None:
    assert literal_at(text, 0) is None


def test_a_literal_of_a_hundred_thousand_brackets_is_not_read() -> None:
    assert literal_at("[" * 100_000 + "]" * 100_000, 0) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": 1, "b": "x", "c": [1], "d": None}, (("a", "1"), ("b", "x"))),
        ([1], ()),
        (None, ()),
    ],
)
def test_texts_and_numbers_are_posted(value: Any, expected: object) -> None:
    assert scalars(value) == expected
