"""GPT-NeoX, GPT-J, GPT-BigCode, OPT, BLOOM, Falcon and Phi."""
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from transformers import (
    BloomForCausalLM, FalconConfig, FalconForCausalLM, GPTBigCodeForCausalLM, GPTJForCausalLM, GPTNeoXForCausalLM,
    OPTForCausalLM, PhiForCausalLM)
from transformers.models.bloom import modeling_bloom
from transformers.models.falcon import modeling_falcon
from transformers.models.gpt_neox import modeling_gpt_neox
from transformers.models.gptj import modeling_gptj
from transformers.models.phi import modeling_phi

from .anatomy import (
    BLOOM, FALCON, GPT2, GPT_NEOX, GPTJ, OPT, PHI, POST_NORM_OPT, group_by_group, head_by_head, one_after_another)
from .checks import same
from .family import SHORT, VOCABULARY, Family
from .llamas import rope
from .quirks import (
    Quirk, WithoutMean, activation, attribute, config, edit, function, in_sequence, modules, neighbours_to_halves,
    other_fusion, other_groups, other_pairs, own_head, without)

TOKENS = dict(vocab_size=VOCABULARY, pad_token_id=0, bos_token_id=1, eos_token_id=2)
GPT_SIZES = dict(TOKENS, n_positions=64, n_embd=24, n_layer=3, n_head=4, n_inner=40, layer_norm_epsilon=1e-3)
NORMS = r"(norm|ln_\w+)$"
LAYER_NORM = {"norm subtracts the mean": modules(NORMS, WithoutMean)}


def eps(name: str) -> dict[str, Quirk]:
    return {**LAYER_NORM, f"{name}, not 1e-5": config(**{name: 1e-5})}


def gelu(place: str, other: str) -> dict[str, Quirk]:
    return {"gelu is erf, not tanh" if other == "gelu_new" else "gelu is tanh, not erf": activation(place, other)}


NEOX = dict(TOKENS, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
            max_position_embeddings=64, layer_norm_eps=1e-3, tie_word_embeddings=False,
            **rope(500.0, partial_rotary_factor=0.7))
NEOX_V4 = dict(rotary_pct=0.7, rotary_emb_base=500)
NEOX_QUIRKS = {
    **eps("layer_norm_eps"), **gelu("mlp.act", "gelu_new"), "rotary pairs are halves": other_pairs(modeling_gpt_neox),
    "theta, not 10000": config(**rope(10000.0, partial_rotary_factor=0.7)),
    "partial rotary": config(**rope(500.0, partial_rotary_factor=1.0)),
    "qkv head by head": other_fusion("query_key_value", 4), "untied lm_head": own_head()}
NEOXES = [
    Family("gpt_neox", GPTNeoXForCausalLM, dict(NEOX, use_parallel_residual=True), replace(GPT_NEOX, resid_mid=""),
           NEOX_V4, {**NEOX_QUIRKS, "parallel": config(use_parallel_residual=False)}),
    Family("gpt_neox-sequential", GPTNeoXForCausalLM, dict(NEOX, use_parallel_residual=False), GPT_NEOX, NEOX_V4,
           {**NEOX_QUIRKS, "sequential": config(use_parallel_residual=True)}, SHORT)]


def gptj_halves(rotate: Any) -> Any:
    def rotated(tensor: Tensor, sin: Tensor, cos: Tensor) -> Tensor:
        rotary = tensor.shape[-1]
        order = torch.tensor(neighbours_to_halves(rotary, rotary)).argsort()
        return rotate(tensor[..., order], sin, cos)
    return rotated


def other_theta(theta: float) -> Quirk:
    def change(model: nn.Module) -> None:
        for block in model.transformer.h:
            positions, rotary = block.attn.embed_positions.shape
            angles = torch.arange(positions)[:, None] / theta ** (torch.arange(0, rotary, 2) / rotary)
            block.attn.embed_positions = torch.cat([angles.sin(), angles.cos()], dim=1)
    return edit(change)


GPTJ_FAMILY = Family(
    "gptj", GPTJForCausalLM, dict(GPT_SIZES, rotary_dim=4, tie_word_embeddings=False), GPTJ,
    dict(rotary=True, scale_attn_weights=True),
    {**eps("layer_norm_epsilon"), **gelu("mlp.act", "gelu"),
     "rotary pairs are neighbours": function(modeling_gptj, "apply_rotary_pos_emb", gptj_halves),
     "theta 10000": other_theta(1000.0), "rotary_dim": config(rotary_dim=6),
     "parallel": in_sequence("transformer", "h", "ln_1", "attn", "mlp"), "untied lm_head": own_head()})

