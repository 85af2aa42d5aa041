"""What the proxy understands of a browser's requests, and what it does not take up."""

import pytest

from crawler.fetch.proxy_messages import NotUnderstood, read_request, rewrite_response


def head(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("CONNECT www.yunxi.gov.cn:443 HTTP/1.1", ("www.yunxi.gov.cn:443", "www.yunxi.gov.cn")),
        ("CONNECT WWW.yunxi.gov.cn:443 HTTP/1.1", ("www.yunxi.gov.cn:443", "www.yunxi.gov.cn")),
        ("CONNECT www.yunxi.gov.cn:80 HTTP/1.1", ("www.yunxi.gov.cn:80", "www.yunxi.gov.cn")),
        ("CONNECT www.yunxi.gov.cn:8443 HTTP/1.1", ("www.yunxi.gov.cn:8443",)),
        ("CONNECT [2400:3200::1]:443 HTTP/1.1", ("[2400:3200::1]:443", "[2400:3200::1]")),
        ("GET http://www.yunxi.gov.cn/a HTTP/1.1", ("www.yunxi.gov.cn:80", "www.yunxi.gov.cn")),
        ("GET http://www.yunxi.gov.cn:443/a HTTP/1.1", ("www.yunxi.gov.cn:443",)),
        ("GET http://yunxi.gov.cn@evil.com/a HTTP/1.1", ("evil.com:80", "evil.com")),
    ],
)
def test_a_request_names_whom_it_wants_to_reach(line: str, names: tuple[str, ...]) -> None:
    assert read_request(head(line)).names == names


@pytest.mark.parametrize(
    "lines",
    [
        ("",),
        ("GET",),
        ("GET /a HTTP/1.1",),
        ("GET ftp://www.yunxi.gov.cn/a HTTP/1.1",),
        ("GET http:///a HTTP/1.1",),
        ("GET http://www.yunxi.gov.cn:70000/a HTTP/1.1",),
        ("CONNECT www.yunxi.gov.cn:http HTTP/1.1",),
        ("GET http://www.yunxi.gov.cn/a HTTP/2",),
        ("POST http://www.yunxi.gov.cn/a HTTP/1.1", "Transfer-Encoding: chunked"),
        ("POST http://www.yunxi.gov.cn/a HTTP/1.1", "Content-Length: 3", "content-length: 4"),
        ("POST http://www.yunxi.gov.cn/a HTTP/1.1", "Content-Length: -3"),
    ],
)
def test_what_is_not_understood_is_not_passed_on(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotUnderstood):
        read_request(head(*lines))


def test_a_request_is_passed_on_as_to_the_site_itself_and_as_the_last_one() -> None:
    asked = read_request(
        head(
            "POST http://www.yunxi.gov.cn:81/search?page=2 HTTP/1.1",
            "Host: www.yunxi.gov.cn:81",
            "Proxy-Connection: keep-alive",
            "Proxy-Authorization: Basic eA==",
            "Content-Length: 6",
        )
    )

    assert asked.head == head(
        "POST /search?page=2 HTTP/1.1", "Host: www.yunxi.gov.cn:81", "Content-Length: 6", "Connection: close"
    )
    assert asked.body_length == 6


def test_what_answers_in_another_language_is_not_passed_on() -> None:
    with pytest.raises(NotUnderstood):
        rewrite_response(b"SSH-2.0-OpenSSH\r\n\r\n")
