"""How an act is told: as done, planned, alleged, denied... and how far it is from the main line."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import OPERATORS, Trigger
from onrecord.model.layers import EventStatus

_FUTURE = frozenset("will shall 'll ’ll wo would".split())
_MAYBE = frozenset("may might could can should must ought".split())
_ASIDE = ("relcl", "advcl", "appos", "parataxis")
_SPEECH = frozenset(
    "say tell report add announce state declare note explain confirm reveal claim allege believe think know "
    "show find indicate suggest argue insist hear learn see write quote recall mention maintain assert "
    "acknowledge admit inform estimate remark reply emphasise emphasize stress".split()
)
_GOING = frozenset(
    "begin start continue manage help have be keep go come proceed resume get appear seem use "
    "succeed decide choose vote opt".split()
)
_INTENT = frozenset(
    "plan intend hope aim want wish expect prepare seek mean propose consider schedule vow pledge promise "
    "agree offer undertake threaten order need like prefer project slate bind determine".split()
)
_FAILED = frozenset(
    "prevent foil thwart avert stop repel repulse disrupt attempt try avoid escape intercept".split()
)
_DOUBTED = frozenset("reportedly allegedly apparently purportedly supposedly".split())
_BLAME = frozenset("accuse allege blame claim suspect charge".split())
_DENIAL = frozenset("deny reject dismiss refute".split())
_IF = frozenset("if unless whether lest should provided".split())
_ATTEMPTS = frozenset("effort attempt bid struggle fight determination resolve commitment need way".split())
_PLANNING = frozenset("plan schedule propose expect prepare".split())
_FOR_WHAT = frozenset({"COERCE", "SANCTION", "ACCUSE"})
_VERBAL = frozenset({"REQUEST", "ACCUSE", "THREATEN", "AGREE", "REJECT", "SUPPORT"})


@dataclass
class Standing:
    """How a trigger stands in its text.

    Attributes:
        status: see the vocabulary `statuses`.
        is_negated: told as not done.
        is_failed: told as what somebody failed to do.
        is_aside: told in a subordinate clause beside the main line.
        is_purpose: told only as what something was done for.
        is_condition: told only as a condition.
        is_doubted: told with "reportedly" or the like.
        has_unless: told with a condition under which it would not be done.
        has_if: told with a condition.
        outer: the operator in whose content it stands, or None.
    """

    status: EventStatus = "asserted"
    is_negated: bool = False
    is_failed: bool = False
    is_aside: bool = False
    is_purpose: bool = False
    is_condition: bool = False
    is_doubted: bool = False
    has_unless: bool = False
    has_if: bool = False
    outer: Trigger | None = None


def standing(tree: Tree, trigger: Trigger, by_token: dict[int, Trigger]) -> Standing:
    """The standing of a trigger; `by_token` finds other triggers by token and by carrying verb."""
    at = trigger.clause
    if tree.is_noun(at):
        found = Standing(is_negated=any(tree.lower[k] in ("no", "any") for k in tree.kids[at]))
    else:
        found = _of_verb(tree, at)
    if trigger.role == "foil":
        found.status = "prevented"
    elif trigger.role and tree.lemma(at) in _PLANNING and found.status == "asserted":
        found.status = "planned"
    child = at
    for _ in range(30):
        head, dep = tree.head[child], tree.dep[child]
        if head == child:
            break
        if dep in _ASIDE or (dep == "acl" and not tree.is_infinitive(child)):
            if not _beside(tree, trigger, child, found, by_token):
                break
        elif found.outer is None and dep != "conj" and head in by_token and by_token[head] is not trigger:
            above = by_token[head]
            if above.sense.type in OPERATORS or above.sense.complement or not tree.is_verb(at):
                found.outer = above
            elif dep == "pcomp" or (dep == "prep" and above.sense.type in _FOR_WHAT):
                found.is_aside = True  # what somebody is punished for
        _take_over(tree, child, head, dep, found)
        child = head
    return found


def _beside(tree: Tree, trigger: Trigger, child: int, found: Standing, by_token: dict[int, Trigger]) -> bool:
    """Note that the act is told beside the main line; whether to look further up."""
    marks = {tree.lower[k] for k in tree.kids[child] if tree.dep[k] in ("mark", "advmod")}
    is_adverbial, to_do = tree.dep[child] == "advcl", tree.is_infinitive(child)
    if is_adverbial and marks & _IF:
        found.status, found.is_condition = "hypothetical", True
    elif is_adverbial and to_do and found.outer is None and found.status == "asserted":
        found.status, found.is_purpose = "planned", True
    main = by_token.get(tree.head[child])
    if main is not None and main.sense.type == "PROTEST":
        found.is_aside = True
    goes_along = is_adverbial and child == trigger.clause and tree.tag[child] == "VBG" and not marks
    if not goes_along or trigger.sense.type in _VERBAL:
        found.is_aside = True
    return is_adverbial and to_do


def _of_verb(tree: Tree, i: int) -> Standing:
    """Status and negation by the auxiliaries and adverbs of the verb at `i`."""
    found = Standing()
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
            past = word == "would" and any(tree.lower[o] == "have" for o in kids)
            found.status = "hypothetical" if past else "planned"
        elif dep == "aux" and word in _MAYBE:
            found.status = "hypothetical"
        elif dep == "advmod" and word in _DOUBTED:
            found.is_doubted = True
        elif dep == "advcl" and any(tree.lower[m] == "unless" for m in tree.kids[k]):
            found.has_unless = True
        elif dep == "advcl" and any(tree.lower[m] == "if" for m in tree.kids[k]):
            found.has_if = True
        elif _denies(tree, k):
            found.is_negated = True
    if tree.tag[i] == "VB" and tree.dep[i] in ("acomp",):
        found.status = "planned"
    return found


def _denies(tree: Tree, k: int) -> bool:
    """Whether a child of a verb negates it."""
    word, dep = tree.lower[k], tree.dep[k]
    if dep == "neg" or word in ("never", "neither"):
        return True
    if dep in ("nsubj", "nsubjpass", "dobj"):
        return word in ("nobody", "none", "nothing") or any(
            tree.lower[d] in ("no", "neither") for d in tree.kids[k]
        )
    return False


def _take_over(tree: Tree, child: int, head: int, dep: str, found: Standing) -> None:
    """Take over what the governing word makes of the act."""
    if dep not in ("xcomp", "ccomp", "pcomp", "acl", "dobj"):
        return
    made = _under(tree, child, head, dep)
    if made == "purpose":
        found.is_purpose, found.status = True, "planned"
    elif made == "negated":
        found.is_negated = True
    elif made == "failed":
        found.is_failed = True
    elif made is not None and found.status == "asserted":
        found.status = made  # type: ignore[assignment]


def _under(tree: Tree, child: int, head: int, dep: str) -> str | None:
    """What a governing word makes of an act: a status, `negated`, or None."""
    is_bare = tree.tag[child] == "VB"
    if not tree.is_verb(head):
        if dep == "acl" and is_bare and tree.lemma(head) in _ATTEMPTS:
            return "purpose"
        is_open = (dep == "acl" and tree.is_infinitive(child)) or (tree.tag[head][0] == "J" and dep != "acl")
        return "planned" if is_open and is_bare else None
    lemma = tree.lemma(head)
    if lemma in _BLAME:
        return "alleged"
    if lemma in _DENIAL:
        return "denied"
    if lemma == "fail" or (lemma == "refuse" and dep == "xcomp"):
        return "failed"
    if lemma in _FAILED:
        return (
            "prevented" if dep != "dobj" or lemma in ("foil", "thwart", "repel", "repulse", "avert") else None
        )
    if lemma in _INTENT and dep != "dobj":
        return "planned"
    if lemma in _GOING:
        governing = _of_verb(tree, head)
        if governing.is_negated:
            return "negated"
        if lemma == "be" and dep == "xcomp":
            return "planned"
        return governing.status if governing.status != "asserted" else None
    return "planned" if dep == "xcomp" and is_bare and lemma not in _SPEECH else None
