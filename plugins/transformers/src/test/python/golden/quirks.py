"""Ways to switch a quirk off: each makes, of a model, one with the same weights that computes something else."""
import copy
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from transformers.activations import ACT2FN

if TYPE_CHECKING:
    from .family import Family

Quirk = Callable[["Family", nn.Module], AbstractContextManager[nn.Module]]


def config(**changes: Any) -> Quirk:
    """The model as it were with another configuration."""
    @contextmanager
    def other(family: "Family", model: nn.Module) -> Iterator[nn.Module]:
        changed = family.build({**model.config.to_dict(), **changes})
        changed.load_state_dict(model.state_dict(), strict=True)
        yield changed
    return other


def edit(change: Callable[[nn.Module], None]) -> Quirk:
    @contextmanager
    def other(_: "Family", model: nn.Module) -> Iterator[nn.Module]:
        changed = copy.deepcopy(model)
        with torch.no_grad():
            change(changed)
        yield changed
    return other


def function(module: Any, name: str, make: Callable[[Callable], Callable]) -> Quirk:
    """Another function in place of one of transformers' own."""
    @contextmanager
    def other(_: "Family", model: nn.Module) -> Iterator[nn.Module]:
        original = inspect.getattr_static(module, name)
        setattr(module, name, make(original))
        try:
            yield model
        finally:
            setattr(module, name, original)
    return other


def weights(pattern: str, change: Callable[[Tensor], Any]) -> Quirk:
    """Changes in place the parameters whose names match."""
    def change_all(model: nn.Module) -> None:
        matching = [parameter for name, parameter in model.named_parameters() if re.search(pattern, name)]
        assert matching, pattern
        for parameter in matching:
            change(parameter)
    return edit(change_all)


def modules(pattern: str, make: Callable[[nn.Module], nn.Module]) -> Quirk:
    """Other modules in place of those whose paths match."""
    def replace_all(model: nn.Module) -> None:
        matching = [path for path, _ in model.named_modules() if re.search(pattern, path)]
        assert matching, pattern
        for path in matching:
            parent, _, name = path.rpartition(".")
            setattr(model.get_submodule(parent), name, make(model.get_submodule(path)))
    return edit(replace_all)


def attribute(pattern: str, **values: Any) -> Quirk:
    def set_all(model: nn.Module) -> None:
        matching = [module for path, module in model.named_modules() if re.search(pattern, path)]
        assert matching, pattern
        for module in matching:
            for name, value in values.items():
                assert hasattr(module, name), name
                setattr(module, name, value)
    return edit(set_all)


def activation(place: str, other: str) -> Quirk:
    return modules(place + "$", lambda _: ACT2FN[other])


def without(pattern: str) -> Quirk:
    return modules(pattern, lambda _: nn.Identity())


def own_head() -> Quirk:
    """Logits from the embedding, though the file has an output matrix."""
    def tie(model: nn.Module) -> None:
        model.get_output_embeddings().weight.copy_(model.get_input_embeddings().weight)
    return edit(tie)


class WithoutMean(nn.Module):
    """Layer norm without subtracting the mean."""

    def __init__(self, norm: nn.LayerNorm) -> None:
        super().__init__()
        self.norm = norm

    def forward(self, x: Tensor) -> Tensor:
        x = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + getattr(self.norm, "eps", 1e-5))
        weight, bias = getattr(self.norm, "weight", None), getattr(self.norm, "bias", None)
        return x * (1 if weight is None else weight) + (0 if bias is None else bias)


class WithMean(nn.Module):
    """RMS norm after subtracting the mean."""

    def __init__(self, norm: nn.Module) -> None:
        super().__init__()
        self.norm = norm

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x - x.mean(-1, keepdim=True))


class Eps(nn.Module):
    """Layer norm without parameters and with another eps."""

    def __init__(self, eps: float) -> None:
        super().__init__()
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.layer_norm(x, x.shape[-1:], eps=self.eps)


class PerHead(nn.Module):
    """RMS norm of each head instead of all together."""

    def __init__(self, norm: nn.Module, heads: int) -> None:
        super().__init__()
        self.norm, self.heads = norm, heads

    def forward(self, x: Tensor) -> Tensor:
        heads = x.unflatten(-1, (self.heads, -1))
        eps = self.norm.variance_epsilon
        return (heads * torch.rsqrt(heads.pow(2).mean(-1, keepdim=True) + eps)).flatten(-2) * self.norm.weight


def other_pairs(modeling: Any) -> Quirk:
    """Rotary pairs of neighbours instead of halves."""
    def make(rotate: Callable) -> Callable:
        def rotated(q: Tensor, k: Tensor, cos: Tensor, sin: Tensor, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
            order = neighbours_to_halves(cos.shape[-1], q.shape[-1])
            return rotate(q[..., order], k[..., order], cos, sin, *args, **kwargs)
        return rotated
    return function(modeling, "apply_rotary_pos_emb", make)


def neighbours_to_halves(rotary: int, size: int) -> list[int]:
    return [*range(0, rotary, 2), *range(1, rotary, 2), *range(rotary, size)]


def other_groups(modeling: Any) -> Quirk:
    """Query head h reads key-value head h mod kv_heads instead of h // (heads / kv_heads)."""
    return function(modeling, "repeat_kv", lambda _: lambda states, times: states.repeat(1, times, 1, 1))


def other_fusion(pattern: str, heads: int) -> Quirk:
    """A fused projection that lies head by head, read as [all queries, all keys, all values]."""
    def reorder(parameter: Tensor) -> None:
        parameter.copy_(parameter.unflatten(0, (3, heads, -1)).transpose(0, 1).flatten(0, 2))
    return weights(pattern, reorder)


def in_sequence(trunk: str, blocks: str, norm: str, attention: str, mlp: str) -> Quirk:
    """The MLP reads the stream after attention instead of the block's input."""
    def rewire(model: nn.Module) -> None:
        for block in model.get_submodule(trunk).get_submodule(blocks):
            rewire_block(block, norm, attention, mlp)
    return edit(rewire)


def rewire_block(block: nn.Module, norm: str, attention: str, mlp: str) -> None:
    seen: dict[str, Tensor] = {}
    block.register_forward_pre_hook(lambda _, inputs: seen.update(stream=inputs[0]))
    block.get_submodule(attention).register_forward_hook(lambda _, __, output: seen.update(attention=output[0]))
    block.get_submodule(mlp).register_forward_pre_hook(
        lambda _, __: block.get_submodule(norm).forward(seen["stream"] + seen["attention"]))
