"""Makes the PyTorch checkpoints that the tests of PickleWeights and ShardedWeights read.

For the good ones, expected.safetensors holds the same tensors as safetensors writes them. The bad ones are
pickles that run something, or never end, in the containers of torch.save; none of them was loaded by Python.
gpt2/ is the tiny model of make_golden.py, as pytorch_model.bin in both formats and in shards of both kinds.

usage: make_checkpoints.py OUT GOLDEN     (OUT is src/test/resources/checkpoints, GOLDEN ../golden/gpt2)
made with torch 2.15 and safetensors
"""
import builtins
import io
import json
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import torch
from safetensors.torch import load_file, save_file

MAGIC, VERSION = 0x1950A86A20F9469CFC6C, 1001
MACHINE = dict(protocol_version=VERSION, little_endian=True, type_sizes=dict(short=2, int=4, long=4))
LEGACY = dict(_use_new_zipfile_serialization=False)


def tensors() -> OrderedDict:
    torch.manual_seed(0)
    whole = torch.randn(6, 4)
    state = OrderedDict()
    state["float32"] = torch.randn(3, 4)
    state["float16"] = torch.randn(3, 4).half()
    state["bfloat16"] = torch.randn(3, 4).bfloat16()
    state["float64"] = torch.randn(2, dtype=torch.float64)
    state["transposed"] = torch.randn(5, 3).t()
    state["transposed.float16"] = torch.randn(5, 3).half().t()
    state["parameter"] = torch.nn.Parameter(torch.randn(7))
    state["whole"] = whole
    state["rows"] = whole[2:4]
    state["one.row"] = whole[5]
    state["rows.transposed"] = whole[1:4].t()
    state["tied"] = state["float32"]
    state["scalar"] = torch.tensor(2.5)
    state["empty"] = torch.zeros(0, 4)
    state["one.column"] = whole[:, :1][3:4]
    state["four.dimensions"] = torch.randn(1, 2, 1, 3)
    state["position_ids"] = torch.arange(8).expand((1, -1))
    state["mask"] = torch.tril(torch.ones(3, 3, dtype=torch.bool)).view(1, 1, 3, 3)
    state["bytes"] = torch.arange(3, dtype=torch.uint8)
    state["int8"] = torch.arange(-1, 2, dtype=torch.int8)
    state["int16"] = torch.arange(-1, 2, dtype=torch.int16)
    state["int32"] = torch.arange(-1, 2, dtype=torch.int32)
    state["Umlaut ü"] = torch.randn(2)
    state._metadata = OrderedDict({"": {"version": 1}})
    return state


def save_good(out: Path) -> None:
    state = tensors()
    save_file({name: tensor.detach().clone().contiguous() for name, tensor in state.items()}, out / "expected.safetensors")
    torch.save(state, out / "zip.bin")
    torch.save(state, out / "legacy.bin", **LEGACY)
    torch.save(state, out / "zip-protocol4.bin", pickle_protocol=4)
    python2 = SimpleNamespace(__name__="python2", Pickler=Python2, dump=pickle.dump)
    torch.save(state, out / "legacy-python2.bin", pickle_module=python2, **LEGACY)
    torch.save(dict(state), out / "legacy-protocol4.bin", pickle_protocol=4, **LEGACY)
    adam = {"state": {0: {"step": 3, "exp_avg": torch.ones(2)}}, "param_groups": [{"lr": 0.5, "betas": (0.9, 0.999)}]}
    torch.save({"epoch": 3, "loss": 0.5, "note": None, "state_dict": state, "optimizer": adam}, out / "nested.bin")
    # numbers that lie apart, and types that only untyped storages hold
    other = {
        "every.second": torch.arange(12.0).reshape(3, 4)[:, ::2],
        "middle.axis": torch.zeros(2, 3, 4).transpose(0, 1),
        "expanded": torch.zeros(1).expand(5),
        "uint16": torch.arange(3).to(torch.uint16),
        "float8": torch.ones(3).to(torch.float8_e4m3fn),
        "complex": torch.zeros(2, dtype=torch.complex64),
        "fine": torch.arange(4.0),
        "wpe.weight": torch.zeros(64, 36)[:, ::2],
    }
    torch.save(other, out / "other.bin")


class Python2(pickle._Pickler):
    """Writes texts and OrderedDicts as Python 2 did, which saved the oldest checkpoints."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_str(self, text):
        if self.memo.get(id(text)):
            return self.write(self.get(self.memo[id(text)][0]))
        data = text.encode()
        self.write(b"U" + bytes([len(data)]) + data)
        self.memoize(text)

    def save_ordered(self, ordered):
        self.save_reduce(OrderedDict, ([list(pair) for pair in ordered.items()],), obj=ordered)

    dispatch[str] = save_str
    dispatch[OrderedDict] = save_ordered


class Call:
    """Pickles as a call of a function."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def zipped(path: Path, data: bytes, **entries: bytes) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in {"data.pkl": data, "byteorder": b"little", "version": b"3\n", **entries}.items():
            file.writestr("archive/" + name, content)


def legacy(path: Path, data: bytes) -> None:
    head = b"".join(pickle.dumps(part, 2) for part in (MAGIC, VERSION, MACHINE))
    path.write_bytes(head + data + pickle.dumps([], 2))


