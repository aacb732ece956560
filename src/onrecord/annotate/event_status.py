"""Whether what a trigger tells is reported as done, planned, alleged... and how far it is from the main line."""

from __future__ import annotations

from msgspec import Struct

from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import Trigger
from onrecord.model.layers import EventStatus

OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
_FUTURE = frozenset("will shall 'll ’ll wo would".split())
_MAYBE = frozenset("may might could can should must ought".split())
_CONTENT = (
    "xcomp",
    "ccomp",
    "dobj",
    "prep",
    "pobj",
    "pcomp",
    "acl",
    "attr",
    "acomp",
    "oprd",
    "nsubjpass",
    "dative",
    "agent",
    "prt",
)
_ASIDE = ("relcl", "advcl", "appos", "parataxis")
_SPEECH = frozenset(
    "say tell report add announce state declare note explain confirm reveal claim allege believe think know show "
    "find indicate suggest argue insist hear learn see write quote recall mention maintain assert acknowledge admit "
    "inform estimate remark reply emphasise emphasize stress".split()
)
_GOING = frozenset(
    "begin start continue manage help have be keep go come proceed resume get appear seem use succeed".split()
)
_INTENT = frozenset(
    "plan intend hope aim want wish expect prepare seek mean propose consider decide schedule vow pledge promise agree "
    "offer undertake threaten order need like prefer project slate bind determine".split()
)
_FAILED = frozenset(
    "fail prevent foil thwart avert stop repel repulse disrupt attempt try avoid escape intercept".split()
)
_DOUBTED = frozenset("reportedly allegedly apparently purportedly supposedly".split())
_IF = frozenset("if unless whether lest should provided".split())
_PAST = frozenset(
    "after since when before while as following because until once where although though whereas by".split()
)


class Standing(Struct, frozen=True, kw_only=True):
    """How a trigger stands in its text.

    Attributes:
        status: see the vocabulary `statuses`.
        is_negated: told as not done.
        is_aside: told in a subordinate clause beside the main line.
        outer: the operator in whose content it stands, or None.
    """

    status: EventStatus = "asserted"
    is_negated: bool = False
    is_aside: bool = False
    outer: Trigger | None = None


def standing(tree: Tree, trigger: Trigger, by_token: dict[int, Trigger]) -> Standing:
    """The standing of a trigger; `by_token` finds other triggers by token and by carrying verb."""
    at = trigger.clause
    status, negated = _of_verb(tree, at)
    if trigger.light is None and tree.is_noun(at):
        status, negated = "asserted", any(tree.lower[k] in ("no", "any") for k in tree.kids[at])
    aside = False
    outer: Trigger | None = None
    child, dep = at, tree.dep[at]
    for _ in range(30):
        head = tree.head[child]
        if head == child:
            break
        dep = tree.dep[child]
        if dep in _ASIDE or (dep == "acl" and not _is_infinitive(tree, child)):
            marks = {tree.lower[k] for k in tree.kids[child] if tree.dep[k] in ("mark", "advmod")}
            if dep == "advcl" and marks & _IF:
                status = "hypothetical"
            elif dep == "advcl" and _is_infinitive(tree, child):
                if outer is None and status == "asserted":
                    status = "planned"
            if not (dep == "advcl" and child == at and tree.tag[child] == "VBG"):
                aside = True
            if dep != "advcl" or marks & _PAST:
                outer_ok = False
            else:
                outer_ok = _is_infinitive(tree, child)
            if not outer_ok:
                child = head
                while tree.head[child] != child:
                    child = tree.head[child]
                break
        elif outer is None and dep != "conj" and head in by_token and by_token[head] is not trigger:
            found = by_token[head]
            if found.sense.type in OPERATORS or not tree.is_verb(at):
                outer = found
        if dep in ("xcomp", "ccomp", "pcomp", "acl", "conj", "dobj"):
            new = _under(tree, child, head, dep)
            if new == "negated":
                negated = True
            elif new and status == "asserted":
                status = new
        child = head
    return Standing(status=status, is_negated=negated, is_aside=aside, outer=outer)


def _is_infinitive(tree: Tree, i: int) -> bool:
    return tree.tag[i] == "VB" and any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[i])


def _of_verb(tree: Tree, i: int) -> tuple[EventStatus, bool]:
    """Status and negation by the auxiliaries and adverbs of the verb at `i`."""
    status: EventStatus = "asserted"
    negated = False
    kids = list(tree.kids[i])
    if (
        tree.dep[i] == "conj"
        and tree.is_verb(tree.head[i])
        and not any(tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in kids)
    ):
        kids += [k for k in tree.kids[tree.head[i]] if tree.dep[k] in ("aux", "neg")]
    for k in kids:
        word, dep = tree.lower[k], tree.dep[k]
        if dep == "aux" and word in _FUTURE:
            has_have = any(tree.lower[o] == "have" for o in kids)
            status = "hypothetical" if word == "would" and has_have else "planned"
        elif dep == "aux" and word in _MAYBE:
            status = "hypothetical"
        elif dep == "neg" or word in ("never", "neither"):
            negated = True
        elif dep in ("advmod",) and word in _DOUBTED:
            status = "alleged" if status == "asserted" else status
        elif (dep in ("nsubj", "nsubjpass") and any(tree.lower[d] in ("no", "neither") for d in tree.kids[k])) or (dep in ("nsubj", "nsubjpass", "dobj") and tree.lower[k] in ("nobody", "none", "nothing")) or (dep == "dobj" and any(tree.lower[d] == "no" for d in tree.kids[k])):
            negated = True
    return status, negated


def _under(tree: Tree, child: int, head: int, dep: str) -> str:
    """What the governing word makes of an act: a status, `negated`, or ""."""
    if dep == "conj":
        return ""
    if not tree.is_verb(head):
        if dep == "acl" and _is_infinitive(tree, child):
            return "planned"
        if tree.tag[head][0] == "J" and dep in ("xcomp", "ccomp"):
            return "planned" if tree.tag[child] == "VB" else ""
        return ""
    lemma = tree.lemma(head)
    if lemma in ("accuse", "allege", "blame", "claim", "suspect", "charge"):
        return "alleged"
    if lemma in ("deny", "reject", "dismiss", "refute"):
        return "denied"
    if lemma in _FAILED:
        return "prevented"
    if lemma in _INTENT and dep != "dobj":
        return "planned"
    if lemma in _SPEECH or lemma in _GOING:
        status, negated = _of_verb(tree, head)
        if lemma in _GOING and negated:
            return "negated"
        if lemma == "be" and dep == "xcomp":
            return "planned"
        return status if lemma in _GOING and status != "asserted" else ""
    if dep == "xcomp" and tree.tag[child] == "VB":
        return "planned"
    return ""
