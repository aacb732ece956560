"""The network: a MiniLM encoder with surface features, a cue tagger, and a linker conditioned on a cue.

The linker answers, for one cue, which pieces are its source and which its content: so that one encoder
pass serves any number of attributions, and roles are tied to their cue from the start.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

LINK_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
N_BUCKETS = 64


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance in pieces to one of 64 buckets: exact up to 12, then logarithmic up to 256."""
    size = distance.abs().clamp(max=256).float()
    log = 12 + (torch.log2(size.clamp(min=12) / 12) * 4.25).floor()
    bucket = torch.where(size <= 12, size, log.clamp(max=30)).long()
    return torch.where(distance < 0, 31 - bucket, 32 + bucket).clamp(0, N_BUCKETS - 1)


class Encoder(nn.Module):
    """Pieces to vectors and cue scores."""

    def __init__(self, bert: BertModel, n_features: int) -> None:
        super().__init__()
        self.bert = bert
        self.surface = nn.Linear(n_features, bert.config.hidden_size, bias=False)
        nn.init.zeros_(self.surface.weight)
        self.cue = nn.Linear(bert.config.hidden_size, 3)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        words = self.bert.embeddings.word_embeddings(ids) + self.surface(features)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden, self.cue(self.dropout(hidden))


class Linker(nn.Module):
    """(cues, pieces) to the role of each piece for each cue."""

    def __init__(self, hidden: int = 384, width: int = 192, kernel: int = 7) -> None:
        super().__init__()
        self.piece = nn.Linear(hidden, width)
        self.cue = nn.Linear(hidden, width)
        self.piece_gate = nn.Linear(hidden, width)
        self.cue_gate = nn.Linear(hidden, width)
        self.distance = nn.Embedding(N_BUCKETS, width)
        self.mix = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.point = nn.Linear(width, width)
        self.out = nn.Linear(width, len(LINK_LABELS))
        self.dropout = nn.Dropout(0.1)

    def project(self, hidden: Tensor) -> Tensor:
        """(..., H) vectors to (..., 2 * width): what a piece brings, whichever cue asks; made once a text."""
        return torch.cat((self.piece(hidden), self.piece_gate(hidden)), -1)

    def roles(self, pieces: Tensor, cues: Tensor, distance: Tensor) -> Tensor:
        """Logits of the role of each piece for each cue.

        Args:
            pieces: (n, T, 2 * width) projected vectors of the stretch around each cue.
            cues: (n, H) mean vector of each cue.
            distance: (n, T) signed pieces to the cue, 0 inside it.

        Returns:
            (n, T, 5) logits of `LINK_LABELS`.
        """
        piece, gate = pieces.chunk(2, -1)
        first = piece + self.cue(cues)[:, None] + self.distance(distance_bucket(distance))
        state = nn.functional.gelu(first + gate * self.cue_gate(cues)[:, None])
        mixed = self.mix(state.transpose(1, 2)).transpose(1, 2)
        state = state + nn.functional.gelu(self.point(mixed))
        return self.out(self.dropout(state))

    def forward(self, pieces: Tensor, cues: Tensor, distance: Tensor) -> Tensor:
        """As `roles`: the half that is exported as a graph of its own."""
        return self.roles(pieces, cues, distance)


class EventHeads(nn.Module):
    """Pieces to the event they trigger and its status; two parties to what passes between them."""

    def __init__(self, hidden: int = 384, width: int = 192, n_types: int = 16, n_statuses: int = 7) -> None:
        super().__init__()
        self.types = nn.Sequential(
            nn.Linear(hidden, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, n_types + 1)
        )
        self.status = nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Linear(width, n_statuses))
        self.nobody = nn.Parameter(torch.zeros(2, hidden))
        self.look = nn.Linear(hidden, width)
        self.look_for = nn.Linear(2 * hidden, width)
        self.weigh = nn.Linear(width, 1)
        self.between = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(3 * hidden, hidden),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(hidden, n_types),
        )

    def pair(self, hidden: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """Logits of the types between two parties.

        Args:
            hidden: (n, T, H) vectors of the sentence.
            mask: (n, T) 1 on its pieces.
            actor: (n, T) weights that sum to 1 over the actor's pieces, all 0 for nobody named.
            recipient: (n, T) likewise.

        Returns:
            (n, 16) logits.
        """
        sides = []
        for side, weights in enumerate((actor, recipient)):
            none = 1 - weights.sum(1, keepdim=True).clamp(0, 1)
            sides.append((weights[:, None] @ hidden)[:, 0] + none * self.nobody[side])
        seek = self.look(hidden) + self.look_for(torch.cat(sides, -1))[:, None]
        weight = self.weigh(torch.tanh(seek))[..., 0] - 1e4 * (1 - mask)
        found = (torch.softmax(weight, 1)[:, None] @ hidden)[:, 0]
        return self.between(torch.cat((*sides, found), -1))

    def forward(self, hidden: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """As `pair`: the half that is exported as a graph of its own."""
        return self.pair(hidden, mask, actor, recipient)


class Exported(nn.Module):
    """The half that runs once over a text: vectors, cue scores, the linker's projections, event scores."""

    def __init__(self, encoder: Encoder, linker: Linker, events: EventHeads) -> None:
        super().__init__()
        self.encoder, self.linker, self.events = encoder, linker, events

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """(hidden, cue scores, projections, type scores, status scores)."""
        hidden, cue = self.encoder(ids, features)
        return hidden, cue, self.linker.project(hidden), self.events.types(hidden), self.events.status(hidden)
