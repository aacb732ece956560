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


class Exported(nn.Module):
    """The half that runs once over a text: vectors, cue scores, and the linker's projections."""

    def __init__(self, encoder: Encoder, linker: Linker) -> None:
        super().__init__()
        self.encoder, self.linker = encoder, linker

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(hidden, cue scores, projections)."""
        hidden, cue = self.encoder(ids, features)
        return hidden, cue, self.linker.project(hidden)
