"""Write a trained student as the three ONNX graphs that the package ships.

    python -m training.export_language --trained build/language/student [--out onrecord/language/model]

`reader.onnx`: word pieces to tags, names, arc scores, relation vectors and word vectors, a batch of sentences at a
time. `relations.onnx` scores relations of chosen arcs, `roles.onnx` reads paragraphs. The reader's matrix products are
of integers: activations at the fixed levels found in training, weights of seven bits with a scale a column. Nothing is
measured when the model runs and integer sums are exact, so a sentence's result cannot depend on what else is in the
batch. The two small graphs store int8 weights with a scale a row and compute in float32.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.language_network import WEIGHT_MAX, pretrained

ATTENTION_HEADS = 12
OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]


class Graph:
    """An ONNX graph under construction."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = {k: v.detach().float().numpy() for k, v in state.items()}
        self.rounded: dict[tuple[str, str], str] = {}
        self.nodes: list[Any] = []
        self.weights: dict[str, Any] = {}
        self.count = 0

    def node(self, kind: str, inputs: Sequence[str], domain: str = "", outputs: int = 1, **attributes: Any) -> Any:
        self.count += 1
        names = [f"{kind}_{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def name(self, value: str, name: str) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def constant(self, array: np.ndarray[Any, Any]) -> str:
        self.count += 1
        name = f"constant_{self.count}"
        self.weights[name] = numpy_helper.from_array(array, name)
        return name

    def full(self, array: np.ndarray[Any, Any]) -> str:
        return self.constant(np.ascontiguousarray(array, dtype=np.float32))

    def packed(self, array: np.ndarray[Any, Any], axis: int) -> str:
        """An int8 matrix, each slice along `axis` with a scale of its own, unpacked to float32 when the model loads."""
        others = tuple(i for i in range(array.ndim) if i != axis)
        scale = np.maximum(np.abs(array).max(axis=others, keepdims=True), 1e-8) / 127
        whole = self.constant(np.clip(np.round(array / scale), -127, 127).astype(np.int8))
        return str(self.node("Mul", [self.node("Cast", [whole], to=TensorProto.FLOAT), self.full(scale)]))

    def linear(self, x: str, name: str, bias: bool = True) -> str:
        out = self.node("MatMul", [x, self.packed(self.state[name + ".weight"].T, 1)])
        return str(self.node("Add", [out, self.full(self.state[name + ".bias"])]) if bias else out)

    def levels(self, x: str, name: str) -> tuple[str, str, str]:
        """`x` at the levels of the layer `name`: bytes, scale and zero point."""
        scale = self.constant(np.float32(self.state[name + ".levels.scale"]))
        zero = self.constant(np.uint8(self.state[name + ".levels.zero"]))
        return str(self.node("QuantizeLinear", [x, scale, zero])), scale, zero

    def weights7(self, name: str) -> tuple[str, str, str, str]:
        """Weights of the layer `name` as integers, a scale a column, zero points (all 0) and the bias."""
        weight = self.state[name + ".linear.weight"].T
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / WEIGHT_MAX
        whole = np.clip(np.round(weight / scale), -WEIGHT_MAX, WEIGHT_MAX).astype(np.int8)
        zeros = self.constant(np.zeros(len(scale), dtype=np.int8))
        return self.constant(whole), self.full(scale), zeros, self.full(self.state[name + ".linear.bias"])

    def quantized(self, x: str, name: str) -> str:
        """A linear layer in integers."""
        data, scale, zero = self.levels(x, name)
        weight, scales, zeros, bias = self.weights7(name)
        inputs = [data, weight, scale, scales, zero, zeros, bias]
        return str(self.node("MatMulIntegerToFloat", inputs, domain="com.microsoft"))

    def attention(self, x: str, name: str) -> str:
        """Self-attention of all heads, its projection in integers."""
        data, scale, zero = self.levels(x, name)
        weight, scales, zeros, bias = self.weights7(name)
        inputs = [data, weight, bias, scale, scales, "lengths", zero, zeros]
        return str(self.node("QAttention", inputs, domain="com.microsoft", num_heads=ATTENTION_HEADS))

    def norm(self, x: str, name: str) -> str:
        parts = [self.full(self.state[f"{name}.{p}"]) for p in ("weight", "bias")]
        return str(self.node("LayerNormalization", [x, *parts], axis=-1, epsilon=1e-12))

    def save(self, path: Path, inputs: Sequence[tuple[str, int, Sequence[Any]]], outputs: dict[str, int]) -> None:
        """Check and write; `outputs` gives each output's number of dimensions."""
        graph = helper.make_graph(
            self.nodes,
            path.stem,
            [helper.make_tensor_value_info(n, t, list(s)) for n, t, s in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, [None] * rank) for n, rank in outputs.items()],
            list(self.weights.values()),
        )
        model = helper.make_model(graph, opset_imports=OPSETS, ir_version=9)
        onnx.checker.check_model(model)
        onnx.save(model, str(path))


