"""A tiny model of a family, its files and its checks."""
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import PreTrainedModel

from .anatomy import Anatomy
from .checks import check, distance, largest, rounding, sharpness
from .quirks import Quirk, weights
from .record import record

VOCABULARY = 61
TOLERANCE = 2e-5  # of the Java tests, of a family's largest activation
ROUNDING = TOLERANCE / 5  # what float32 may cost
SHORT = (1, 14)  # prompt lengths of variants
SPECIAL = 5  # ids below are for padding, beginning and end, and in no random prompt
V4_LACKS = {"rope_parameters", "layer_types", "dtype"}


@dataclass(frozen=True)
class Family:
    """A model with random weights.

    v4 holds the keys by which config.v4.json, the form in which the family's checkpoints were published, differs;
    None removes a key.
    """
    folder: str
    model: type[PreTrainedModel]
    config: Mapping[str, Any]
    anatomy: Anatomy
    v4: Mapping[str, Any]
    quirks: Mapping[str, Quirk]
    lengths: tuple[int, ...] = (1, 3, 6, 16)
    prompts: tuple[tuple[int, ...], ...] = ()
    embedding: float = 0.3  # standard deviation
    prepare: Callable[[PreTrainedModel], None] = field(default=lambda model: None)
    confirm: Callable[[PreTrainedModel, list[list[int]], list[dict[str, Tensor]]], None] = field(
        default=lambda model, prompts, recordings: None)

    def build(self, config: Mapping[str, Any]) -> PreTrainedModel:
        kind = self.model.config_class
        model = self.model(kind(**{**config, "attn_implementation": "eager"})).eval()
        self.prepare(model)
        return model

    def all_prompts(self) -> list[list[int]]:
        random = torch.Generator().manual_seed(1)
        drawn = [torch.randint(SPECIAL, VOCABULARY, (length,), generator=random).tolist() for length in self.lengths]
        return drawn + [list(prompt) for prompt in self.prompts]

    def write(self, out: Path) -> None:
        model = self.build(self.config)
        randomize(model, self.embedding)
        folder = out / self.folder
        folder.mkdir(parents=True, exist_ok=True)
        model.save_pretrained(folder)
        prompts = self.all_prompts()
        (folder / "golden.json").write_text(json.dumps([{"ids": ids} for ids in prompts]) + "\n")
        recordings = self.write_golden(folder, model, prompts)
        self.confirm(model, prompts, recordings)
        self.write_v4(folder, model, prompts, recordings)

    def write_golden(self, folder: Path, model: PreTrainedModel, prompts: list[list[int]]) -> list[dict[str, Tensor]]:
        recordings = [record(model, self.anatomy, ids) for ids in prompts]
        for seen in recordings:
            check(model, self.anatomy, seen)
        golden = {f"{index}.{name}": value for index, seen in enumerate(recordings) for name, value in seen.items()
                  if name != "last_hidden_state"}
        save_file(golden, folder / "golden.safetensors")
        sensitivity(self, model, prompts, recordings)
        return recordings

    def write_v4(self, folder: Path, model: PreTrainedModel, prompts: list[list[int]], recordings: list) -> None:
        v5 = json.loads((folder / "config.json").read_text())
        v4 = {key: value for key, value in v5.items() if key not in V4_LACKS}
        v4 |= {"torch_dtype": "float32", "transformers_version": "4.46.0", **self.v4}
        v4 = {key: value for key, value in sorted(v4.items()) if self.v4.get(key, "") is not None}
        (folder / "config.v4.json").write_text(json.dumps(v4, indent=2) + "\n")
        old = self.build(self.model.config_class.from_dict(v4).to_dict())
        old.load_state_dict(model.state_dict(), strict=True)
        far = distance(recordings, [record(old, self.anatomy, ids) for ids in prompts])
        assert far < ROUNDING, f"{self.folder}: config.v4.json gives another model"


def randomize(model: nn.Module, embedding: float) -> None:
    """Seed 0. Projections that keep the size of their input and a half; norms and biases far from 1 and 0."""
    random = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            path, _, last = name.rpartition(".")
            module = model.get_submodule(path)
            if last == "bias" or is_norm(module):
                parameter.normal_(neutral(module, last), 0.3, generator=random)
            elif isinstance(module, nn.Embedding):
                parameter.normal_(0, 1.0 if "relative" in path else embedding, generator=random)
            else:
                parameter.normal_(0, 1.5 / parameter.shape[1] ** 0.5, generator=random)


def is_norm(module: nn.Module) -> bool:
    return "Norm" in type(module).__name__


def neutral(module: nn.Module, name: str) -> float:
    """What a parameter is where it does nothing: Gemma's norms multiply by 1 + weight."""
    return 1.0 if is_norm(module) and name != "bias" and not type(module).__name__.startswith("Gemma") else 0.0


def sensitivity(family: Family, model: PreTrainedModel, prompts: list[list[int]],
                recordings: list[dict[str, Tensor]]) -> None:
    """Prints how far the recordings move where a quirk is off; fails where the tests would not see it."""
    def moved(switch: Quirk, beside: range = range(len(prompts))) -> float:
        with switch(family, model) as other:
            changed = [record(other, family.anatomy, prompts[index]) for index in beside]
        return distance([recordings[index] for index in beside], changed)

    longest = max(range(len(prompts)), key=lambda index: len(prompts[index]))

    noise = rounding(model, family.anatomy, prompts, recordings)
    sharp = sharpness(recordings[-1]) * len(prompts[-1])
    row(family, f"largest {largest(recordings):.1f}, attention {sharp:.1f} x uniform, rounding moves", noise)
    quirks = {quirk: moved(switch) for quirk, switch in family.quirks.items()}
    parameters = {kind: moved(switch, range(longest, longest + 1)) for kind, switch in tensors(model).items()}
    least = min(parameters, key=parameters.get)
    quirks[f"any of {len(parameters)} tensors; least {least}"] = parameters[least]
    for quirk, change in quirks.items():
        row(family, quirk, change)
    assert noise < ROUNDING, f"{family.folder}: rounding alone is as large as what the tests look for"
    unseen = [quirk for quirk, change in quirks.items() if change < 5 * TOLERANCE]
    assert not unseen, f"{family.folder}: the tests would not see {unseen}"


def row(family: Family, quirk: str, change: float) -> None:
    print(f"{family.folder:24} {quirk:75} {change:.1e}", flush=True)


def tensors(model: nn.Module) -> dict[str, Quirk]:
    """Each kind of tensor without its effect."""
    kinds: dict[str, Quirk] = {}
    for name, _ in model.named_parameters():
        path, _, last = name.rpartition(".")
        value = neutral(model.get_submodule(path), last)
        kind = re.sub(r"\.\d+", ".N", name)
        pattern = "^" + re.escape(kind).replace(r"\.N", r"\.\d+") + "$"
        kinds.setdefault(kind, weights(pattern, lambda parameter, value=value: parameter.fill_(value)))
    return kinds
