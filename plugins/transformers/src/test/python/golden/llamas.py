"""LLaMA and those that are close to it."""
from dataclasses import replace
from functools import partial
from typing import Any

from transformers import (
    GraniteForCausalLM, LlamaForCausalLM, MistralForCausalLM, Olmo2ForCausalLM, OlmoForCausalLM, Qwen2ForCausalLM,
    Qwen3ForCausalLM, StableLmForCausalLM)
from transformers.models.granite import modeling_granite
from transformers.models.llama import modeling_llama
from transformers.models.mistral import modeling_mistral
from transformers.models.olmo import modeling_olmo
from transformers.models.olmo2 import modeling_olmo2
from transformers.models.qwen2 import modeling_qwen2
from transformers.models.qwen3 import modeling_qwen3
from transformers.models.stablelm import modeling_stablelm

from .anatomy import LLAMA, OLMO2
from .family import SHORT, VOCABULARY, Family
from .quirks import (
    Eps, PerHead, Quirk, WithMean, WithoutMean, activation, attribute, config, in_sequence, modules, other_groups,
    other_pairs, own_head, without)

SIZES = dict(vocab_size=VOCABULARY, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
             intermediate_size=40, max_position_embeddings=64, pad_token_id=0, bos_token_id=1, eos_token_id=2)
RMS = dict(SIZES, rms_norm_eps=1e-3)


def rope(theta: float, **scaling: Any) -> dict[str, Any]:
    return {"rope_parameters": {"rope_type": "default", "rope_theta": theta, **scaling}}


def common(modeling: Any) -> dict[str, Quirk]:
    return {
        "silu, not gelu": activation("act_fn", "gelu"),
        "rotary pairs are halves": other_pairs(modeling),
        "theta, not 10000": config(**rope(10000.0)),
        "heads of a group are neighbours": other_groups(modeling)}


def rms(modeling: Any) -> dict[str, Quirk]:
    return {
        **common(modeling),
        "rms_norm_eps, not 1e-5": config(rms_norm_eps=1e-5),
        "norm keeps the mean": modules("norm$", WithMean)}


def scale(size: int) -> Quirk:
    return attribute("self_attn$", scaling=size ** -0.5)


