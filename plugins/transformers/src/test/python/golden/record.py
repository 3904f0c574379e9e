"""Runs a prompt through transformers and keeps every component."""
import copy
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor

from .anatomy import Anatomy, Heads

PER_LAYER = ["attn_out", "resid_mid", "mlp_out", "q", "k", "v", "qkv", "z", "mlp_pre", "mlp_post"]
# OLMo clips them in place after the projection, so they are copied only at the end
CHANGED_IN_PLACE = {"q", "k", "v", "qkv"}


def heads_of(config: Any) -> Heads:
    query = config.num_attention_heads
    size = getattr(config, "head_dim", None) or config.hidden_size // query
    return Heads(query, key_value_heads(config), size)


def key_value_heads(config: Any) -> int:
    if config.model_type == "falcon":
        alone = config.multi_query and not config.new_decoder_architecture
        return 1 if alone else config.num_kv_heads
    return getattr(config, "num_key_value_heads", None) or config.num_attention_heads


@contextmanager
def softmaxes() -> Iterator[list[tuple[Tensor, Tensor]]]:
    """The inputs and outputs of torch.nn.functional.softmax, which the eager attention of every family calls once."""
    calls: list[tuple[Tensor, Tensor]] = []
    softmax = torch.nn.functional.softmax

    def watched(scores: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        pattern = softmax(scores, *args, **kwargs)
        calls.append((scores.clone(), pattern.clone()))
        return pattern

    torch.nn.functional.softmax = watched
    try:
        yield calls
    finally:
        torch.nn.functional.softmax = softmax


class Watch:
    """Hooks at the places of an anatomy; what they saw by component, a tensor [tokens, width] a layer."""

    def __init__(self, ids: list[int], hooks: ExitStack) -> None:
        self.ids, self.hooks = ids, hooks
        self.seen: dict[str, list[Tensor]] = {}

    def place(self, component: str, root: torch.nn.Module, place: str) -> None:
        if not place:
            return
        side, path = place.split(" ") if " " in place else (place, "")
        module = root.get_submodule(path)
        if side == "rows":
            self.keep(component, module.weight[self.ids])
            return
        if side == "in":
            handle = module.register_forward_pre_hook(lambda _, inputs: self.keep(component, inputs[0]))
        else:
            handle = module.register_forward_hook(lambda _, __, output: self.keep(component, output))
        self.hooks.callback(handle.remove)

    def keep(self, component: str, value: Tensor | tuple | Any) -> None:
        value = value[0] if isinstance(value, tuple) else getattr(value, "last_hidden_state", value)
        value = value.detach().reshape(len(self.ids), -1)
        self.seen.setdefault(component, []).append(value if component in CHANGED_IN_PLACE else value.clone())


def record(model: torch.nn.Module, anatomy: Anatomy, ids: list[int]) -> dict[str, Tensor]:
    """Components of one prompt, [tokens, layers, width]; logits of the last token, [vocabulary]; and the model's own
    last_hidden_state, [tokens, width]. A copy of the model runs, since dynamic rope remembers longer prompts.
    """
    model = copy.deepcopy(model)
    trunk = model.get_submodule(anatomy.trunk)
    blocks = trunk.get_submodule(anatomy.blocks)
    with ExitStack() as hooks, torch.no_grad():
        watch = Watch(ids, hooks)
        watch.place("embed", trunk, anatomy.embed)
        watch.place("ln_final", trunk, anatomy.ln_final)
        watch.place("last_hidden_state", trunk, "out")
        for block in blocks:
            watch.place("resid_pre", block, "in")
            for component in PER_LAYER:
                watch.place(component, block, getattr(anatomy, component))
            watch.place("resid_post", block, "out")
        attention = hooks.enter_context(softmaxes())
        output = model(torch.tensor([ids]), use_cache=False) if anatomy.trunk else model(torch.tensor([ids]))
    result = components(watch.seen, attention, anatomy, model.config)
    if hasattr(output, "logits"):
        result["logits"] = output.logits[0, -1].clone()
    return result


def components(seen: dict[str, list[Tensor]], attention: list[tuple[Tensor, Tensor]], anatomy: Anatomy,
               config: Any) -> dict[str, Tensor]:
    last = seen.pop("last_hidden_state")[0]
    result = {name: torch.stack(values, dim=1) for name, values in seen.items()}
    if "qkv" in result:
        result["q"], result["k"], result["v"] = anatomy.split(result.pop("qkv"), heads_of(config))
    for name in ("attn_out", "mlp_out"):
        result[name] *= getattr(config, "residual_multiplier", 1.0)
    assert len(attention) == result["resid_pre"].shape[1], "one softmax a layer"
    scores = by_query([scores for scores, _ in attention])
    result["attn_scores"] = scores.masked_fill(scores < -1e30, -torch.inf)
    result["pattern"] = by_query([pattern for _, pattern in attention])
    return {name: value.contiguous() for name, value in result.items()} | {"last_hidden_state": last}


def by_query(layers: list[Tensor]) -> Tensor:
    """[1, heads, queries, keys] a layer becomes [queries, layers, heads * keys]."""
    return torch.stack([layer[0].transpose(0, 1).flatten(1) for layer in layers], dim=1)
