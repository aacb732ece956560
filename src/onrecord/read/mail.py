"""E-mail files: the plain body, else the HTML one; subject, sender and date."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from onrecord.errors import UnreadableError
from onrecord.model.records import Notice
from onrecord.read.extracted import Extracted
from onrecord.read.html import read_html


def read_mail(data: bytes, address: str) -> Extracted:
    """Body text with subject, sender's name and date; attachments are named in a notice, not read.

    Raises:
        UnreadableError: if there is no body.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise UnreadableError(address, "an e-mail without a text body")
    payload = body.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    if body.get_content_subtype() == "html":
        page = read_html(raw, address, charset=body.get_content_charset())
        text, encoding = page.text, page.encoding
    else:
        encoding = body.get_content_charset() or "utf-8"
        try:
            text = raw.decode(encoding, "replace")
        except LookupError:
            text, encoding = raw.decode("utf-8", "replace"), "utf-8"
    if not text.strip():
        raise UnreadableError(address, "an e-mail without text")
    attached = [part.get_filename() or "unnamed" for part in message.iter_attachments()]
    notices: tuple[Notice, ...] = ()
    if attached:
        notices = (Notice(name="attachments-not-read", text="attachments not read: " + ", ".join(attached)),)
    return Extracted(
        text=text,
        media_type="message/rfc822",
        encoding=encoding,
        title=_header(message, "subject"),
        publisher=_sender(message),
        published=_date(message),
        notices=notices,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (MessageError, ValueError, IndexError, TypeError):  # headers that break the standard
        return None
    return " ".join(str(value).split()) if value else None


def _sender(message: EmailMessage) -> str | None:
    """Display name of the sender, else the address."""
    try:
        first = message["from"].addresses[0]
    except (AttributeError, IndexError, MessageError, ValueError, TypeError):
        return None
    return first.display_name or first.addr_spec or None


def _date(message: EmailMessage) -> str | None:
    try:
        sent = message["date"].datetime
    except (AttributeError, IndexError, MessageError, ValueError, TypeError):
        return None
    return sent.date().isoformat() if sent else None
