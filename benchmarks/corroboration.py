"""`corroboration`: which documents tell of one incident, which event mentions are of one event."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.reconcile.chains import chain_mentions
from onrecord.reconcile.mentions import Mention, mentions_of
from onrecord.reconcile.wording import Words, group_by_wording, words_of

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The incident of each document, and the chain of each event mention whose offsets are given."""
    words: list[Words] = []
    mentions: list[list[Mention]] = []
    for number, doc in enumerate(prepare(documents_of(documents), AnnotateSettings())):
        spans = [(m["start"], m["end"]) for m in documents[number].get("mentions", ())]
        words.append(words_of(doc.parse))
        mentions.append(mentions_of(doc.parse, spans, document=number))
    incidents = group_by_wording(words)
    chains = chain_mentions(
        [mention for listed in mentions for mention in listed],
        [incidents[mention.document] for listed in mentions for mention in listed],
    )
    numbers = iter(chains)
    return [
        {
            "id": line["id"],
            "incident": str(incident),
            "mentions": [
                {"start": m["start"], "end": m["end"], "chain": str(next(numbers))}
                for m in line.get("mentions", ())
            ],
        }
        for line, incident in zip(documents, incidents, strict=True)
    ]
