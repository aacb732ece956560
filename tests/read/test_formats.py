"""Every format gives its text and what the file says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.config import ReadSettings
from onrecord.errors import UnreadableError
from onrecord.model.document import Document
from onrecord.read.source import Input, Loaded, load
from tests.read.samples import a_docx, a_mail, a_page, a_pdf

TEXT = "Three soldiers were killed when a bomb hit their truck near the river, the army said on Friday."
MORE = "The spokesman told reporters that two of the attackers had been arrested in the village."


def read(folder: Path, name: str, data: bytes) -> Loaded:
    path = folder / name
    path.write_bytes(data)
    return load(Input(str(path), "file"), ReadSettings())


def document(folder: Path, name: str, data: bytes) -> Document:
    return read(folder, name, data).document


def test_html_gives_body_and_metadata(tmp_path: Path) -> None:
    found = document(tmp_path, "page.html", a_page(TEXT, MORE, "Also See: Talks resume in spring"))
    assert TEXT in found.text and MORE in found.text
    assert "Home" not in found.text and "Copyright" not in found.text
    assert found.title == "Three soldiers killed near the river"
    assert (found.source.publisher, found.source.kind) == ("The Valley Times", "secondary")
    assert (found.published, found.url) == ("2024-05-03", "https://valley-times.example/2024/river")
    assert [piece.kind for piece in found.boilerplate] == ["see_also"]
    assert found.acquired.media_type == "text/html"


def test_html_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    assert document(tmp_path, "saved.txt", a_page(TEXT, MORE)).acquired.media_type == "text/html"


def test_two_versions_of_a_page_share_its_page_id(tmp_path: Path) -> None:
    first, second = (
        document(tmp_path, "a.html", a_page(TEXT)),
        document(tmp_path, "b.html", a_page(TEXT, MORE)),
    )
    assert first.page_id == second.page_id and first.id != second.id


def test_a_page_without_an_article_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no article text"):
        read(tmp_path, "empty.html", b"<html><body><script>x()</script></body></html>")


def test_pdf_gives_its_lines_and_joins_split_words(tmp_path: Path) -> None:
    lines = ["The forces conducted three opera-", "tions in the cross-", "border area on Friday.", TEXT]
    found = document(tmp_path, "x.pdf", a_pdf(lines, title="Weekly security update"))
    assert "three operations in the cross-border area" in " ".join(found.text.split())
    assert found.title == "Weekly security update"


def test_page_numbers_and_running_heads_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    found = document(tmp_path, "x.pdf", a_pdf(["Ministry of Defence", TEXT, "Page 1 of 4"], pages=4))
    assert "Page 1" not in found.text and "Ministry" not in found.text
    assert found.text.count("Three soldiers") == 4


def test_docx_gives_paragraphs_tables_and_title(tmp_path: Path) -> None:
    found = document(tmp_path, "x.docx", a_docx([TEXT, MORE], title="Statement of the army"))
    assert found.text == f"{TEXT}\n{MORE}\nKilled | 27"
    assert found.title == "Statement of the army"


@pytest.mark.parametrize("html", [False, True])
def test_mail_gives_body_subject_sender_and_date(tmp_path: Path, html: bool) -> None:
    body = f"<html><body><p>{TEXT}</p><p>{MORE}</p></body></html>" if html else f"{TEXT}\n\n{MORE}\n"
    found = read(tmp_path, "x.eml", a_mail(body, html=html, attachment=True))
    assert " ".join(found.document.text.split()) == f"{TEXT} {MORE}"
    assert found.document.title == "Army says three soldiers killed near the river"
    assert found.document.source.publisher == "Press Office of the Army"
    assert (found.document.source.kind, found.document.published) == ("primary", "2024-05-03")
    assert [notice.name for notice in found.notices] == ["attachments-not-read"]


def test_markdown_loses_its_marks_only(tmp_path: Path) -> None:
    source = (
        "---\ntitle: Weekly update\ndate: 2024-05-03\n---\n# Weekly update\n\n"
        "**Three** soldiers were killed near the [river](https://example.org/map), the *army* said.\n\n"
        "- 1 of 3 wounded was flown out\n> “We will not leave,” he said.\n\n"
        "2 * 3 * 4 and snake_case_word stay.\n"
    )
    found = document(tmp_path, "x.md", source.encode())
    assert found.text == (
        "Weekly update\n\nThree soldiers were killed near the river, the army said.\n\n"
        "1 of 3 wounded was flown out\n“We will not leave,” he said.\n\n2 * 3 * 4 and snake_case_word stay."
    )
    assert (found.title, found.published) == ("Weekly update", "2024-05-03")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = f"{TEXT} “We — the army’s officers — regret it,” he said in Bogotá."
    found = read(tmp_path, "x.txt", text.encode(encoding))
    assert found.document.text == text
    assert ("encoding-guessed" in [notice.name for notice in found.notices]) == (encoding == "cp1252")


def test_cyrillic_in_an_old_encoding(tmp_path: Path) -> None:
    text = "Армия сообщила, что трое солдат погибли в результате нападения на севере страны. " * 4
    found = read(tmp_path, "x.txt", text.encode("cp1251"))
    assert found.document.text == text.strip()
    assert found.document.language == "ru"


def test_what_the_caller_knows_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(a_page(TEXT, MORE))
    known = {
        "published": "2024-05-04",
        "title": "My title",
        "publisher": "Ministry of Defence",
        "language": "ur",
    }
    found = load(Input(str(path), "file"), ReadSettings(), **known).document
    assert (found.published, found.title, found.language) == ("2024-05-04", "My title", "ur")
    assert (found.source.publisher, found.source.kind) == ("Ministry of Defence", "primary")


def test_offsets_lead_back_to_the_text_as_decoded(tmp_path: Path) -> None:
    decoded = f"\ufeff  {TEXT}  \r\n\r\n\r\n\r\n{MORE}\r\n"
    found = document(tmp_path, "x.txt", decoded.encode("utf-8"))
    at = found.text.index("The spokesman")
    assert decoded[1:][found.decoded_offset(at) :].startswith("The spokesman")
