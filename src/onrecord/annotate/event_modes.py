"""How an attack was made, by the means told in its clause, where the verb itself does not say."""

from __future__ import annotations

from onrecord.annotate.event_tree import Tree

_MEANS = {
    "suicide-attack": "suicide",
    "drone": "drone drones uav quadcopter quadcopters",
    "aerial": "airstrike airstrikes warplane warplanes jet jets helicopter helicopters bomber aircraft air",
    "heavy-weapons": "rocket rockets mortar mortars artillery shell shells shelling missile missiles tank",
    "explosives": "bomb bombs bombing blast explosion explosive explosives ied ieds mine grenade dynamite",
    "crowd-control": "tear-gas teargas baton batons truncheons",
    "firearms": "gun guns gunfire gunman gunmen shot shots rifle rifles pistol bullets shooting gunned",
    "primitive": "knife knives machete machetes stones sword axe axes spears arrows",
}  # fmt: skip
_BY_WORD = {word: mode for mode, words in reversed(_MEANS.items()) for word in words.split()}
_ORDER = tuple(_MEANS)


def mode_of_means(tree: Tree, clause: int) -> str:
    """The mode that the means below a clause's verb tell, the most specific first; "" if none does."""
    found = {
        mode
        for k in (clause, *tree.below(clause))
        if (mode := _BY_WORD.get(tree.lower[k]) or _BY_WORD.get(tree.joined(k))) is not None
    }
    return next((mode for mode in _ORDER if mode in found), "")
