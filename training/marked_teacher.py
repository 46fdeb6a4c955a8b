"""What the teachers of events share: an encoder of texts with marks on some words, its batches, its training."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.language_teacher import HIDDEN, TeacherEncoder
from training.train_language import START, STOP, VOCABULARY

ROLES = ("trigger", "actor", "recipient")
"""What words are marked as, from 1 on; each is pooled by itself."""
MIDDLE, DROP, WARM = 512, 0.1, 100

Numbers = npt.NDArray[np.int64]


class Batches:
    """Texts (pieces, 3: word piece, case shape, mark) as tensors on a device."""

    def __init__(self, rows: list[Numbers], device: str) -> None:
        self.rows, self.device = rows, device
        self.lengths = np.array([len(r) for r in rows])

    def __call__(self, chosen: Numbers) -> tuple[Tensor, Tensor]:
        """Pieces, shapes and marks (3, texts, pieces), and lengths (texts)."""
        out = np.zeros((3, len(chosen), int(self.lengths[chosen].max())), np.int64)
        for n, k in enumerate(chosen):
            out[:, n, : self.lengths[k]] = self.rows[k].T
        return torch.tensor(out, device=self.device), torch.tensor(self.lengths[chosen], device=self.device)

    def plan(self, chosen: Numbers, size: int, random: np.random.Generator | None = None) -> list[Numbers]:
        """Batches of like length, in random order; in order of length without `random`."""
        parts = [chosen]
        if random is not None:
            parts = np.array_split(random.permutation(chosen), max(1, len(chosen) // (size * 20)))
        out = []
        for part in parts:
            near = part[np.argsort(self.lengths[part], kind="stable")]
            out += [near[k : k + size] for k in range(0, len(near), size)]
        return out if random is None else [out[k] for k in random.permutation(len(out))]


class Network(nn.Module):
    """Encoder, marks, and `outputs` scores of a text; `more` marks than those of `ROLES` are read but not pooled."""

    def __init__(self, outputs: int, more: int = 0) -> None:
        super().__init__()
        self.encoder = TeacherEncoder(VOCABULARY)
        nn.init.zeros_(self.encoder.shape.weight)
        self.mark = nn.Embedding(1 + len(ROLES) + more, HIDDEN)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.middle = nn.Linear((1 + len(ROLES)) * HIDDEN, MIDDLE)
        self.out = nn.Linear(MIDDLE, outputs)

    def start_from(self, state: dict[str, Tensor] | None) -> None:
        """Begin with a pretrained encoder; without one keep a single layer, to prove the path."""
        if state is None:
            self.encoder.layers = self.encoder.layers[:1]
        else:
            self.encoder.load_pretrained(state, START, STOP)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores (texts, outputs) of what `Batches` gives."""
        x = self.encoder(rows[0], rows[1], lengths, self.mark(rows[2]))
        pooled = [x[:, 0]]
        for k in range(1, 1 + len(ROLES)):
            w = (rows[2] == k).to(x.dtype)
            pooled.append((x * w[..., None]).sum(1) / w.sum(1, keepdim=True).clamp(min=1))
        h = F.gelu(self.middle(F.dropout(torch.cat(pooled, -1), DROP, self.training)))
        scores: Tensor = self.out(F.dropout(h, DROP, self.training))
        return scores.float()


def scored(network: Network, batches: Batches, chosen: Numbers) -> Tensor:
    """Scores of some texts, computed in bfloat16 on a graphics card."""
    with torch.autocast(batches.device, torch.bfloat16, enabled=batches.device == "cuda"):
        out: Tensor = network(*batches(chosen))
    return out


def fit(
    network: Network, batches: Batches, plan: list[Numbers], loss_of: Callable[[Tensor, Numbers], Tensor], rate: float
) -> Network:
    """The network after the batches of a plan; `loss_of` takes their scores and numbers, the heads learn at tenfold
    `rate`, which warms up and falls to zero."""
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": network.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / WARM, 1) * max(0.0, 1 - k / len(plan))
    )
    network.train()
    for batch in plan:
        loss = loss_of(scored(network, batches, batch), batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        falling.step()
    return network.eval()


@torch.no_grad()
def read(network: Network, batches: Batches, texts: int, outputs: int) -> npt.NDArray[np.float32]:
    """The first scores (texts, outputs) of the first texts."""
    out = np.zeros((texts, outputs), np.float32)
    for batch in batches.plan(np.arange(texts), 256):
        out[batch] = scored(network, batches, batch)[:, :outputs].cpu().numpy()
    return out
