"""Accuracy is a test: what main reaches on our own examples may not be lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.serve.reading import example_records, examples
from tests.scoring import score

GOLD = Path(__file__).parent / "data" / "examples-gold.jsonl"
FLOORS = Path(__file__).parent / "floors.json"

pytestmark = pytest.mark.parser


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    pinned = json.loads(FLOORS.read_text("utf-8"))["sha256"]
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == pinned


def test_no_figure_falls_below_its_floor(request: pytest.FixtureRequest) -> None:
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    rows = {row["id"]: row for row in examples()}
    reached = score(list(zip(gold, example_records([rows[item["id"]] for item in gold]), strict=True)))
    floors = json.loads(FLOORS.read_text("utf-8"))["floors"]
    print(json.dumps({name: round(value, 3) for name, value in reached.items()}))  # noqa: T201
    below = {
        name: (round(reached[name], 4), floor) for name, floor in floors.items() if reached[name] < floor
    }
    if request.config.getoption("--allow-regression"):
        pytest.skip(f"regression allowed: {below}; say why in CHANGELOG.md and lower tests/floors.json")
    assert not below, "reached, floor"
