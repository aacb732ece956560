"""The annotators in order, the check of what each needs, and running them over one document.

The registry is a table, not import side effects; each annotator is imported when it is first run.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from onrecord.errors import PipelineError
from onrecord.model.annotated import AnnotatedDocument

_log = logging.getLogger(__name__)


class Annotate(Protocol):
    """What an annotator is: a function that adds its layers to the document."""

    def __call__(self, doc: AnnotatedDocument) -> None: ...


class Annotator(Struct, frozen=True):
    """One row of the registry.

    Attributes:
        module: where its function `annotate` lives.
        needs: layers that must be there before.
        makes: layers it adds.
    """

    module: str
    needs: tuple[str, ...]
    makes: tuple[str, ...]


REGISTRY: dict[str, Annotator] = {
    "sentences": Annotator("onrecord.annotate.sentences", (), ("sentences",)),
    "encoder": Annotator("onrecord.annotate.encoder", (), ("encoded",)),
    "times": Annotator("onrecord.annotate.times", ("sentences",), ("times",)),
    "places": Annotator("onrecord.annotate.places", ("sentences",), ("places",)),
    "actors": Annotator("onrecord.annotate.actors", ("sentences", "places"), ("entities", "actors")),
    "statements": Annotator("onrecord.annotate.statements", ("sentences", "actors"), ("statements",)),
    "figures": Annotator(
        "onrecord.annotate.figures", ("sentences", "times", "places", "actors", "statements"), ("figures",)
    ),
    "events": Annotator(
        "onrecord.annotate.events",
        ("sentences", "times", "places", "actors", "statements", "figures"),
        ("events",),
    ),
}


def check(names: Sequence[str]) -> None:
    """Raise PipelineError, naming the missing annotator, unless each has what it needs."""
    made: set[str] = set()
    for name in names:
        if name not in REGISTRY:
            raise PipelineError(f"no annotator {name!r}; there are: {', '.join(REGISTRY)}")
        for layer in REGISTRY[name].needs:
            if layer not in made:
                maker = next(other for other, row in REGISTRY.items() if layer in row.makes)
                raise PipelineError(f"annotator {name!r} needs the layer {layer!r}: put {maker!r} before it")
        made.update(REGISTRY[name].makes)


def annotate(doc: AnnotatedDocument, names: Sequence[str]) -> AnnotatedDocument:
    """Run the named annotators over `doc`, in order; returns `doc`."""
    check(names)
    for name in names:
        function: Annotate = importlib.import_module(REGISTRY[name].module).annotate
        function(doc)
    return doc


def annotate_each(doc: AnnotatedDocument, names: Sequence[str]) -> AnnotatedDocument:
    """As `annotate`, but an annotator that fails leaves its layers empty and a warning, and the next runs.

    For runs over many documents: a fault in one reader must not lose what the others found.
    """
    for name in names:
        try:
            function: Annotate = importlib.import_module(REGISTRY[name].module).annotate
            function(doc)
        except Exception as error:  # the one place, with the flow, where any fault is caught
            _log.debug("annotator %s failed on %s", name, doc.document.id, exc_info=True)
            for layer in REGISTRY[name].makes:
                doc.layers[layer] = []
            doc.warnings.append(f"annotator-failed: {name} failed: {type(error).__name__}: {error}")
    return doc
