"""The shared encoder: one pass over a text gives every learned head its piece vectors.

In: a text as the parser reads it. Out: word pieces with their character offsets, a vector for each piece,
and the scores of the heads that look at single pieces. Windows start at paragraph or sentence ends and
overlap a little; in the overlap the window in which a piece stands more central wins.

What it leaves out: what the scores mean (`statement_reader.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.model.annotated import AnnotatedDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

WINDOW_PIECES = 320
"""Pieces in one window, its two special ones apart."""
OVERLAP_PIECES = 48
"""Least pieces that neighbouring windows share: a sentence and a half."""
N_FEATURES = 8
"""Width of `surface_features`."""

_OUTPUTS = ("hidden", "cue", "projected")
"""What is asked of the graph; it also carries event heads, which no reader uses yet (docs/model-card.md)."""
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’']?\s+")


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a text.

    Attributes:
        ids: (n,) vocabulary numbers.
        starts: (n,) offset of the first character, in code points of the text.
        ends: (n,) one past the last.
        features: (n, N_FEATURES) 0 or 1; see `surface_features`.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    features: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Encoded:
    """A text after the pass.

    Attributes:
        pieces: its word pieces.
        hidden: (n, 384) float32 vectors.
        cue: (n, 3) float32 logits of outside, begin, inside of a cue.
        projected: (n, 384) float32: what each piece brings to the linker, whichever cue asks.
    """

    pieces: Pieces
    hidden: Floats
    cue: Floats
    projected: Floats


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether the libraries and weights of the encoder are here; without them the rules read alone."""
    try:
        import onnxruntime  # noqa: F401
        import tokenizers  # noqa: F401
    except ImportError:
        return False
    return (files("onrecord") / "weights" / "encoder.onnx").is_file()


@lru_cache(maxsize=1)
def load_tokenizer() -> Any:
    """The uncased word-piece tokenizer; it keeps offsets in the text as given."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((files("onrecord") / "weights" / "tokenizer.json").read_text("utf-8"))
    tokenizer.no_truncation()  # the file asks for 128 pieces: we cut windows ourselves
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=4)
def load_graph(name: str) -> Any:
    """An ONNX graph of the package's `weights` folder, on one thread.

    Raises:
        OnrecordError: if ONNX Runtime is not installed.
    """
    try:
        import onnxruntime as ort
    except ImportError as err:
        raise OnrecordError("the encoder needs onnxruntime: pip install 'onrecord[encoder]'") from err
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = (files("onrecord") / "weights" / f"{name}.onnx").read_bytes()
    return ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def split_pieces(text: str) -> Pieces:
    """The word pieces of `text` with surface features."""
    import numpy as np

    encoding = load_tokenizer().encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        features=surface_features(text, starts, ends),
    )


def quote_depth(text: str) -> list[bool]:
    """For each character, whether it stands inside double quotation marks; a paragraph break closes them."""
    inside, out, straight = False, [], False
    for char in text:
        if char == "\n":
            inside = straight = False
        elif char == "“":
            inside = True
        elif char == '"':
            straight = not straight
            inside = straight
        out.append(inside or char in '”"')
        if char == "”":
            inside = False
    return out


def surface_features(text: str, starts: Ints, ends: Ints) -> Floats:
    """What an uncased vocabulary does not show of each piece.

    Returns:
        (n, 8) float32 of 0 and 1: begins a word, capital, all capitals, digit, inside quotation marks,
        is a quotation mark, opens a paragraph, opens a sentence.
    """
    import numpy as np

    quoted = quote_depth(text)
    opens = {match.end() for match in _BREAK.finditer(text)} | {0}
    found = np.zeros((len(starts), N_FEATURES), dtype=np.float32)
    for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        piece = text[start:end]
        begins = start == 0 or text[start - 1].isspace()
        paragraph = start == 0 or text[start - 1] == "\n"
        found[row] = (
            begins,
            piece[:1].isupper(),
            len(piece) > 1 and piece.isupper(),
            piece[:1].isdigit(),
            quoted[start] if start < len(quoted) else False,
            piece in "“”\"‘’'",
            paragraph,
            start in opens,
        )
    return found


def windows(
    pieces: Pieces, size: int = WINDOW_PIECES, overlap: int = OVERLAP_PIECES
) -> list[tuple[int, int]]:
    """Stretches of pieces that cover the text, each beginning at a sentence start where there is one.

    Returns:
        (first, one past last) of each, in order; neighbours share at least `overlap` pieces where the
        text has a sentence start to begin at, and never less than `overlap // 2`.
    """
    total, found, first = len(pieces), [], 0
    opens = pieces.features[:, 6] + pieces.features[:, 7] > 0
    while True:
        last = min(total, first + size)
        found.append((first, last))
        if last == total:
            return found
        begin = last - overlap
        candidates = [i for i in range(max(first + 1, begin - overlap), last - overlap // 2) if opens[i]]
        first = min(candidates, key=lambda i: abs(i - begin)) if candidates else begin


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `encoded`: one `Encoded`, or nothing where the encoder is not installed."""
    doc.layers["encoded"] = [encode(doc.reading_text)] if is_installed() else []


def encoded_of(doc: AnnotatedDocument) -> Encoded | None:
    """The encoder's pass over a document, or None where it was not run."""
    layer = doc.layers.get("encoded")
    return layer[0] if layer else None


def encode(text: str) -> Encoded:
    """Run the encoder over `text`; vectors and cue scores for every piece."""
    import numpy as np

    pieces = split_pieces(text)
    graph = load_graph("encoder")
    whole = [np.zeros((len(pieces), width), dtype=np.float32) for width in (384, 3, 384)]
    done = 0
    spans = windows(pieces)
    for number, (first, last) in enumerate(spans):
        ids = np.concatenate(([101], pieces.ids[first:last], [102]))[None]
        features = np.pad(pieces.features[first:last], ((1, 1), (0, 0)))[None]
        parts = graph.run(list(_OUTPUTS), {"ids": ids, "features": features})
        # In the overlap, the first half is the earlier window's, the second half the later one's.
        begin = (first + done) // 2 if number else 0
        for target, part in zip(whole, parts, strict=True):
            target[begin:last] = part[0, 1 + begin - first : 1 + last - first]
        done = last
    return Encoded(pieces, *whole)