def embedding(graph: Graph, ids: str, name: str, keep: np.ndarray[Any, Any] | None = None) -> str:
    """Rows of an int8 table: gathered first, then unpacked, so the float table never stands in memory."""
    table = graph.state[name + ".weight"]
    table = table if keep is None else table[keep]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    rows = graph.node("Gather", [graph.constant(np.round(table / scale).astype(np.int8)), ids])
    return str(
        graph.node(
            "Mul", [graph.node("Cast", [rows], to=TensorProto.FLOAT), graph.node("Gather", [graph.full(scale), ids])]
        )
    )


def reader(state: dict[str, Any], sizes: dict[str, int], keep: np.ndarray[Any, Any], path: Path) -> None:
    """Inputs: pieces, shapes (batch, pieces), lengths (batch), firsts (batch, 1 + words), places (pieces)."""
    g = Graph(state)
    fixed = g.state["encoder.position.weight"] + g.state["encoder.kind"][None]
    x = g.node("Add", [embedding(g, "pieces", "encoder.word", keep), embedding(g, "shapes", "encoder.shape")])
    x = g.node("Add", [x, g.node("Gather", [g.packed(fixed, 0), "places"])])
    x = g.norm(x, "encoder.norm")
    for i in range(sizes["layers"]):
        p = f"encoder.layers.{i}."
        x = g.norm(g.node("Add", [x, g.quantized(g.attention(x, p + "qkv"), p + "out")]), p + "norm1")
        inner = g.quantized(g.node("Gelu", [g.quantized(x, p + "up")]), p + "down")
        x = g.norm(g.node("Add", [x, inner]), p + "norm2")
    index = g.node("Unsqueeze", ["firsts", g.constant(np.array([2], dtype=np.int64))])
    words = g.node("GatherND", [x, index], batch_dims=1)
    g.name(words, "vectors")
    parts = [sizes["upos"], sizes["xpos"], 192, sizes["arc"], sizes["arc"], sizes["relation"], sizes["relation"]]
    split = g.constant(np.array(parts, dtype=np.int64))
    upos, xpos, *rest = g.node("Split", [g.quantized(words, "first"), split], outputs=len(parts), axis=-1)
    g.name(upos, "upos")
    g.name(xpos, "xpos")
    name, dep, head, rel_dep, rel_head = (g.node("LeakyRelu", [r], alpha=0.1) for r in rest)
    g.name(g.linear(name, "name_out"), "names")
    left = g.node("MatMul", [dep, g.packed(g.state["arc_weight"], 1)])
    arcs = g.node("MatMul", [left, g.node("Transpose", [head], perm=[0, 2, 1])])
    lean = g.node("Transpose", [g.linear(head, "arc_bias")], perm=[0, 2, 1])
    g.name(g.node("Add", [arcs, lean]), "arcs")
    g.name(rel_dep, "rel_dep")
    g.name(rel_head, "rel_head")
    inputs = [
        ("pieces", TensorProto.INT32, ["b", "n"]),
        ("shapes", TensorProto.INT32, ["b", "n"]),
        ("lengths", TensorProto.INT32, ["b"]),
        ("firsts", TensorProto.INT64, ["b", "w"]),
        ("places", TensorProto.INT64, ["n"]),
    ]
    g.save(path, inputs, dict.fromkeys(["vectors", "upos", "xpos", "names", "arcs", "rel_dep", "rel_head"], 3))


def relations(state: dict[str, Any], path: Path) -> None:
    """Inputs dep, head (arcs, 64): relation vectors of each arc's two ends; output scores (arcs, relations)."""
    g = Graph(state)
    weight = g.state["rel_weight"]  # (relations, dep, head)
    r, i, j = weight.shape
    flat = g.packed(np.ascontiguousarray(weight.transpose(1, 0, 2)).reshape(i, r * j), 1)
    left = g.node("Reshape", [g.node("MatMul", ["dep", flat]), g.constant(np.array([-1, r, j], dtype=np.int64))])
    right = g.node("Unsqueeze", ["head", g.constant(np.array([2], dtype=np.int64))])
    both = g.node("Squeeze", [g.node("MatMul", [left, right]), g.constant(np.array([2], dtype=np.int64))])
    single = g.node("Add", [g.linear("dep", "rel_dep_out"), g.linear("head", "rel_head_out", bias=False)])
    g.name(g.node("Add", [both, single]), "scores")
    g.save(path, [("dep", TensorProto.FLOAT, ["a", i]), ("head", TensorProto.FLOAT, ["a", j])], {"scores": 2})


