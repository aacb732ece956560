"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.read.text import document_from_text


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options by which a change of results is accepted on purpose."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")
    parser.addoption("--allow-regression", action="store_true", help="accept figures below their floors")


@pytest.fixture(scope="session")
def parsed() -> Callable[..., AnnotatedDocument]:
    """Parse a text and run annotators over it: `parsed(text, "sentences", published="2024-05-01")`."""

    def run(text: str, *annotators: str, **known: Any) -> AnnotatedDocument:
        doc = next(prepare([document_from_text(text, **known)], AnnotateSettings()))
        names: Sequence[str] = annotators or ("sentences",)
        return annotate(doc, names)

    return run