BIGCODE_QUIRKS = {**eps("layer_norm_epsilon"), **gelu("mlp.act", "gelu")}
BIGCODE_V4 = dict(inference_runner=0, max_batch_size=None, validate_runner_input=True)
BIGCODES = [
    Family("gpt_bigcode", GPTBigCodeForCausalLM, dict(GPT_SIZES, multi_query=True), GPT2, BIGCODE_V4, BIGCODE_QUIRKS),
    Family("gpt_bigcode-multi-head", GPTBigCodeForCausalLM, dict(GPT_SIZES, multi_query=False),
           GPT2.fused(GPT2.qkv, head_by_head), BIGCODE_V4,
           {**BIGCODE_QUIRKS, "qkv head by head": other_fusion("c_attn", 4)}, SHORT)]

OPT_SIZES = dict(TOKENS, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, ffn_dim=40,
                 max_position_embeddings=64)
OPT_V4 = dict(activation_dropout=0.0, prefix="</s>", enable_bias=None, layer_norm_elementwise_affine=None)
OPT_QUIRKS = {
    **LAYER_NORM, "relu": activation("activation_fn", "gelu"),
    "positions begin at 2": attribute("embed_positions", offset=0),
    "eps 1e-5, not 1e-6": attribute(NORMS, eps=1e-6)}
OPTS = [
    Family("opt", OPTForCausalLM, dict(OPT_SIZES, do_layer_norm_before=True), OPT, OPT_V4, OPT_QUIRKS, embedding=0.02),
    Family("opt-post-norm", OPTForCausalLM, dict(OPT_SIZES, do_layer_norm_before=False, word_embed_proj_dim=16),
           POST_NORM_OPT, OPT_V4,
           {name: quirk for name, quirk in OPT_QUIRKS.items() if "eps" not in name}
           | {"norm after the module": attribute(r"layers\.\d+$", do_layer_norm_before=True)}, SHORT)]

BLOOM_FAMILY = Family(
    "bloom", BloomForCausalLM, dict(TOKENS, hidden_size=30, n_layer=3, n_head=5, layer_norm_epsilon=1e-3), BLOOM,
    dict(hidden_size=None, n_head=None, n_embed=30, num_attention_heads=5, offset_alibi=100, seq_length=64,
         attention_softmax_in_fp32=True, bias_dropout_fusion=True, masked_softmax_fusion=True, skip_bias_add=True,
         skip_bias_add_qkv=False, n_inner=None, unk_token_id=0),
    {**eps("layer_norm_epsilon"), **gelu("gelu_impl", "gelu"), "embedding norm": without("word_embeddings_layernorm"),
     "alibi": function(modeling_bloom, "_get_alibi_slopes", lambda slopes: lambda *args: 0 * slopes(*args)),
     "alibi of the fifth head": function(
         modeling_bloom, "_get_alibi_slopes", lambda slopes: lambda heads, device: slopes(8, device)[:heads]),
     "qkv head by head": other_fusion("query_key_value", 5)}, lengths=(1, 4, 13))

FALCON_SIZES = dict(TOKENS, num_hidden_layers=3, layer_norm_epsilon=1e-3)
FALCON_V4 = dict(apply_residual_connection_post_layernorm=False)
FALCON_7B = dict(FALCON_SIZES, hidden_size=30, num_attention_heads=5, multi_query=True, parallel_attn=True,
                 new_decoder_architecture=False, bias=False, alibi=False, tie_word_embeddings=True)
FALCON_40B = dict(FALCON_SIZES, hidden_size=36, num_attention_heads=6, num_kv_heads=2, ffn_hidden_size=50,
                  new_decoder_architecture=True, bias=False, alibi=False, tie_word_embeddings=False, **rope(500.0))
FALCON_RW = dict(FALCON_SIZES, hidden_size=27, num_attention_heads=9, ffn_hidden_size=50, multi_query=False,
                 parallel_attn=False, new_decoder_architecture=False, bias=True, alibi=True, tie_word_embeddings=True)
