"""Bad input: one clear line each, and the other inputs of the run are read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from onrecord.config import ReadSettings
from onrecord.errors import UnreadableError
from onrecord.read.source import Input, discover, load
from tests.read.samples import a_docx, a_pdf

TEXT = b"Three soldiers were killed near the river, the army said on Friday."
LIMITS = ReadSettings(max_bytes=1_000_000, max_characters=400_000)


def fault(path: Path, data: bytes | None = None) -> str:
    """The message for reading `path`; it is one line and names the file."""
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        load(Input(str(path), "file"), LIMITS)
    message = str(caught.value)
    assert message.startswith(str(path)) and "\n" not in message and len(message) < len(str(path)) + 200
    return message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "an empty file"),
        ("blank.txt", b" \n\t\n \x00", "no text in it"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a PNG image"),
        ("binary.dat", bytes(range(256)) * 40, "a binary file"),
        ("archive.zip", b"PK\x03\x04" + bytes(range(256)) * 8, "a ZIP archive"),
        ("large.txt", b"word " * 10_000_000, "50,000,000 bytes or more; the limit is 1,000,000"),
        ("long.txt", b"word " * 100_000, "499,999 characters; the limit is 400,000"),
        ("broken.pdf", b"%PDF-1.7\n" + b"broken " * 50, "a broken PDF"),
        ("cut.pdf", a_pdf(["A line."])[:400], "a broken PDF"),
        ("scan.pdf", a_pdf([]), "without a text layer"),
        ("broken.docx", b"PK\x03\x04 broken", "a broken Word file"),
        ("cut.docx", a_docx(["A line."])[:900], "a broken Word file"),
        ("none.eml", b"Subject: x\r\nContent-Type: image/png\r\n\r\n\x89PNG", "without a text body"),
    ],
)
def test_each_fault_is_one_clear_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    assert words in fault(tmp_path / name, data)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in fault(tmp_path / "missing.txt")


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    if os.geteuid() == 0:  # root may read everything: then the refusal is acted

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    assert "no permission to read it" in fault(path)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(UnreadableError, match="null"):
        load(Input("a\0b", "file"), LIMITS)


def test_nul_bytes_are_left_out_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_bytes(TEXT[:20] + b"\0\0" + TEXT[20:] * 4)
    found = load(Input(str(path), "file"), LIMITS)
    assert "\0" not in found.document.text and found.document.text.startswith("Three soldiers")
    assert [notice.name for notice in found.notices] == ["controls-removed"]


def test_a_line_of_300_000_characters_is_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes((TEXT + b" ") * 4400)
    found = load(Input(str(path), "file"), LIMITS)
    assert len(found.document.text) > 299_000
    assert [notice.name for notice in found.notices] == ["very-long-line"]


def test_another_language_is_stored_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "ur.txt"
    path.write_text("فوج کے ترجمان نے کہا ہے کہ سرحدی علاقے میں تین اہلکار ہلاک ہوئے ہیں۔", encoding="utf-8")
    found = load(Input(str(path), "file"), LIMITS)
    assert (found.document.language, [n.name for n in found.notices]) == ("ur", ["not-english"])


def test_folders_are_walked_in_name_order_and_loops_are_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden"):
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "b" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = list(discover([str(tmp_path)], LIMITS))
    names = [Path(item.address).name for item in found]
    assert names == ["a.txt", "back", "d.txt", "c.txt", "self"]
    faults = [str(item) for item in found if isinstance(item, UnreadableError)]
    assert len(faults) == 1 and "leads back to itself" in faults[0]
    with pytest.raises(UnreadableError, match="symbolic links"):
        load(Input(str(tmp_path / "self"), "file"), LIMITS)


def test_the_same_folder_by_two_ways_is_no_loop(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(TEXT)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert all(isinstance(item, Input) for item in discover([str(tmp_path)], LIMITS))


def test_a_folder_that_cannot_be_opened_does_not_stop_the_walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "x.txt").write_bytes(TEXT)
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    locked, found = discover([str(tmp_path)], LIMITS)
    assert isinstance(locked, UnreadableError) and "no permission" in str(locked)
    assert isinstance(found, Input)


@pytest.mark.parametrize(("data", "words"), [(b"", "nothing came in"), (b"x" * 1_000_001, "the limit is")])
def test_standard_input_has_the_same_limits(monkeypatch: pytest.MonkeyPatch, data: bytes, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(UnreadableError, match=words):
        load(Input("-", "stdin"), LIMITS)


def test_standard_input_is_read_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(a_pdf([TEXT.decode()]))))
    found = load(Input("-", "stdin"), LIMITS)
    assert found.document.acquired.media_type == "application/pdf"
    assert found.document.text == TEXT.decode()
