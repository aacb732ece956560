"""onrecord: official briefings and the news about them as an attributed, checkable record."""

__version__ = "0.1.0"
