"""Units made comparable: kilograms with tonnes, acres with hectares; money never.

In: units as texts write them. Out: factors between them, by the library pint, loaded at first use. A record
keeps every amount in the unit it was stated in; conversion serves checks only. Money is not converted: a
rate belongs to a day and a market, which the text does not give, so that two currencies are not comparable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_METRIC = {"ton": "tonne", "tons": "tonne", "lbs": "pound", "sq km": "km**2", "hectares": "hectare"}
"""Ways of writing that pint reads otherwise or not at all: the genre's "ton" is metric."""
_MONEY_TOO = frozenset({"pound", "pounds", "mark", "marks", "real", "rand", "som", "won", "yuan"})
"""Words for money that a unit library would take for something else."""


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()


@lru_cache(maxsize=1024)
def factor(unit: str | None, into: str | None) -> float | None:
    """How many `into` one `unit` is; None where they are not of one kind or the library knows them not.

    Args:
        unit: as a text writes it ("kg"); None for a plain count.
        into: likewise.

    Example:
        >>> factor("tonnes", "kg"), factor("kg", "kg"), factor(None, None)
        (1000.0, 1.0, 1.0)
        >>> factor("kg", "hectares") is None, factor("dollars", "euros") is None, factor("kg", None) is None
        (True, True, True)
    """
    if unit == into:
        return 1.0
    if unit is None or into is None or unit in _MONEY_TOO or into in _MONEY_TOO:
        return None
    import pint

    one, other = (_METRIC.get(word, word) for word in (unit, into))
    try:
        return float(_registry().Quantity(1, one).to(other).magnitude)
    except (pint.errors.PintError, AttributeError, ValueError, TypeError):
        return None
