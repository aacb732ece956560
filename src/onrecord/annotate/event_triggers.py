"""Which words say that something was done, and what: readings of verbs and nouns in their surroundings."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from onrecord.annotate.event_carriers import carrier
from onrecord.annotate.event_lexicon import Sense, lexicon
from onrecord.annotate.event_tree import Tree

OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
_CONVICT = Sense(
    type="SANCTION", mode="convict", lemma="find", weight=2, recipients=("obj", "ccomp"), cameo="116"
)
_OF_ADJECTIVES = ("xobj", "with", "of", "to", "about", "at", "for")
_DUTY = frozenset({"must", "should", "ought"})
_HAS_TO = frozenset({"has", "have", "needs", "need"})
_SAYING = frozenset(
    "say tell state declare announce add stress emphasise emphasize reiterate note argue insist "
    "maintain repeat "
    "conclude write believe warn underline underscore remark".split()
)
_GENERIC = frozenset(
    "effort mission attempt campaign operation process bid drive initiative session work activity "
    "mechanism move "
    "programme program delivery hour order measure rule package".split()
)
_PEOPLE = ("PERSON", "NORP", "ORG", "GPE")
_PLACES = ("GPE", "LOC", "FAC")


@dataclass
class Trigger:
    """A word that says what was done.

    Attributes:
        token: the verb or noun.
        sense: its reading.
        light: the verb that carries a noun ("launch" of "launch an attack"), or None.
        role: how that verb carries it: support, inverse, happen, terminate, there; "" for a verb itself
            or a noun on its own.
        words: tokens that belong to it (particle, object, noun).
        inside: the trigger in whose content it stands, or None.
    """

    token: int
    sense: Sense
    light: int | None = None
    role: str = ""
    words: list[int] = field(default_factory=list)
    inside: Trigger | None = None

    @property
    def clause(self) -> int:
        """The token whose clause it is: the carrying verb, else the trigger itself."""
        return self.light if self.light is not None else self.token


class Finder:
    """Finds triggers in one document.

    Args:
        tree: the parse.
        actors: tokens that stand in a mention of an actor.
    """

    def __init__(self, tree: Tree, actors: set[int]) -> None:
        self.tree, self.actors, self.words = tree, actors, lexicon()

    def find(self) -> list[Trigger]:
        """Triggers in text order."""
        tree, words = self.tree, self.words
        found: list[Trigger] = []
        taken: set[int] = set()
        for i in range(len(tree)):
            tag = tree.tag[i]
            if tag[0] == "V":
                if tree.dep[i] in ("aux", "auxpass", "amod") or self._is_nominal(i):
                    continue
                lemma = tree.lemma(i)
                senses = words.verbs.get(lemma) or words.verbs.get(tree.joined(i))
                trigger = self._verb(i, senses) if senses else None
                if trigger:
                    found.append(trigger)
                    taken.update(trigger.words)
            elif tag[0] == "J":
                if tree.lower[i] == "guilty" and tree.lemma(tree.head[i]) == "find":
                    found.append(Trigger(tree.head[i], _CONVICT, words=[tree.head[i], i]))
                kind = words.adjectives.get(tree.lower[i])
                if kind and self._has_complement(i):
                    sense = Sense(type=kind, lemma=tree.lower[i], recipients=_OF_ADJECTIVES)
                    found.append(Trigger(i, sense, words=[i]))
        for i in range(len(tree)):
            if (
                tree.tag[i] in ("NN", "NNS", "NNP", "NNPS")
                and i not in taken
                and not self._is_modifier(i)
                and not self._is_named(i)
            ):
                lemma = tree.lemma(i) if tree.tag[i][:3] != "NNP" else tree.lower[i].rstrip("s")
                senses = words.nouns.get(tree.joined(i)) or words.nouns.get(lemma)
                trigger = self._noun(i, senses, taken) if senses else None
                if trigger:
                    self._settle(trigger, found)
        return sorted([*found, *self._obligations(found)], key=lambda one: one.token)

    def _is_nominal(self, i: int) -> bool:
        """Whether a word with a verb's tag is a noun ("the wounded")."""
        tree = self.tree
        return tree.dep[i] in ("dobj", "pobj", "nsubj", "nsubjpass", "attr") and any(
            tree.dep[k] in ("det", "poss", "nummod", "amod") for k in tree.kids[i]
        )

    @staticmethod
    def _settle(noun: Trigger, found: list[Trigger]) -> None:
        """Add a noun, or decide between it and the verb that carries it where both are triggers."""
        verb = next((t for t in found if t.token == noun.light), None)
        if verb is None:
            found.append(noun)
        elif noun.role == "happen":
            if noun.sense.type == verb.sense.type and noun.sense.mode and not verb.sense.mode:
                verb.sense = structs.replace(verb.sense, mode=noun.sense.mode, cameo=noun.sense.cameo)
        elif verb.sense.weight or verb.sense.type in OPERATORS:
            noun.light, noun.role = None, ""
            found.append(noun)
        else:
            found.remove(verb)
            found.append(noun)

    def _obligations(self, found: list[Trigger]) -> list[Trigger]:
        """Requests told as duties: the speaker of "said that they must leave" asks them to."""
        tree, tokens = self.tree, {t.token for t in found}
        made = []
        for i in range(len(tree)):
            word = tree.lower[i]
            if word in _DUTY and tree.dep[i] == "aux":
                verb = tree.head[i]
            elif word in _HAS_TO and any(
                tree.dep[k] == "xcomp" and tree.tag[k] == "VB" for k in tree.kids[i]
            ):
                verb = i
            else:
                continue
            said = tree.head[verb]
            if (
                tree.dep[verb] != "ccomp"
                or not tree.is_verb(said)
                or said in tokens
                or tree.lemma(said) not in _SAYING
            ):
                continue
            who, whom = tree.subject(said), tree.first(verb, "nsubj", "nsubjpass")
            if (
                who is None
                or whom is None
                or not self.is_who(tree.core(whom))
                or tree.lower[whom] in ("we", "i", "he", "she", "it")
            ):
                continue
            sense = Sense(type="REQUEST", lemma="must", recipients=("ccomp",), cameo="100")
            tokens.add(said)
            made.append(Trigger(said, sense, words=[said]))
        return made

    def _is_named(self, i: int) -> bool:
        """Whether a noun is part of a name ("Ministry of International Cooperation")."""
        tree = self.tree
        return tree.tag[i][:3] == "NNP" and (i in self.actors or tree.entity[i] in ("ORG", "PERSON", "FAC"))

    def _is_modifier(self, i: int) -> bool:
        """Whether a noun only modifies another, unless that one says little ("mediation effort")."""
        tree = self.tree
        return tree.dep[i] == "compound" and tree.lemma(tree.head[i]) not in _GENERIC

    def _has_complement(self, i: int) -> bool:
        tree = self.tree
        return tree.dep[i] in ("acomp", "oprd", "conj", "ROOT", "amod", "advcl", "ccomp") and any(
            tree.dep[k] in ("xcomp", "prep", "ccomp") for k in tree.kids[i]
        )

    def _verb(self, i: int, senses: tuple[Sense, ...]) -> Trigger | None:
        for sense in senses:
            words = self._fits(i, sense)
            if words is not None:
                return Trigger(i, sense, words=[i, *words]) if sense.type != "NONE" else None
        return None

    def _fits(self, i: int, sense: Sense) -> list[int] | None:
        """Tokens beside the verb that the reading takes up; None where it does not fit."""
        tree = self.tree
        words: list[int] = []
        passive = tree.is_passive(i)
        obj = tree.subject(i) if passive else tree.object(i)
        if sense.particles:
            beside = [*tree.kids[i], *(tree.kids[obj] if obj is not None else ())]
            found = [k for k in beside if tree.lower[k] in sense.particles and self._is_particle(k)]
            if not found:
                after = i + 1 < len(tree) and tree.lower[i + 1] in sense.particles
                after = after and self._is_particle(i + 1)
                if not after:
                    return None
                found = [i + 1]
            words += found[:1]
        if sense.no_object and obj is not None:
            return None
        if sense.predicate and tree.first(i, "oprd") is None:
            return None
        if sense.object is not None:
            if obj is None or not self.matches(obj, sense.object):
                return None
            if not self.is_who(obj) and "*" not in sense.object:
                words.append(obj)
        if sense.subject is not None:
            subject = tree.agent(i) if passive else tree.subject(i)
            if subject is None or not self.matches(subject, sense.subject):
                return None
        if sense.complement is not None and not self._complement(i, sense):
            return None
        if sense.prepositions:
            present = list(tree.preps(i))
            if obj is not None and not passive:
                present += list(tree.preps(obj))
            present = [(word, noun) for word, noun in present if tree.entity[noun] not in ("DATE", "TIME")]
            for word, heads in sense.prepositions:
                if not any(word == p and self.matches(noun, heads) for p, noun in present):
                    return None
        return words

    def _is_particle(self, i: int) -> bool:
        """Not a preposition with its own noun ("gave in" but not "gave in May")."""
        return self.tree.first(i, "pobj", "pcomp") is None

    def _complement(self, i: int, sense: Sense) -> bool:
        """Whether the verb has the infinitive or clause that the reading asks for."""
        tree, heads = self.tree, sense.complement or frozenset()
        left_too = sense.lemma == "warn"
        obj = tree.first(i, "dobj")
        clauses, added = ("xcomp", "ccomp", "advcl", "dep"), ("relcl", "acl")
        places: list[tuple[int, tuple[str, ...]]] = [(k, clauses) for k in tree.kids[i] if k > i or left_too]
        places += [
            (k, added) for prep in tree.with_dep(i, "prep") for n in tree.kids[prep] for k in tree.kids[n]
        ]
        places += [(k, added) for k in tree.kids[obj]] if obj is not None else []
        for k, deps in places:
            if tree.dep[k] not in deps or not (tree.is_verb(k) or tree.dep[k] == "ccomp"):
                continue
            if sense.own_act and tree.first(k, "nsubj", "nsubjpass") is not None:
                continue
            if sense.with_that and not any(tree.lower[m] == "that" for m in tree.kids[k]):
                continue
            if (sense.infinitive or "acl" in deps) and not tree.is_infinitive(k):
                continue
            if "*" in heads or tree.lemma(k) in heads:
                return True
        return False

    def matches(self, i: int, heads: frozenset[str]) -> bool:
        """Whether the noun at `i` is one of `heads`."""
        if "*" in heads:
            return True
        tree = self.tree
        for at in (i, *(k for k in tree.kids[i] if tree.dep[k] == "conj")):
            lemma = tree.lemma(at)
            if lemma in heads or tree.lower[at] in heads or tree.joined(at) in heads:
                return True
            if lemma in _GENERIC and any(
                tree.dep[k] == "compound" and tree.lemma(k) in heads for k in tree.kids[at]
            ):
                return True
            core = tree.core(at)
            if core != at and tree.lemma(core) in heads:
                return True
            if "$who" in heads and (self.is_who(core) or self._is_count(core)):
                return True
            if "$place" in heads and tree.entity[at] in _PLACES:
                return True
            if "$person" in heads and tree.entity[at] == "PERSON":
                return True
        return False

    def _is_count(self, i: int) -> bool:
        """A bare number that stands for people ("three were caught")."""
        tree = self.tree
        return (
            tree.tag[i] == "CD"
            and tree.dep[i] in ("nsubj", "nsubjpass", "dobj")
            and tree.entity[i][:1] != "M"
        )

    def is_who(self, i: int) -> bool:
        """Whether the noun or pronoun at `i` can act or be acted on as somebody."""
        tree = self.tree
        return (
            i in self.actors
            or tree.entity[i] in _PEOPLE
            or tree.tag[i] == "PRP"
            or tree.lemma(i) in self.words.classes["people"]
        )

    def _noun(self, i: int, senses: tuple[Sense, ...], taken: set[int]) -> Trigger | None:
        tree = self.tree
        sense = next((s for s in senses if self._noun_fits(i, s)), None)
        if sense is None or sense.type == "NONE":
            return None
        light, role = carrier(tree, self.words, i)
        words = [i] if light is None else [light, i]
        return Trigger(i, sense, light, role, words=[*words, *range(i - len(sense.before), i)])

    def _noun_fits(self, i: int, sense: Sense) -> bool:
        tree, size = self.tree, len(sense.before)
        if size:
            before = tuple(word for word in tree.lower[max(0, i - 2 * size) : i] if word != "-")[-size:]
            if before != sense.before:
                return False
        if sense.prepositions:
            present = list(tree.preps(i))
            for word, heads in sense.prepositions:
                if not any(word == p and self.matches(noun, heads) for p, noun in present):
                    return False
        return True
