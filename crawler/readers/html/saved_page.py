"""Pages saved with all they show in one file, as mails are (MHTML): the page in it."""

import email
import email.policy
from email.message import EmailMessage

from crawler.domain.document import Document
from crawler.domain.errors import NotReadable
from crawler.readers.html.reading import read_html


def read_saved_page(body: bytes, source: str) -> Document:
    """Read the first page in the file; raises NotReadable where it holds none."""
    try:
        mail = email.message_from_bytes(body, EmailMessage, policy=email.policy.default)
        page = next((part for part in mail.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page is not None else None
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NotReadable(source, f"a saved page that does not open: {error}") from error
    if not isinstance(content, bytes):
        raise NotReadable(source, "a saved page without a page in it")
    return read_html(content, source)
