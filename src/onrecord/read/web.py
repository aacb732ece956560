"""One polite fetch of one web address.

Addresses inside the reader's own network are refused unless allowed: a text that holds a link must not
become a way to read a private service. The check is made for each redirect, on the very address that
is then connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from msgspec import Struct

from onrecord.config import ReadSettings
from onrecord.errors import UnreadableError

if TYPE_CHECKING:
    import httpx

_MOST_REDIRECTS = 5
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5"


class Fetched(Struct, frozen=True, kw_only=True):
    """What came back.

    Attributes:
        data: the body.
        url: after redirects.
        media_type: as the server says, lower case, without parameters; empty if it does not say.
        charset: as the server says, or None.
    """

    data: bytes
    url: str
    media_type: str
    charset: str | None


def fetch(url: str, settings: ReadSettings) -> Fetched:
    """GET `url` once, following at most five redirects.

    Raises:
        UnreadableError: for a refused or unknown address, an error status, a body over `max_bytes`,
            or no answer in time.
    """
    import httpx

    at = url
    try:
        with httpx.Client(
            timeout=settings.timeout_seconds,
            follow_redirects=False,
            headers={"User-Agent": settings.user_agent, "Accept": _ACCEPT},
        ) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                target, extra = _target(at, url, settings)
                with client.stream("GET", target, **extra) as response:
                    if not response.has_redirect_location:
                        return _body(response, url, at, settings)
                    at = urljoin(at, response.headers["location"])
    except httpx.TimeoutException as err:
        raise UnreadableError(url, f"no answer within {settings.timeout_seconds:g} seconds") from err
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as err:
        raise UnreadableError(url, f"cannot be fetched: {err or type(err).__name__}") from err
    raise UnreadableError(url, f"redirects more than {_MOST_REDIRECTS} times")


def _body(response: httpx.Response, url: str, at: str, settings: ReadSettings) -> Fetched:
    if response.status_code >= 400:
        hint = "the site asks to slow down" if response.status_code == 429 else ""
        raise UnreadableError(url, f"the server answered {response.status_code}", hint)
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > settings.max_bytes:
            raise UnreadableError(url, f"larger than {settings.max_bytes:,} bytes")
        chunks.append(chunk)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(data=b"".join(chunks), url=at, media_type=media_type, charset=response.charset_encoding)


def _target(at: str, url: str, settings: ReadSettings) -> tuple[str, dict[str, Any]]:
    """The address to connect to: with private ones refused, the host is replaced by the checked number."""
    parts = urlsplit(at)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreadableError(url, f"leads to {at}, which is no web address")
    if settings.allow_private_addresses:
        return at, {}
    if parts.scheme in getproxies() and not proxy_bypass(parts.hostname):
        # The proxy resolves the name; what can be seen from here is refused here.
        if is_private(parts.hostname):
            raise _refused(url, parts.hostname)
        return at, {}
    number = _public_number(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80), url)
    shown = f"[{number}]" if ":" in number else number
    pinned = parts._replace(netloc=shown + (f":{parts.port}" if parts.port else "")).geturl()
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return pinned, {"headers": {"Host": host}, "extensions": {"sni_hostname": parts.hostname}}


def _public_number(host: str, port: int, url: str) -> str:
    """The first number of a host of which none is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise UnreadableError(url, f"no such host: {host}") from err
    numbers = [str(row[4][0]).partition("%")[0] for row in found]
    if not numbers or any(is_private(number) for number in numbers):
        raise _refused(url, host)
    return numbers[0]


def _refused(url: str, host: str) -> UnreadableError:
    return UnreadableError(url, f"{host} is a private or local address", "--allow-private fetches it")


def is_private(host: str) -> bool:
    """Whether a number, or a name that says so itself, is not of the public internet.

    >>> is_private("127.0.0.1"), is_private("169.254.169.254"), is_private("::ffff:10.0.0.1")
    (True, True, True)
    >>> is_private("intranet.local"), is_private("8.8.8.8"), is_private("example.org")
    (True, False, False)
    """
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        name = host.rstrip(".").lower()
        return name == "localhost" or name.endswith(
            (".localhost", ".local", ".internal", ".lan", ".home.arpa")
        )
    mapped = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    return not (mapped or number).is_global or number.is_multicast