def persistent(reference) -> bytes:
    """A pickle of a dictionary whose one value is kept outside of it."""
    pickler = type("", (pickle.Pickler,), {"persistent_id": lambda self, value: reference if value is ... else None})
    data = io.BytesIO()
    pickler(data, 2).dump({"x": ...})
    return data.getvalue()


def save_bad(out: Path) -> None:
    system = {"x": Call(os.system, "touch /tmp/lamina-was-here")}
    zipped(out / "system.bin", pickle.dumps(system, 2))
    zipped(out / "system-protocol4.bin", pickle.dumps(system, 4))
    legacy(out / "legacy-system.bin", pickle.dumps(system, 2))
    (out / "plain-system.bin").write_bytes(pickle.dumps(system, 2))
    zipped(out / "eval.bin", pickle.dumps({"x": builtins.eval}, 2))
    zipped(out / "instance.bin", pickle.dumps({"x": Fraction(1, 2)}, 2))
    zipped(out / "load.bin", pickle.dumps({"x": Call(torch.load, "other.bin")}, 2))
    zipped(out / "inst.bin", b"\x80\x02}X\x01\x00\x00\x00x(X\x02\x00\x00\x00lsios\nsystem\ns.")
    zipped(out / "set.bin", pickle.dumps({"x": {1, 2}}, 4))
    zipped(out / "bytes.bin", pickle.dumps({"x": b"123"}, 4))
    module = torch.nn.Linear(2, 2)
    torch.save(module, out / "module.bin")
    torch.save({"neg": torch.ones(2)._neg_view()}, out / "negated.bin")
    torch.save(torch.ones(2), out / "tensor.bin")
    torch.save({"model": module.state_dict(), "epoch": 3}, out / "model-key.bin")

    zipped(out / "reference.bin", persistent(("module", "os.system")))
    zipped(out / "reference-type.bin", persistent(("storage", torch.float32, "0", "cpu", 4)))
    zipped(out / "reference-path.bin", persistent(("storage", torch.FloatStorage, "../../secret", "cpu", 4)))
    zipped(out / "reference-negative.bin", persistent(("storage", torch.FloatStorage, "0", "cpu", -1)))
    view = ("storage", torch.FloatStorage, "0", "cpu", 4, ("1", 0, 4))
    legacy(out / "reference-view.bin", persistent(view))

    zipped(out / "deep.bin", b"\x80\x02" + b"(" * 20_000 + b".")
    zipped(out / "deep-lists.bin", b"\x80\x02" + b"]" * 20_000 + b"a" * 19_999 + b".")
    # each list holds the one before it twice: 2^1000 leaves for who walks through them
    doubling = b"".join(b"]q\x01(h\x00h\x00eq\x00" for _ in range(1000))
    zipped(out / "doubling.bin", b"\x80\x02}X\x01\x00\x00\x00x(]q\x00" + doubling + b"ts.")
    itself = OrderedDict()
    itself["itself"] = itself
    zipped(out / "itself.bin", pickle.dumps(itself, 2))


def rewrite(source: Path, target: Path, replace: dict) -> None:
    """A copy of a checkpoint with other entries, those of None left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            name = entry.filename.split("/", 1)[1]
            content = replace.get(name, old.read(entry))
            if content is not None:
                new.writestr("archive/" + name, content)


def save_gpt2(out: Path, golden: Path) -> None:
    state = load_file(golden / "model.safetensors")
    torch.save(OrderedDict(state), out / "zip.bin")
    torch.save(OrderedDict(state), out / "legacy.bin", **LEGACY)
    torch.save({name: tensor.t().contiguous().t() for name, tensor in state.items()}, out / "columns.bin")
    names = sorted(state)
    parts = [names[0::3], names[1::3], names[2::3]]
    for stem, ending, save in (("model", "safetensors", save_file), ("pytorch_model", "bin", torch.save)):
        weight_map = {}
        for i, part in enumerate(parts):
            shard = f"{stem}-{i + 1:05}-of-00003.{ending}"
            save({name: state[name] for name in part}, out / shard)
            weight_map.update({name: shard for name in part})
        total = sum(tensor.nbytes for tensor in state.values())
        index = {"metadata": {"total_size": total}, "weight_map": dict(sorted(weight_map.items()))}
        (out / f"{stem}.{ending}.index.json").write_text(json.dumps(index, indent=2) + "\n")


def main(out: Path, golden: Path) -> None:
    for folder in ("good", "bad", "gpt2"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    save_good(out / "good")
    save_bad(out / "bad")
    rewrite(out / "good/zip.bin", out / "good/zip-before-2.0.bin", {"byteorder": None})
    rewrite(out / "good/zip.bin", out / "bad/big-endian.bin", {"byteorder": b"big"})
    rewrite(out / "good/zip.bin", out / "bad/no-storage.bin", {"data/1": None})
    rewrite(out / "good/zip.bin", out / "bad/small-storage.bin", {"data/0": bytes(44)})
    save_gpt2(out / "gpt2", golden)
    for path in sorted(out.rglob("*.bin")):
        if path.parent.name != "bad":
            torch.load(path, weights_only=False)  # which reads protocol 4 too


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