LLAMA_V4 = dict(pretraining_tp=1, rope_theta=500.0)
DEFAULT = Family(
    "llama", LlamaForCausalLM,
    dict(RMS, head_dim=10, attention_bias=True, mlp_bias=True, tie_word_embeddings=False, **rope(500.0)), LLAMA,
    LLAMA_V4,
    {**rms(modeling_llama), "scale by head_dim": scale(24 // 4), "untied lm_head": own_head()})


def scaled_llama(folder: str, quirks: dict[str, Quirk], theta: float = 100.0, v4: dict[str, Any] | None = None,
                 lengths: tuple[int, ...] = SHORT, positions: int = 64, **scaling: Any) -> Family:
    """With rope scaling; theta is small, so that a few dozen positions turn every pair."""
    old = {("type" if key == "rope_type" else key): value for key, value in scaling.items()}
    return Family(
        folder, LlamaForCausalLM,
        dict(RMS, num_hidden_layers=2, head_dim=10, tie_word_embeddings=True, max_position_embeddings=positions,
             **rope(theta, **scaling)),
        LLAMA, {"rope_theta": theta, "rope_scaling": v4 or old},
        {"rope scaling": config(**rope(theta)), **quirks}, lengths)


def yarn(**changes: Any) -> Quirk:
    return config(**rope(100.0, **{**YARN, **changes}))


LLAMA3 = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=32)
YARN = dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=16)
YARN_OPTIONS = dict(YARN, attention_factor=0.8, beta_fast=2.0, beta_slow=0.5, truncate=False)
LLAMAS = [
    DEFAULT,
    scaled_llama("llama-llama3", {
        "low_freq_factor": config(**rope(100.0, **{**LLAMA3, "low_freq_factor": 2.0})),
        "high_freq_factor": config(**rope(100.0, **{**LLAMA3, "high_freq_factor": 8.0})),
        "original_max_position_embeddings": config(**rope(100.0, **{**LLAMA3, "original_max_position_embeddings": 64})),
    }, v4=LLAMA3, positions=128, **LLAMA3),
    scaled_llama("llama-linear", {}, rope_type="linear", factor=4.0),
    scaled_llama("llama-dynamic", {
        "max_position_embeddings": config(max_position_embeddings=13),
    }, lengths=(12, 13, 16), positions=12, rope_type="dynamic", factor=3.0),
    scaled_llama("llama-yarn", {
        "attention factor": yarn(attention_factor=1.0),
        "beta_slow": yarn(beta_slow=0.25),
        "only some pairs are interpolated": config(**rope(100.0, rope_type="linear", factor=4.0)),
    }, **YARN),
    scaled_llama("llama-yarn-options", {
        "attention_factor": yarn(**{**YARN_OPTIONS, "attention_factor": None}),
        "beta_fast": yarn(**{**YARN_OPTIONS, "beta_fast": None}),
        "beta_slow": yarn(**{**YARN_OPTIONS, "beta_slow": None}),
        "truncate": yarn(**{**YARN_OPTIONS, "truncate": True}),
    }, **YARN_OPTIONS)]

WINDOW = 6
MISTRAL = Family(
    "mistral", MistralForCausalLM,
    dict(RMS, head_dim=10, sliding_window=WINDOW, tie_word_embeddings=False, **rope(500.0)), LLAMA,
    dict(rope_theta=500.0),
    {**rms(modeling_mistral), "window": config(sliding_window=None),
     "window counts the token itself": config(sliding_window=WINDOW + 1),
     "scale by head_dim": scale(24 // 4), "untied lm_head": own_head()})
QWEN2 = Family(
    "qwen2", Qwen2ForCausalLM,
    dict(RMS, num_hidden_layers=4, use_sliding_window=True, sliding_window=WINDOW, max_window_layers=2,
         tie_word_embeddings=True, **rope(500.0)), LLAMA,
    dict(rope_theta=500.0),
    {**rms(modeling_qwen2),
     "windows": config(layer_types=["full_attention"] * 4),
     "windows on the upper layers only": config(layer_types=["sliding_attention"] * 4),
     "window counts the token itself": config(sliding_window=WINDOW + 1)})
QWEN3 = Family(
    "qwen3", Qwen3ForCausalLM,
    dict(RMS, head_dim=10, tie_word_embeddings=False, **rope(500.0)), LLAMA,
    dict(rope_theta=500.0, max_window_layers=3, use_sliding_window=False),
    {**rms(modeling_qwen3), "query and key norms": without("[qk]_norm$"), "scale by head_dim": scale(24 // 4),
     "untied lm_head": own_head()})
OLMO = Family(
    "olmo", OlmoForCausalLM,
    dict(SIZES, clip_qkv=1.0, tie_word_embeddings=True, **rope(500.0)), LLAMA,
    dict(rope_theta=500.0),
    {**common(modeling_olmo), "clip_qkv": config(clip_qkv=None), "norm without the mean": modules("norm$", WithoutMean),
     "eps 1e-5, not 1e-6": modules("norm$", lambda _: Eps(1e-6))}, embedding=0.02)
OLMO2_FAMILY = Family(
    "olmo2", Olmo2ForCausalLM,
    dict(RMS, tie_word_embeddings=False, **rope(500.0)), OLMO2,
    dict(rope_theta=500.0),
    {**rms(modeling_olmo2), "query and key norms": without("[qk]_norm$"),
     "query norm over all heads": modules("q_norm$", partial(PerHead, heads=4)),
     "key norm over all heads": modules("k_norm$", partial(PerHead, heads=2)),
     "output norms": without("layernorm$"), "untied lm_head": own_head()})
GRANITE = Family(
    "granite", GraniteForCausalLM,
    dict(RMS, attention_bias=True, mlp_bias=True, embedding_multiplier=3.0, residual_multiplier=0.6,
         attention_multiplier=0.55, logits_scaling=1.7, tie_word_embeddings=True, **rope(500.0)), LLAMA,
    dict(rope_theta=500.0),
    {**rms(modeling_granite), "embedding_multiplier": config(embedding_multiplier=1.0),
     "residual_multiplier": config(residual_multiplier=1.0), "attention_multiplier": scale(24 // 4),
     "logits_scaling": config(logits_scaling=1.0)})
STABLE = dict(SIZES, layer_norm_eps=1e-3, tie_word_embeddings=False)
STABLE_QUIRKS = {
    **common(modeling_stablelm), "layer_norm_eps, not 1e-5": config(layer_norm_eps=1e-5),
    "norm subtracts the mean": modules(r"(input_layernorm|attention_layernorm|\.norm)$", WithoutMean),
    "untied lm_head": own_head()}
STABLELMS = [
    Family(
        "stablelm", StableLmForCausalLM,
        dict(STABLE, use_qkv_bias=True, **rope(500.0, partial_rotary_factor=0.7)), LLAMA,
        dict(rope_theta=500.0, partial_rotary_factor=0.7),
        {**STABLE_QUIRKS, "partial rotary": config(**rope(500.0, partial_rotary_factor=1.0))}),
    Family(
        "stablelm-parallel", StableLmForCausalLM,
        dict(STABLE, qk_layernorm=True, use_parallel_residual=True, **rope(500.0, partial_rotary_factor=0.7)),
        replace(LLAMA, resid_mid=""),
        dict(rope_theta=500.0, partial_rotary_factor=0.7),
        {**STABLE_QUIRKS, "partial rotary": config(**rope(500.0, partial_rotary_factor=1.0)),
         "query and key norms": without("[qk]_layernorm$"),
         "parallel": in_sequence("model", "layers", "input_layernorm", "self_attn", "mlp")},
        SHORT)]
ALL = [*LLAMAS, MISTRAL, QWEN2, QWEN3, OLMO, OLMO2_FAMILY, GRANITE, *STABLELMS]
