"""Every exception of the package. Each message says what was wrong, where, and what to do."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose."""


class InvalidRecordError(OnrecordError, ValueError):
    """A record that breaks a rule of the data model (no evidence, low > high, start > end...)."""


class UnreadableError(OnrecordError):
    """An input from which no text can be had; `address` names it.

    Args:
        address: path or web address as the user gave it.
        reason: what is wrong, in plain words.
        hint: what the user can do, or empty.
    """

    def __init__(self, address: str, reason: str, hint: str = "") -> None:
        self.address, self.reason, self.hint = address, reason, hint
        super().__init__(f"{address}: {reason}" + (f" ({hint})" if hint else ""))


class PipelineError(OnrecordError):
    """Annotators in an order in which one lacks what it needs."""


class VocabularyError(OnrecordError):
    """A vocabulary file that is malformed, or a code that it does not have."""


class StoreError(OnrecordError):
    """A store that cannot be opened, or holds what this version cannot read."""


class NotFoundError(OnrecordError, KeyError):
    """An id that the store does not have."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class MissingResourceError(OnrecordError):
    """A data file that the package needs is not there; the message says what to run."""
