"""The corpus builds, passes its checks, and its builder refuses what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import agreement, build, checks, loader
from corpus.statistics import CARD, card_with, statistics
from corpus.tools.numbers import find_numbers
from corpus.tools.quotes import QuoteError, find, without_cue
from corpus.tools.shorthand import expand

CORPUS, PROBLEMS = build.build_all()


def code(text: str, *lines: str) -> tuple[dict[str, object], list[str]]:
    return build.build_item("sentences", "s-1", {"text": text, "code": "\n".join(lines)}, "f: s-1")


def test_every_source_builds() -> None:
    assert PROBLEMS == []


def test_every_check_passes() -> None:
    assert checks.check_corpus(CORPUS["documents"], CORPUS["sentences"], CORPUS["groups"]) == []


def test_data_card_has_the_statistics_of_the_sources() -> None:
    assert card_with(statistics()) == CARD.read_text(encoding="utf-8"), (
        "run python -m corpus.statistics --write"
    )


def test_built_files_are_those_of_the_sources() -> None:
    for kind, items in CORPUS.items():
        lines = (build.ROOT / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == json.loads(json.dumps(items)), (
            "run python -m corpus.build"
        )


def test_splits_are_parts_of_the_whole() -> None:
    parts = [loader.load("sentences", split) for split in ("train", "dev", "test")]
    assert sum(map(len, parts)) == len(CORPUS["sentences"])


def test_line_form_gives_the_gold_form() -> None:
    record, problems = code(
        "Four men, two of them guards, were shot in Goma, Mayor Ann Okoth said.",
        "A okoth | Ann Okoth | COD GOV | Mayor Ann Okoth",
        "S $okoth | said | Four men ... Goma",
        "F 4 | men | shot / killed | Four men",
        "F 2 | guards | shot | two of them guards | part=4",
        "E ASSAULT.firearms | > men / Four men | were shot in Goma | place=Goma",
    )
    assert problems == []
    assert record["figures"][1]["part_of"] == 4  # type: ignore[index]
    assert record["events"][0]["source"] == ["Ann Okoth", "Mayor Ann Okoth"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("S guard | said | He fled at down", "not in the text; found as far as"),
        ("F 3 | huts | burned | Two huts", "value [3]"),
        ("E ASSALT | > huts | Two huts burned", "type 'ASSALT'"),
        ("E COERCE.drone | > huts | Two huts burned", "mode 'drone'"),
        ("F 2 | huts | burned | Two huts | per=2020", "want opt"),
        ("Q x", "starts with 'Q'"),
    ],
)
def test_a_wrong_line_is_named(line: str, complaint: str) -> None:
    _, problems = code("Two huts burned. He fled at dawn, a guard said.", line)
    assert any(complaint in p and p.startswith("f: s-1") for p in problems), problems


def test_a_number_in_no_record_is_a_problem() -> None:
    _, problems = code("On 3 May 2021 at 14:30 some 40 men left.", "N 99")
    _, numbers = code("On 3 May 2021 at 14:30 some 40 men left.")
    assert any("not in the text" in p for p in problems)
    assert ["40" in p for p in numbers] == [True]


def test_an_aside_with_the_cue_is_cut_out() -> None:
    assert without_cue("Both fled, she said, at dusk", (0, 28), [(15, 19)]) == [(0, 9), (21, 28)]


def test_an_ambiguous_quote_is_refused() -> None:
    with pytest.raises(QuoteError, match="2 times"):
        find("two men and two boys", "two")


def test_numbers_of_a_range_stay_two() -> None:
    assert [n.value for n in find_numbers("between sixty and seventy; two hundred and ten")] == [60, 70, 210]


def test_defaults_and_empty_fields_of_the_line_form() -> None:
    raw, problems = expand({"code": "D F period=2020 | place=Goma\nE REJECT | | no | opt"})
    assert (problems, raw["defaults"]) == ([], {"figures": {"period": "2020", "place": "Goma"}})
    assert "actor" not in raw["events"][0]


def test_equal_codings_agree() -> None:
    items = [(item, item) for item in CORPUS["documents"][:5]]
    rows = [row for kind in ("statements", "figures", "events") for row in agreement.rows_of(kind, items)]
    assert {value for _, value, _ in rows} <= {1.0, None}


def test_alpha_is_nought_for_chance_and_none_without_variation() -> None:
    assert agreement.alpha([("a", "a"), ("a", "a")]) is None
    assert agreement.alpha([("a", "b"), ("b", "a"), ("a", "a"), ("b", "b")]) == pytest.approx(0.125)


def test_near_copies_are_found(tmp_path: Path) -> None:
    words = (
        "the convoy left the depot at dawn and reached the lake before the storm closed the only road north"
    )
    pair = [{"id": "a", "text": words}, {"id": "b", "text": words + " again"}]
    assert any("shares" in p for p in checks.check_near_copies(pair))
    assert checks.check_bench_copies(pair, tmp_path) == []
