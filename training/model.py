"""The network: one MiniLM encoder, heads for part of speech, features, entities and biaffine arcs and relations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

WIDTH, ARC, RELATION = 384, 256, 96


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets, in the order of the heads' outputs."""

    pos: list[str]
    features: list[str]
    relations: list[str]
    entities: list[str]


class Network(nn.Module):
    """See `forward` for shapes; `relations` scores labels for chosen heads outside the exported graph."""

    def __init__(self, labels: Labels, encoder: Path, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, attn_implementation="eager")
        self.encoder.pooler = None
        self.shapes = nn.Embedding(8, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.pos = nn.Linear(WIDTH, len(labels.pos))
        self.features = nn.Linear(WIDTH, len(labels.features))
        self.entities = nn.Linear(WIDTH, len(labels.entities))
        self.arc_head, self.arc_dependent = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_head, self.rel_dependent = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.arcs = nn.Parameter(torch.empty(ARC + 1, ARC))
        nn.init.xavier_uniform_(self.arcs)
        self.labels = nn.Parameter(torch.empty(len(labels.relations), RELATION + 1, RELATION + 1))
        nn.init.normal_(self.labels, std=0.02)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """(B, W) ids, mask, shapes and (B, T + 1) first -> pos, features, entities (B, T, labels), arcs (B, T, T + 1),
        relation vectors of dependents (B, T, 96) and of heads (B, T + 1, 96)."""
        hidden = self.encoder.embeddings(input_ids=ids) + self.shapes(shapes)
        attention = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.encoder.encoder.layer:
            out = layer(hidden, attention_mask=attention)
            hidden = out[0] if isinstance(out, tuple) else out
        every = self.drop(torch.gather(hidden, 1, first[:, :, None].expand(-1, -1, WIDTH)))
        word = every[:, 1:]
        dependent, head = functional.gelu(self.arc_dependent(word)), functional.gelu(self.arc_head(every))
        one = torch.ones_like(dependent[:, :, :1])
        arcs = torch.matmul(torch.matmul(torch.cat([dependent, one], -1), self.arcs), head.transpose(1, 2))
        return (
            self.pos(word),
            self.features(word),
            self.entities(word),
            arcs,
            functional.gelu(self.rel_dependent(word)),
            functional.gelu(self.rel_head(every)),
        )

    def relations(self, dependents: Tensor, heads: Tensor, chosen: Tensor) -> Tensor:
        """Label scores (B, T, labels) of each word under its chosen head (B, T)."""
        picked = torch.gather(heads, 1, chosen[:, :, None].expand(-1, -1, RELATION))
        one = torch.ones_like(dependents[:, :, :1])
        return torch.einsum("bti,lij,btj->btl", torch.cat([dependents, one], -1), self.labels, torch.cat([picked, one], -1))
