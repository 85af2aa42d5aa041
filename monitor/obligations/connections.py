"""What is told of a report that came over a connection which nobody vouched for, or which is not safe any more."""

from crawler.domain.wording import Text

_WORDS = (
    ("tls:unverified", Text("网站证书未通过验证", "the site's certificate was not believed")),
    ("tls:legacy", Text("网站加密方式陈旧", "the site's encryption is outdated")),
)


def connection_words(transport: str) -> Text:
    """How the connection of a capture was not an ordinary one; empty where it was.

    >>> connection_words("tls:unverified: certificate has expired").zh
    '（网站证书未通过验证）'
    """
    found = [words for flag, words in _WORDS if flag in transport]
    if not found:
        return Text("", "")
    return Text(f"（{'，'.join(one.zh for one in found)}）", f" ({', '.join(one.en for one in found)})")
