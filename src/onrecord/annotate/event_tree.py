"""The parse as plain lists, and the questions the event rules ask of it.

Reading attributes and children off a parse token by token costs more than the rules; they are taken
out once a document. Everything here is by token index.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.annotate.parser import lemma_of

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_LEFT = ("amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "det", "case", "punct")
_NOT_FIRST = frozenset({"the", "a", "an", ",", "-", "“", '"', "both", "which", "whose", "what", ":", "–"})
_RELATIVE = ("WDT", "WP", "WP$")
_QUANTITY = frozenset(
    "percent % all both round week day part number group dozen hundred thousand million score "
    "majority part half member majority series all some many "
    "most several one two three four none handful couple total wave batch convoy team gathering band "
    "gang cell network bunch crowd".split()
)


class Tree:
    """Parallel lists over the tokens of a document, with the syntax read off them."""

    def __init__(self, parse: Doc) -> None:
        strings = parse.vocab.strings
        rows = parse.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE", "SENT_START", "ORTH", "IDX"]).tolist()
        names: dict[int, str] = {0: ""}
        for row in rows:
            for key in (row[0], row[1], row[3], row[5]):
                if key not in names:
                    names[key] = strings[key]
        self.text = [names[row[5]] for row in rows]
        self.lower = [word.lower() for word in self.text]
        self.start = [row[6] for row in rows]
        self.end = [start + len(word) for start, word in zip(self.start, self.text, strict=True)]
        self.tag = [names[row[0]] for row in rows]
        self.dep = [names[row[1]] for row in rows]
        self.head = [i + (row[2] - 2**64 if row[2] >= 2**63 else row[2]) for i, row in enumerate(rows)]
        self.entity = [names[row[3]] for row in rows]
        self.kids: list[list[int]] = [[] for _ in rows]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self.sentence: list[int] = []
        number = -1
        for i, row in enumerate(rows):
            number += i == 0 or row[4] == 1
            self.sentence.append(number)

    def __len__(self) -> int:
        return len(self.text)

    def lemma(self, i: int) -> str:
        """Lower-case lemma."""
        return lemma_of(self.lower[i], self.tag[i])

    def joined(self, i: int) -> str:
        """Lemma with what a hyphen joins to it ("cease-fire"), or "" without a hyphen before."""
        if i < 2 or self.lower[i - 1] != "-" or self.end[i - 2] + 1 != self.start[i]:
            return ""
        return f"{self.lower[i - 2]}-{self.lemma(i)}"

    def is_noun(self, i: int) -> bool:
        """Whether it is tagged a noun or a name."""
        return self.tag[i] in _NOUN_TAGS

    def is_verb(self, i: int) -> bool:
        """Whether it is tagged a verb."""
        return self.tag[i][:1] == "V"

    def with_dep(self, i: int, *deps: str) -> list[int]:
        """Children of `i` with one of the labels, in text order."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def first(self, i: int, *deps: str) -> int | None:
        """The first child with one of the labels, or None."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def is_passive(self, i: int) -> bool:
        """Whether a verb is passive: by its subject or auxiliary, or a participle after a noun."""
        if any(self.dep[k] in ("nsubjpass", "auxpass", "csubjpass") for k in self.kids[i]):
            return True
        if self.tag[i] in ("VBD", "VBN") and self._is_reduced(i):
            return True
        if self.tag[i] != "VBN":
            return False
        if self.dep[i] in ("acl", "amod") or any(self.dep[k] == "agent" for k in self.kids[i]):
            return not any(self.lower[k] in ("have", "has", "had", "having", "'ve") for k in self.kids[i])
        if self.dep[i] == "conj" and not any(
            self.dep[k] in (*_SUBJECTS, "dobj", "aux") for k in self.kids[i]
        ):
            return self.is_passive(self.head[i]) if self.is_verb(self.head[i]) else False
        return False

    def _is_reduced(self, i: int) -> bool:
        """Whether a verb that always has an object stands after it: "187 persons apprehended"."""
        if self.lemma(i) not in _ALWAYS_WITH_OBJECT:
            return False
        deps = {self.dep[k] for k in self.kids[i]}
        return "nsubj" in deps and not deps & {"dobj", "ccomp", "xcomp", "aux", "prt", "dative"}

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it as the same kind of word, in text order."""
        found, at = [i], i
        while True:
            following = [
                k for k in self.kids[at] if self.dep[k] == "conj" and (self.is_verb(k) == self.is_verb(i))
            ]
            if not following:
                return found
            found += following
            at = following[-1]

    def subject(self, i: int, depth: int = 0) -> int | None:
        """Head of the subject of a verb, its own or one it shares or is controlled by; None if none.

        Passives give their grammatical subject. Relative pronouns give what they stand for.
        """
        if depth > 6:
            return None
        own = self.with_dep(i, "nsubj", "nsubjpass", "csubj")
        if own:  # of several, such as a label or a dateline before it, the nearest
            return self._antecedent(max((k for k in own if k < i), default=own[0]), i)
        dep, head = self.dep[i], self.head[i]
        if head == i:
            return None
        if dep in ("acl", "relcl") and self.tag[i] in ("VBG", "VBN"):
            return head if not self.is_verb(head) else self.subject(head, depth + 1)
        if dep == "acl" and self.tag[i] == "VB":  # "a plan to attack": whoever has the plan
            return self.holder(head, depth)
        if dep == "xcomp":
            return self._controller(i, head, depth)
        if dep in ("acomp", "oprd") and self.is_verb(head):
            return self.subject(head, depth + 1)
        if dep in ("conj", "advcl", "pcomp", "dep", "ccomp", "aux") or (dep == "prep"):
            if dep == "pcomp":
                above = self.head[head]
                if self.dep[head] == "agent":
                    return None
                if self.is_noun(above):
                    return self.holder(above, depth)
                if self.lower[head] in ("of", "for", "from", "against") and self.is_verb(above):
                    obj = self.first(above, "dobj", "nsubjpass")
                    if obj is not None and self.lemma(above) in _OBJECT_CONTROL:
                        return obj
                return self.subject(above, depth + 1)
            if dep == "conj" and not self.is_verb(head):
                return None
            if dep == "ccomp" and self.tag[i] not in ("VBG", "VB", "VBN"):
                return None
            if dep == "conj" and self.is_passive(head) and not self.is_passive(i) and self.tag[i] == "VBG":
                return None
            return self.subject(head, depth + 1)
        return None

    def holder(self, noun: int, depth: int = 0) -> int | None:
        """Whose plan, effort, decision... a noun is: possessor, or subject of the verb it depends on."""
        own = self.first(noun, "poss")
        if own is not None:
            return own
        for prep in self.with_dep(noun, "prep"):
            if self.lower[prep] in ("by", "of") and self.first(prep, "pobj") is not None:
                return self.first(prep, "pobj")
        at = noun
        for _ in range(3):
            if self.dep[at] in ("dobj", "attr", "pobj", "prep", "oprd", "conj") and self.head[at] != at:
                at = self.head[at]
                if self.is_verb(at):
                    return self.subject(at, depth + 1)
            else:
                return None
        return None

    def _controller(self, i: int, head: int, depth: int) -> int | None:
        if not self.is_verb(head):
            return self.subject(head, depth + 1) if self.tag[head][:2] in ("JJ", "VB") else None
        obj = self.first(head, "dobj", "dative")
        if obj is not None and obj < i and self.lemma(head) not in _SUBJECT_CONTROL:
            return obj
        return self.subject(head, depth + 1)

    def _antecedent(self, subject: int, verb: int) -> int | None:
        if self.tag[subject] in _RELATIVE and self.dep[verb] in ("relcl", "acl", "ccomp", "advcl"):
            noun = self.head[verb]
            return noun if not self.is_verb(noun) else None
        if self.tag[subject] in _RELATIVE and self.dep[verb] == "conj":
            return self._antecedent(subject, self.head[verb])
        if self.tag[subject] == "EX":
            return None
        return subject

    def agent(self, i: int) -> int | None:
        """Head of the by-phrase of a passive verb, or None."""
        for k in self.kids[i]:
            if self.dep[k] == "agent" or (self.dep[k] == "prep" and self.lower[k] == "by"):
                noun = self.first(k, "pobj")
                if noun is not None and self.entity[noun] not in ("DATE", "TIME", "PERCENT"):
                    return noun
        return None

    def object(self, i: int) -> int | None:
        """Head of the object of an active verb, or None; relative pronouns give what they stand for."""
        obj = self.first(i, "dobj")
        if obj is None:
            if self.dep[i] in ("relcl",) and not self.is_passive(i) and self.first(i, "nsubj") is not None:
                subject = self.first(i, "nsubj")
                if subject is not None and self.tag[subject] not in _RELATIVE:
                    noun = self.head[i]
                    return noun if self.is_noun(noun) and self._gap(i) else None
            return None
        return self.head[i] if self.tag[obj] in _RELATIVE and self.dep[i] == "relcl" else obj

    def _gap(self, i: int) -> bool:
        return not any(self.dep[k] in ("ccomp", "xcomp", "prep") for k in self.kids[i])

    def preps(self, i: int) -> Iterator[tuple[str, int]]:
        """Prepositions under `i` with the head of what follows each, doubled prepositions too."""
        for k in self.kids[i]:
            if (
                self.dep[k] in ("prep", "agent", "dative") and self.tag[k] in ("IN", "TO", "RP", "VBG")
            ) or self.dep[k] == "prt":
                yield from self._objects(k)

    def _objects(self, k: int) -> Iterator[tuple[str, int]]:
        for noun in self.kids[k]:
            if self.dep[noun] in ("pobj", "pcomp"):
                yield self.lower[k], noun
            elif self.dep[noun] == "prep":
                for inner in self.kids[noun]:
                    if self.dep[inner] == "pobj":
                        yield self.lower[noun], inner

    def core(self, i: int) -> int:
        """For "hundreds of people", "a group of men": the noun after "of"; else `i`."""
        lemma = self.lemma(i)
        if lemma not in _QUANTITY and self.tag[i] != "CD":
            return i
        for prep in self.with_dep(i, "prep"):
            if self.lower[prep] in ("of", "among"):
                noun = self.first(prep, "pobj")
                if noun is not None:
                    return noun
        return i

    def left_edge(self, i: int) -> int:
        """First token of the noun phrase of `i` without an article."""
        first = i
        for k in self.kids[i]:
            if k < first and self.dep[k] in _LEFT and self.sentence[k] == self.sentence[i]:
                first = min(first, self.left_edge(k) if self.dep[k] != "punct" else first)
        while first < i and self.lower[first] in _NOT_FIRST:
            first += 1
        return first

    def is_infinitive(self, i: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return self.tag[i] == "VB" and any(
            self.lower[k] == "to" and self.dep[k] == "aux" for k in self.kids[i]
        )

    def below(self, i: int, depth: int = 4) -> Iterator[int]:
        """Tokens below `i`, clauses beside it left out."""
        for k in self.kids[i]:
            if self.dep[k] not in ("conj", "advcl", "ccomp", "parataxis"):
                yield k
                if depth:
                    yield from self.below(k, depth - 1)

    def is_question(self, i: int) -> bool:
        """Whether its sentence ends with a question mark outside quotation marks."""
        at, last = i, len(self) - 1
        while at < last and self.sentence[at + 1] == self.sentence[i] and at - i < 60:
            at += 1
        while at > i and self.lower[at] in ("”", '"', "\n", "\n\n", ")", "’"):
            at -= 1
        return self.lower[at] == "?"

    def under(self, i: int, above: int) -> bool:
        """Whether `i` is below `above` in the tree."""
        for _ in range(40):
            if i == above:
                return True
            if self.head[i] == i:
                return False
            i = self.head[i]
        return False


_ALWAYS_WITH_OBJECT = frozenset(
    "kill arrest apprehend detain wound injure rescue abduct kidnap seize confiscate impound deport martyr "
    "neutralise neutralize eliminate destroy demolish".split()
)
_OBJECT_CONTROL = frozenset(
    "accuse suspect prevent stop bar ban convict prohibit keep discourage charge acquit blame "
    "criticise criticize "
    "condemn ask urge warn".split()
)
_SUBJECT_CONTROL = frozenset("promise vow pledge threaten use take".split())
