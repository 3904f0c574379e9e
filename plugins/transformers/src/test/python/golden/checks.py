"""What must hold in every recording, whatever the family."""
import copy

import torch
from torch import Tensor

from .anatomy import Anatomy
from .record import heads_of, record

CLOSE = 1e-5


def check(model: torch.nn.Module, anatomy: Anatomy, seen: dict[str, Tensor]) -> None:
    stream(model, anatomy, seen)
    attention(model, seen)
    end(model, anatomy, seen)


def same(left: Tensor, right: Tensor, what: str) -> None:
    far = (left - right).abs().max().item() / max(1.0, right.abs().max().item())
    assert far < CLOSE, f"{what}: {far:.1e}"


def stream(model: torch.nn.Module, anatomy: Anatomy, seen: dict[str, Tensor]) -> None:
    pre, attn, mlp, post = (seen[name] for name in ("resid_pre", "attn_out", "mlp_out", "resid_post"))
    same(pre[:, 1:], post[:, :-1], "a block begins where the last one ended")
    if anatomy.norms:
        blocks = model.get_submodule(anatomy.trunk).get_submodule(anatomy.blocks)
        with torch.no_grad():
            for layer, block in enumerate(blocks):
                after_attention, after_mlp = (block.get_submodule(norm) for norm in anatomy.norms)
                mid = seen["resid_mid"][:, layer]
                same(after_attention(pre[:, layer] + attn[:, layer]), mid, "resid_mid")
                same(after_mlp(mid + mlp[:, layer]), post[:, layer], "resid_post")
    elif "resid_mid" in seen:
        same(pre + attn, seen["resid_mid"], "resid_mid")
        same(seen["resid_mid"] + mlp, post, "resid_post")
    else:
        same(pre + attn + mlp, post, "resid_post")


def attention(model: torch.nn.Module, seen: dict[str, Tensor]) -> None:
    heads = heads_of(model.config)
    tokens, layers, _ = seen["q"].shape
    assert seen["q"].shape[2] == heads.query * heads.size
    pattern = seen["pattern"].view(tokens, layers, heads.query, tokens)
    same(seen["attn_scores"].view(pattern.shape).softmax(-1), pattern, "pattern")
    value = seen["v"].view(tokens, layers, heads.key_value, heads.size)
    value = value.repeat_interleave(heads.query // heads.key_value, dim=2)
    same(torch.einsum("qlhk,klhd->qlhd", pattern, value).flatten(2), seen["z"], "z")


def end(model: torch.nn.Module, anatomy: Anatomy, seen: dict[str, Tensor]) -> None:
    last = seen["ln_final"][:, 0] if "ln_final" in seen else seen["resid_post"][:, -1]
    trunk = model.get_submodule(anatomy.trunk)
    with torch.no_grad():
        if getattr(trunk, "project_out", None) is not None:
            last = trunk.project_out(last)
    assert torch.equal(last, seen["last_hidden_state"]), "a hook is in the wrong place"


def sharpness(seen: dict[str, Tensor]) -> float:
    """The largest weight of the last token's patterns, averaged over layers and heads; 1 / tokens were uniform."""
    tokens, layers, _ = seen["q"].shape
    return seen["pattern"].view(tokens, layers, -1, tokens)[-1].amax(-1).mean().item()


def largest(recordings: list[dict[str, Tensor]]) -> float:
    values = [value[value.isfinite()].abs().max().item() for seen in recordings for value in seen.values()]
    return max(values)


def distance(left: list[dict[str, Tensor]], right: list[dict[str, Tensor]]) -> float:
    """The largest difference of any component, as a part of the largest activation; hidden scores are not compared."""
    far = 0.0
    for seen, other in zip(left, right, strict=True):
        for name in seen.keys() & other.keys():
            if seen[name].shape == other[name].shape:
                difference = (seen[name] - other[name]).abs()
                far = max(far, difference[difference.isfinite()].max().item())
    return far / largest(left)


def rounding(model: torch.nn.Module, anatomy: Anatomy, prompts: list[list[int]],
             recordings: list[dict[str, Tensor]]) -> float:
    """How far float64 is from the recordings: an exact reimplementation may be about as far."""
    exact = copy.deepcopy(model).double()
    return distance(recordings, [record(exact, anatomy, ids) for ids in prompts])
