"""One polite fetch: public addresses only, over redirects too; limits; errors in one line. No network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from onrecord.config import ReadSettings
from onrecord.errors import UnreadableError
from onrecord.read.source import Input, load
from onrecord.read.web import fetch, is_private
from tests.read.samples import a_page

OPEN = ReadSettings(allow_private_addresses=True, timeout_seconds=1.0, max_bytes=100_000)


class Site(BaseHTTPRequestHandler):
    """A small site with a page and some faults."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path == "/page":
            text = "Three soldiers were killed when a bomb hit their truck near the river, the army said."
            self._answer(200, a_page(text, text.replace("Three", "Four")), "text/html; charset=utf-8")
        elif self.path == "/moved":
            self._answer(301, b"", "text/plain", location="/page")
        elif self.path == "/loop":
            self._answer(302, b"", "text/plain", location="/loop")
        elif self.path == "/inside":
            self._answer(302, b"", "text/plain", location="http://169.254.169.254/latest/")
        elif self.path == "/large":
            self._answer(200, b"x" * 200_000, "text/plain")
        elif self.path == "/file":
            self._answer(302, b"", "text/plain", location="file:///etc/passwd")
        else:
            self._answer(404, b"no", "text/plain")

    def _answer(self, status: int, body: bytes, media_type: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def at(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def test_a_page_is_fetched_once_and_read(site: ThreadingHTTPServer) -> None:
    found = load(Input(at(site, "/moved"), "web"), OPEN).document
    assert found.text.startswith("Three soldiers") or "Three soldiers" in found.text
    assert found.acquired.method == "web" and found.acquired.retrieved
    assert [path for path, _ in site.seen] == ["/moved", "/page"]  # type: ignore[attr-defined]
    assert all("onrecord" in agent for _, agent in site.seen)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "the server answered 404"),
        ("/loop", "redirects more than 5 times"),
        ("/large", "larger than 100,000 bytes"),
        ("/file", "no web address"),
    ],
)
def test_faults_are_one_line(site: ThreadingHTTPServer, path: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        fetch(at(site, path), OPEN)
    assert "\n" not in str(caught.value)


def test_local_addresses_are_refused_before_anything_is_sent(site: ThreadingHTTPServer) -> None:
    closed = msgspec.structs.replace(OPEN, allow_private_addresses=False)
    for url in (at(site, "/page"), at(site, "/page").replace("127.0.0.1", "localhost")):
        with pytest.raises(UnreadableError, match="private or local"):
            fetch(url, closed)
    assert site.seen == []  # type: ignore[attr-defined]


def test_a_redirect_into_the_local_network_is_refused(
    site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.read import web

    port = site.server_address[1]
    real = web.is_private
    monkeypatch.setattr(web, "is_private", lambda host: host != "127.0.0.1" and real(host))
    closed = msgspec.structs.replace(OPEN, allow_private_addresses=False)
    with pytest.raises(UnreadableError, match=r"169\.254\.169\.254 is a private"):
        fetch(f"http://127.0.0.1:{port}/inside", closed)


def test_a_name_that_leads_to_a_private_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, 80)) for n in ("93.184.216.34", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(UnreadableError, match="private or local"):
        fetch("http://innocent.example/", ReadSettings())


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.0.1", True), ("172.16.0.1", True),
        ("0.0.0.0", True), ("169.254.169.254", True), ("100.64.0.1", True), ("::1", True), ("[::1]", True),
        ("fe80::1", True),
        ("fd00::1", True), ("::ffff:127.0.0.1", True), ("224.0.0.1", True), ("localhost", True),
        ("LOCALHOST.", True), ("printer.local", True), ("8.8.8.8", False), ("2606:4700::1111", False),
        ("example.org", False),
    ],
)  # fmt: skip
def test_private_addresses(host: str, private: bool) -> None:
    assert is_private(host) is private