def roles(state: dict[str, Any], path: Path) -> None:
    """Inputs vectors (words, paragraphs, 384), quotes (words, paragraphs), lengths (paragraphs); log-probabilities."""
    g = Graph(state)
    x = g.node("Gelu", [g.linear("vectors", "role_in")])
    x = g.node("Concat", [x, embedding(g, "quotes", "role_quote")], axis=2)
    hidden = g.state["role_lstm.weight_hh_l0"].shape[1]

    def gates(name: str) -> np.ndarray[Any, Any]:
        """PyTorch orders the gates input, forget, cell, output; ONNX input, output, forget, cell."""
        i, f, c, o = np.split(g.state[name], 4)
        return np.concatenate([i, o, f, c])

    both = ("l0", "l0_reverse")
    w = np.stack([gates(f"role_lstm.weight_ih_{d}") for d in both])
    r = np.stack([gates(f"role_lstm.weight_hh_{d}") for d in both])
    b = np.stack([np.concatenate([gates(f"role_lstm.bias_ih_{d}"), gates(f"role_lstm.bias_hh_{d}")]) for d in both])
    y = g.node("LSTM", [x, g.full(w), g.full(r), g.full(b), "lengths"], hidden_size=hidden, direction="bidirectional")
    y = g.node(
        "Reshape", [g.node("Transpose", [y], perm=[0, 2, 1, 3]), g.constant(np.array([0, 0, -1], dtype=np.int64))]
    )
    g.name(g.node("LogSoftmax", [g.linear(y, "role_out")], axis=-1), "roles")
    inputs = [
        ("vectors", TensorProto.FLOAT, ["w", "p", 384]),
        ("quotes", TensorProto.INT32, ["w", "p"]),
        ("lengths", TensorProto.INT32, ["p"]),
    ]
    g.save(path, inputs, {"roles": 3})


def frozen(weights: Path) -> dict[str, Any]:
    """The embeddings that training leaves as they are."""
    from safetensors.torch import load_file

    state = load_file(str(weights))
    return {
        "encoder.word.weight": state["embeddings.word_embeddings.weight"],
        "encoder.position.weight": state["embeddings.position_embeddings.weight"],
    }


def trim(tokenizer: Path, out: Path) -> np.ndarray[Any, Any]:
    """Drop word pieces that English news never needs (unused slots, other scripts); returns the rows to keep."""
    whole = json.loads(tokenizer.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = whole["model"]["vocab"]

    def useful(piece: str) -> bool:
        if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"):
            return True
        return not piece.startswith("[unused") and all(ord(c) < 0x250 or 0x2010 <= ord(c) < 0x20D0 for c in piece)

    kept = sorted((i, p) for p, i in vocabulary.items() if useful(p))
    whole["model"]["vocab"] = {p: k for k, (_, p) in enumerate(kept)}
    for token in whole["added_tokens"]:
        token["id"] = whole["model"]["vocab"][token["content"]]
    whole["post_processor"] = None
    whole["truncation"] = whole["padding"] = None
    out.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return np.array([i for i, _ in kept])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, default=pretrained("tokenizer.json"))
    parser.add_argument("--weights", type=Path, default=pretrained("model.safetensors"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/language/model"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    about = json.loads((args.trained / "trained.json").read_text(encoding="utf-8"))
    state = frozen(args.weights) | torch.load(args.trained / "average.pt", weights_only=True)["network"]
    keep = trim(args.tokenizer, args.out / "pieces.json")
    reader(state, about["sizes"], keep, args.out / "reader.onnx")
    relations(state, args.out / "relations.onnx")
    roles(state, args.out / "roles.onnx")
    labels = about["labels"] | {"scores": about["scores"], "words": about["seen"], "seed": about["seed"]}
    graphs = [(args.out / f"{name}.onnx").read_bytes() for name in ("reader", "relations", "roles")]
    labels["version"] = "2-" + hashlib.sha256(b"".join(graphs)).hexdigest()[:12]
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
