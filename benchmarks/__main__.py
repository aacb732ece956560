"""python -m benchmarks TOPIC INPUT.jsonl OUTPUT.jsonl

Reads documents without gold, writes predictions in the form of the topic, and prints the number of
documents, seconds spent reading them (model loading apart) and documents per second.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

TOPICS = {
    "briefings": "briefings",
    "attribution": "attribution",
    "figures": "figures",
    "figures-security": "figures_security",
    "times": "times",
    "events": "events",
    "events-pairs": "events_pairs",
    "events-fine": "events_fine",
    "places": "places",
    "muc4": "muc4",
    "corroboration": "corroboration",
    "claims": "claims",
}


def main(argv: list[str]) -> int:
    """Run one topic; 0 when written, 2 for wrong arguments or an unreadable input."""
    if len(argv) != 3 or argv[0] not in TOPICS:
        print(
            f"usage: python -m benchmarks TOPIC INPUT.jsonl OUTPUT.jsonl\ntopics: {', '.join(TOPICS)}",
            file=sys.stderr,
        )
        return 2
    topic, source, target = argv[0], Path(argv[1]), Path(argv[2])
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
        documents = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as err:
        print(f"{source}: {err}", file=sys.stderr)
        return 2
    adapter = importlib.import_module(f"benchmarks.{TOPICS[topic]}")
    adapter.warm_up()
    start = time.perf_counter()
    predictions = adapter.predict(documents)
    seconds = time.perf_counter() - start
    with target.open("w", encoding="utf-8") as out:
        for prediction in predictions:
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    print(
        f"{len(documents)} documents, {seconds:.2f} s, {len(documents) / max(seconds, 1e-9):.2f} documents/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
