"""The words of a document as the actor grammar sees them: plain lists, one entry a token.

Reading attributes one by one off a parse costs more than the whole grammar; they are taken out once.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from onrecord.model.annotated import AnnotatedDocument

_OPEN, _CLOSE = "“", "”"


@dataclass
class Words:
    """Parallel lists over the tokens of one document.

    Attributes:
        start: offset of the first character of each token.
        end: offset past its last character.
        text: as printed.
        lower: in lower case.
        tag: Penn Treebank tag.
        dep: dependency label.
        head: index of the syntactic head.
        entity: label of the parser's name that the token is in, or "".
        begins: whether such a name begins at the token.
        sentence: number of its sentence in the layer `sentences`.
        quoted: whether it stands inside quotation marks.
    """

    start: list[int]
    end: list[int]
    text: list[str]
    lower: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    begins: list[bool]
    sentence: list[int]
    quoted: list[bool]

    def __len__(self) -> int:
        return len(self.start)

    def at(self, offset: int) -> int:
        """Index of the token at or before `offset`."""
        return max(0, bisect_right(self.start, offset) - 1)


def words_of(doc: AnnotatedDocument) -> Words:
    """The words of a parsed document that has the layer `sentences`."""
    parse, strings = doc.parse, doc.parse.vocab.strings
    # token objects cost more than everything else here: offsets and words come from the array too
    array = parse.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB", "IDX", "LENGTH"]).tolist()
    names: dict[int, str] = {0: ""}

    def named(key: int) -> str:
        if key not in names:
            names[key] = strings[key]
        return names[key]

    reading = doc.reading_text
    start = [row[5] for row in array]
    text = [reading[row[5] : row[5] + row[6]] for row in array]
    return Words(
        start=start,
        end=[offset + len(word) for offset, word in zip(start, text, strict=True)],
        text=text,
        lower=[word.lower() for word in text],
        tag=[named(row[0]) for row in array],
        dep=[named(row[1]) for row in array],
        head=[_head(i, row[2]) for i, row in enumerate(array)],
        entity=[named(row[3]) for row in array],
        begins=[row[4] == 3 for row in array],
        sentence=_sentences(doc, start),
        quoted=_quoted(text),
    )


def _head(index: int, offset: int) -> int:
    # the array is unsigned: a head before the token wraps round
    return index + (offset - 2**64 if offset >= 2**63 else offset)


def _sentences(doc: AnnotatedDocument, start: list[int]) -> list[int]:
    numbers, sentence, ends = [], 0, [s.span.end for s in doc.sentences]
    for offset in start:
        while sentence < len(ends) - 1 and offset >= ends[sentence]:
            sentence += 1
        numbers.append(sentence)
    return numbers


def _quoted(text: list[str]) -> list[bool]:
    marks, inside = [], False
    for word in text:
        if word == _OPEN:
            inside = True
        elif word == _CLOSE:
            inside = False
        elif word == '"':
            inside = not inside
        elif "\n" in word and inside and word.count("\n") > 1:
            inside = False  # a quotation that goes on opens anew with its paragraph
        marks.append(inside)
    return marks
