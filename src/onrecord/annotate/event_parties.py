"""Who acted and on whom: heads of the parties of a trigger, read off the syntax around it."""

from __future__ import annotations

from onrecord.annotate.event_lexicon import Sense
from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import OPERATORS, Finder, Trigger

_TOLD = frozenset({"REQUEST", "ACCUSE", "THREATEN", "AGREE", "REJECT"})
_OWNERS = ("of", "from", "in", "belonging", "against")
_SHARED = ("between", "among", "amongst")
_PERSONAL = frozenset(
    "kill wound injure martyr murder slay shoot arrest detain apprehend capture release free rescue "
    "treat deport evacuate abduct kidnap hurt execute massacre eliminate neutralise neutralize nab "
    "imprison jail die hang behead torture rape beat lynch expel".split()
)
_MEASURES = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL")
_ADDRESSED = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "THREATEN", "PROTEST", "CONCEDE"})
_TOWARDS = frozenset({"to", "against", "with", "on", "upon"})
_DONE_MODES = frozenset({"restrict", "deport", "arrest", ""})
_DONE_TO = frozenset({"ASSAULT", "SUPPORT"})
_TAKING_PART = frozenset("participate join attend take".split())
_SOME = frozenset("others many some several both all most hundreds thousands dozens scores two".split())
_THINGS = frozenset("camp hideout house home weapon bomb rocket vehicle post position".split())


class Sides:
    """Heads of actors and recipients of one trigger, and whether the sides act on each other."""

    __slots__ = ("actors", "both", "recipients")

    def __init__(self, actors: list[int], recipients: list[int], both: bool = False) -> None:
        self.actors, self.recipients, self.both = actors, recipients, both