FALCON_QUIRKS = {**eps("layer_norm_epsilon"), **gelu("mlp.act", "gelu_new")}
FALCON_ROPE = {"rotary pairs are halves": other_pairs(modeling_falcon)}


def once(model: nn.Module) -> None:
    """The eager attention of transformers 5.23 adds alibi to scores that have it from the mask; sdpa, which is what
    users run, adds it once.
    """
    for block in model.transformer.h:
        block.self_attention.register_forward_pre_hook(
            lambda _, inputs, named: (inputs, {**named, "alibi": torch.zeros_like(named["alibi"])}), with_kwargs=True)


def as_sdpa(model: nn.Module, prompts: list[list[int]], recordings: list[dict[str, Tensor]]) -> None:
    other = FalconForCausalLM(FalconConfig(**{**model.config.to_dict(), "attn_implementation": "sdpa"})).eval()
    other.load_state_dict(model.state_dict())
    for ids, seen in zip(prompts, recordings, strict=True):
        with torch.no_grad():
            last = other.transformer(torch.tensor([ids])).last_hidden_state[0]
        same(last, seen["last_hidden_state"], "sdpa")


def no_alibi(build: Any) -> Any:
    return lambda mask, heads, dtype: 0 * build(mask, heads, dtype)


def exact_slopes(build: Any) -> Any:
    def built(mask: Tensor, heads: int, dtype: torch.dtype) -> Tensor:
        slopes = modeling_bloom._get_alibi_slopes(heads, mask.device)
        return (slopes[:, None] * (mask.cumsum(-1) - 1))[:, None]
    return built


FALCONS = [
    Family("falcon", FalconForCausalLM, FALCON_7B, replace(FALCON.fused(FALCON.qkv, one_after_another), resid_mid=""),
           dict(FALCON_V4, ffn_hidden_size=None, num_kv_heads=None, num_ln_in_parallel_attn=None,
                max_position_embeddings=None, activation=None),
           {**FALCON_QUIRKS, **FALCON_ROPE, "theta 10000": config(**rope(500.0)),
            "parallel": in_sequence("transformer", "h", "input_layernorm", "self_attention", "mlp")},
           lengths=(1, 4, 13)),
    Family("falcon-new-decoder", FalconForCausalLM, FALCON_40B,
           replace(FALCON.fused(FALCON.qkv, group_by_group), resid_mid=""),
           dict(FALCON_V4, rope_theta=500.0, num_ln_in_parallel_attn=None),
           {**FALCON_QUIRKS, **FALCON_ROPE, "theta, not 10000": config(**rope(10000.0)),
            "parallel": in_sequence("transformer", "h", "ln_mlp", "self_attention", "mlp"),
            "untied lm_head": own_head()}, SHORT),
    Family("falcon-alibi", FalconForCausalLM, FALCON_RW, FALCON,
           dict(FALCON_V4, num_kv_heads=None, num_ln_in_parallel_attn=None, max_position_embeddings=None,
                activation=None),
           {**FALCON_QUIRKS, "qkv head by head": other_fusion("query_key_value", 9),
            "alibi": function(modeling_falcon, "build_alibi_tensor", no_alibi),
            "alibi in bfloat16": function(modeling_falcon, "build_alibi_tensor", exact_slopes)}, SHORT, prepare=once,
           confirm=as_sdpa)]

PHI_FAMILY = Family(
    "phi", PhiForCausalLM,
    dict(TOKENS, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
         intermediate_size=40, max_position_embeddings=64, layer_norm_eps=1e-3, tie_word_embeddings=False,
         **rope(500.0, partial_rotary_factor=0.7)), PHI,
    dict(rope_theta=500.0, partial_rotary_factor=0.7, qk_layernorm=False),
    {**eps("layer_norm_eps"), **gelu("activation_fn", "gelu"), "rotary pairs are halves": other_pairs(modeling_phi),
     "theta, not 10000": config(**rope(10000.0, partial_rotary_factor=0.7)),
     "partial rotary": config(**rope(500.0, partial_rotary_factor=1.0)),
     "heads of a group are neighbours": other_groups(modeling_phi),
     "parallel": in_sequence("model", "layers", "input_layernorm", "self_attn", "mlp"), "untied lm_head": own_head()})
ALL = [*NEOXES, GPTJ_FAMILY, *BIGCODES, *OPTS, BLOOM_FAMILY, *FALCONS, PHI_FAMILY]