class PartyReader:
    """Reads parties in one document."""

    def __init__(self, tree: Tree, finder: Finder, triggers: list[Trigger]) -> None:
        self.tree, self.finder = tree, finder
        self.at = {t.token: t for t in triggers}
        self._seen: set[int] = set()

    def sides(self, trigger: Trigger) -> Sides:
        """The parties of a trigger."""
        is_verb = trigger.light is None and self.tree.tag[trigger.token][0] in "VJ"
        actors, recipients = self._of_verb(trigger) if is_verb else self._of_noun(trigger)
        # "its troops" as the other side is the actor's own
        recipients = [i for i in recipients if i not in actors and self.tree.tag[i] != "PRP$"]
        if not recipients and trigger.sense.type == "THREATEN":
            recipients = [i for i in self._of_condition(trigger.clause) if i not in actors]
        if not recipients and not trigger.sense.both and trigger.sense.type in ("PROTEST", "RETREAT"):
            recipients = [i for i in self._of_purpose(trigger.clause) if i not in actors]
        if trigger.sense.both:
            sides = [*actors, *recipients]
            return Sides(sides or self._participants(trigger.token), [], True)
        return Sides(actors, recipients)

    def _participants(self, i: int) -> list[int]:
        """Who took part: "X took part in several efforts, including the talks held in May"."""
        tree = self.tree
        for _ in range(6):
            if tree.is_verb(i) and tree.lemma(i) in _TAKING_PART:
                return self._parties(tree.subject(i))
            climbs = tree.dep[i] in ("pobj", "conj", "appos", "acl") or (
                tree.dep[i] == "prep" and tree.lower[i] in ("in", "including", "at")
            )
            if not climbs or tree.head[i] == i:
                return []
            i = tree.head[i]
        return []

    # verbs

    def _of_verb(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        tree, i, sense = self.tree, trigger.token, trigger.sense
        actors: list[int] = []
        if not sense.actors:
            who = tree.agent(i) if tree.is_passive(i) else tree.subject(i)
            actors = self._parties(who) or self._behind(who, i) or self._counted(who) or self._any(who)
            if not actors and sense.type in OPERATORS and not tree.is_passive(i):
                actors = self._parties(self._speaker_over(i))
        elif sense.actors != ("none",):
            actors = self._slots(i, sense.actors)
        slots = sense.recipients or ("obj",)
        recipients = self._done_to(i, sense) or self._slots(i, slots)
        if not recipients and sense.type in _ADDRESSED:
            recipients = self._loosely(i, slots)
        if sense.both and not tree.is_passive(i) and len(actors) + len(recipients) < 2:
            recipients = recipients or self._slots(i, ("with",))
        return actors, recipients

    def _slots(self, i: int, slots: tuple[str, ...]) -> list[int]:
        for slot in slots:
            found = self._slot(i, slot)
            if found:
                return found
        return []

    def _slot(self, i: int, slot: str) -> list[int]:
        tree = self.tree
        passive = tree.is_passive(i)
        if slot == "none":
            return []
        if slot == "obj":
            target = tree.subject(i) if passive else tree.object(i)
            found = self._parties(target)
            if not found and target is not None and tree.lemma(i) in _PERSONAL:
                return self._people(target)
            return found
        if slot == "subj":
            return self._parties(tree.subject(i))
        if slot == "iobj":
            return self._parties(tree.first(i, "dative"))
        if slot == "xobj":
            return self._of_complement(i)
        if slot == "if":
            return self._of_condition(i)
        if slot == "ccomp":
            return self._of_clause(i)
        return self._after(i, slot)

    def _people(self, i: int) -> list[int]:
        """Who was hurt, held or freed, where the words are a number or an adjective ("the injured")."""
        tree = self.tree
        core = tree.core(i)
        if tree.entity[core] in ("DATE", "TIME", "MONEY", "PERCENT") or core in self.at:
            return []
        if tree.is_noun(core) or tree.tag[core] in ("JJ", "CD", "VBN", "VBD", "DT"):
            return [] if tree.lemma(core) in _THINGS else [core]
        return []

    def _speaker_over(self, i: int) -> int | None:
        """Who speaks, where the parse hangs a second verb of theirs on what they said first."""
        tree, at = self.tree, i
        while tree.dep[at] == "conj" and tree.is_verb(tree.head[at]):
            at = tree.head[at]
        return tree.subject(tree.head[at]) if at != i and tree.dep[at] == "ccomp" else None

    def _loosely(self, i: int, slots: tuple[str, ...]) -> list[int]:
        """Whatever noun stands in the slots of somebody addressed ("accused the service")."""
        tree = self.tree
        for slot in slots:
            if slot == "obj":
                target = tree.subject(i) if tree.is_passive(i) else tree.object(i)
                found = self._any(target)
            elif slot in _TOWARDS:
                nouns = [n for at in (i, *tree.with_dep(i, "dobj")) for p, n in tree.preps(at) if p == slot]
                found = self._any(nouns[0]) if nouns else []
            else:
                found = []
            if found:
                return found
        return []

    def _done_to(self, i: int, sense: Sense) -> list[int]:
        """Whatever is hit, hurt or praised, as the object of the verb or the subject of its passive."""
        tree, first = self.tree, sense.recipients[:1]
        is_done = sense.type in _DONE_TO or (sense.type == "COERCE" and sense.mode in _DONE_MODES)
        if not is_done or first not in (("obj",), ("subj",)):
            return []
        found = self._slot(i, first[0])
        if found:
            return found
        is_subject = first == ("subj",) or tree.is_passive(i)
        target = tree.subject(i) if is_subject else tree.object(i)
        return self._counted(target) or self._any(target)

    def _any(self, i: int | None) -> list[int]:
        """Whatever noun stands there, where the verb asks for somebody ("the unions agreed")."""
        tree, found = self.tree, []
        for at in tree.conjuncts(i) if i is not None else ():
            core = tree.core(at)
            if not tree.is_noun(core) or core in self.at or tree.entity[core] in _MEASURES:
                continue
            if tree.lemma(core) not in self.finder.words.classes["lifeless"]:
                found.append(core)
        return found

    def _counted(self, i: int | None) -> list[int]:
        """A bare number or quantifier that acts: "1,346 laid down their arms", "others fled"."""
        tree = self.tree
        if i is None or i in self.at:
            return []
        return [i] if tree.tag[i] == "CD" or tree.lower[i] in _SOME else []

    def _of_condition(self, i: int) -> list[int]:
        """Who is warned, where the warning is what will happen if they go on."""
        tree = self.tree
        for k in (*tree.kids[i], *(n for below in tree.kids[i] for n in tree.kids[below])):
            if tree.dep[k] == "advcl" and any(tree.lower[m] in ("if", "unless") for m in tree.kids[k]):
                return self._parties(tree.first(k, "nsubj", "nsubjpass"))
        return []

    def _behind(self, who: int | None, verb: int) -> list[int]:
        """Whoever stands behind a thing that acts: "issued a declaration demanding": the issuer."""
        tree = self.tree
        if who is None or tree.dep[verb] not in ("acl", "relcl") or tree.head[verb] != who:
            return []
        holder = tree.holder(who)
        return self._parties(holder) if holder is not None and holder != who else []

    def _of_clause(self, i: int) -> list[int]:
        """Subject of the clause that is said, demanded, alleged; of the clause on the object too."""
        tree = self.tree
        places = [i, *tree.with_dep(i, "dobj", "prep", "nsubjpass")]
        places += [k for at in places[1:] for k in tree.with_dep(at, "pobj")]
        for at in places:
            for k in tree.kids[at]:
                if tree.dep[k] in ("ccomp", "xcomp", "acl", "relcl", "advcl") and k > at:
                    subject = tree.first(k, "nsubj", "nsubjpass")
                    if subject is not None and tree.tag[subject][0] != "W":
                        found = self._parties(subject)
                        if found:
                            return found
        return []

    def _of_purpose(self, i: int) -> list[int]:
        """Recipients of what the act was to demand or protest."""
        tree = self.tree
        for k in tree.kids[i]:
            if tree.dep[k] in ("advcl", "xcomp", "conj", "prep") and k > i:
                inner = self.at.get(k)
                if inner is not None and inner.token != i:
                    return self.sides(inner).recipients
                if tree.dep[k] == "prep":
                    for verb in tree.with_dep(k, "pcomp"):
                        if verb in self.at:
                            return self.sides(self.at[verb]).recipients
        return []

    def _after(self, i: int, word: str) -> list[int]:
        """Parties after a preposition of the verb, of its object, or of its complement adjective."""
        tree = self.tree
        places = [i]
        for dep in ("dobj", "attr", "acomp", "nsubjpass", "oprd"):
            places += tree.with_dep(i, dep)
        for at in places:
            for preposition, noun in tree.preps(at):
                if preposition == word:
                    found = self._parties(noun)
                    if found:
                        return found
        for _, noun in tree.preps(i):  # "called for sanctions against"
            for preposition, inner in tree.preps(noun):
                if preposition == word and self.finder.is_who(tree.core(inner)):
                    return self._parties(inner)
        return []

    def _of_complement(self, i: int) -> list[int]:
        """Recipient of what is promised, refused, planned: of the infinitive, else of its object."""
        tree = self.tree
        inner = next((k for k in tree.kids[i] if tree.dep[k] in ("xcomp", "advcl", "ccomp") and k > i), None)
        if inner is None or inner in self._seen:
            return []
        trigger = self.at.get(inner) or next((t for t in self.at.values() if t.light == inner), None)
        self._seen.add(inner)
        try:
            if trigger is not None:
                sides = self.sides(trigger)
                mine = set(self._parties(tree.subject(i)))
                found = [
                    p for p in (*sides.recipients, *(sides.actors if sides.both else ())) if p not in mine
                ]
                if found:
                    return found
            if not tree.is_verb(inner):
                return []
            return self._slots(
                inner, ("obj", "iobj", "with", "to", "for", "on", "against", "from", "in")
            ) or self._of_complement(inner)
        finally:
            self._seen.discard(inner)

    # nouns

    def _of_noun(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        tree, i, light = self.tree, trigger.token, trigger.light
        slots = trigger.sense.recipients or ("of",)
        own = self._doers(i)
        recipients: list[int] = []
        for slot in slots:
            recipients = self._of_clause(i) if slot == "ccomp" else self._after(i, slot)
            if recipients:
                break
        shared = next((p for w in _SHARED if (p := self._after(i, w))), [])
        if shared and trigger.sense.both:
            return shared, []
        if light is None or trigger.role in ("there", "happen"):
            if light is not None and trigger.role == "happen" and not recipients:
                recipients = self._slot(light, "obj") if not tree.is_passive(light) else []
            return own, recipients
        subject = tree.agent(light) if tree.is_passive(light) else tree.subject(light)
        if trigger.role == "foil":
            return own, recipients or (self._parties(subject) if subject is not None else [])
        if trigger.role == "inverse":
            return own or self._after(light, "from") or self._after(light, "by"), self._parties(subject)
        actors = (self._parties(subject) or self._any(subject)) if subject != i else []
        if not recipients:
            for slot in ("iobj", *slots):
                recipients = self._slot(light, slot)
                if recipients:
                    break
        return actors or own, recipients or [o for o in own if o not in actors]

    def _doers(self, i: int, depth: int = 0) -> list[int]:
        """Possessor, by-phrase or national adjective of a noun."""
        tree = self.tree
        known = self.at.get(i)
        words = ("by", "from", "of") if known and known.sense.type in _TOLD else ("by",)
        for preposition, noun in tree.preps(i):
            if preposition in words:
                return self._parties(noun, depth)
        for k in tree.kids[i]:
            if tree.dep[k] == "acl" and tree.tag[k] == "VBN":
                agent = tree.agent(k)
                if agent is not None:
                    return self._parties(agent, depth)
        own = tree.first(i, "poss")
        if own is not None:
            return self._parties(own, depth)
        for k in tree.kids[i]:
            if tree.dep[k] in ("amod", "compound", "nmod") and (
                tree.entity[k] in ("NORP", "GPE") or k in self.finder.actors
            ):
                return [k]
        return []

    def _antecedent(self, pronoun: int) -> int | None:
        """For a pronoun nobody resolved: the subject of the clause above ("Norway says it will help")."""
        tree = self.tree
        if tree.lower[pronoun] not in ("it", "they", "he", "she", "them", "him", "her"):
            return pronoun if tree.lower[pronoun] in ("we", "us") else None
        at = tree.head[pronoun]
        for _ in range(4):
            head = tree.head[at]
            if head == at:
                break
            if tree.dep[at] in ("ccomp", "advcl", "conj"):
                subject = tree.first(head, "nsubj", "nsubjpass")
                is_named = subject is not None and subject < pronoun and tree.tag[subject] != "PRP"
                if subject is not None and is_named and self.finder.is_who(subject):
                    return subject
            at = head
        return pronoun if tree.lower[pronoun] in ("he", "she", "they") else None

    # phrases

    def _parties(self, i: int | None, depth: int = 0) -> list[int]:
        """The heads of the parties that the noun at `i` means, its conjuncts too."""
        if i is None:
            return []
        found: list[int] = []
        for at in self.tree.conjuncts(i):
            party = self._party(at, depth)
            if party is not None and party not in found:
                found.append(party)
        return found

    def _apposed(self, i: int) -> int | None:
        """The personal name that says who is meant: "their leader, Annalingam Rajan"."""
        tree = self.tree
        if tree.tag[i] != "NN":
            return None
        named = (k for k in tree.with_dep(i, "appos") if k > i and tree.tag[k] == "NNP")
        return next((k for k in named if tree.entity[k] == "PERSON"), None)

    def _party(self, i: int, depth: int = 0) -> int | None:
        tree, finder = self.tree, self.finder
        if tree.tag[i][0] == "V" or tree.entity[i] in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
            return None
        if depth > 3:
            return None
        if i in self.at and not finder.is_who(i):
            inner = self._doers(i, depth + 1)
            return inner[0] if inner else None
        core = tree.core(i)
        if tree.tag[core] == "PRP" and core not in finder.actors:
            return self._antecedent(core)
        name = self._apposed(core)
        if name is not None or finder.is_who(core):
            return core if name is None else name
        if any(tree.lemma(core) in finder.words.classes[kind] for kind in ("buildings", "forces")):
            return core
        for k in tree.kids[core]:
            if tree.dep[k] in ("amod", "compound", "nmod") and (
                tree.entity[k] in ("NORP", "GPE", "ORG") or k in finder.actors
            ):
                return core
        if tree.tag[core].startswith("NNP") and tree.first(core, "compound") is not None:
            return core  # "the victims' association MADRES DEL SUR"
        for k in tree.kids[core]:
            if tree.dep[k] == "poss" and (finder.is_who(k) or tree.tag[k] == "PRP$"):
                return k
        for preposition, noun in tree.preps(core):
            if preposition in _OWNERS and tree.is_noun(noun) and finder.is_who(tree.core(noun)):
                return tree.core(noun)
        return None
