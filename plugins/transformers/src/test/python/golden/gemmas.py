"""Gemma 1 to 3."""
from typing import Any

from transformers import Gemma2ForCausalLM, Gemma3ForCausalLM, GemmaForCausalLM
from transformers.models.gemma import modeling_gemma
from transformers.models.gemma2 import modeling_gemma2
from transformers.models.gemma3 import modeling_gemma3

from .anatomy import GEMMA, GEMMA2
from .family import Family
from .llamas import RMS, WINDOW, rope, scale
from .quirks import (
    Quirk, WithMean, activation, config, function, modules, other_groups, other_pairs, weights, without)

TIED = dict(RMS, head_dim=10, tie_word_embeddings=True)
V4 = dict(cache_implementation="hybrid", hidden_activation="gelu_pytorch_tanh")


def common(modeling: Any) -> dict[str, Quirk]:
    def unscaled(_: Any) -> Any:
        return lambda self, ids: modeling.nn.functional.embedding(ids, self.weight)

    embedding = next(kind for name, kind in vars(modeling).items() if name.endswith("TextScaledWordEmbedding"))
    return {
        "gelu is tanh, not erf": activation("act_fn", "gelu"),
        "rotary pairs are halves": other_pairs(modeling),
        "heads of a group are neighbours": other_groups(modeling),
        "rms_norm_eps, not 1e-5": config(rms_norm_eps=1e-5),
        "norm keeps the mean": modules("norm$", WithMean),
        "norm multiplies by 1 + weight": weights("norm.weight$", lambda weight: weight.sub_(1)),
        "embedding is scaled": function(embedding, "forward", unscaled)}


GEMMA1 = Family(
    "gemma", GemmaForCausalLM, dict(TIED, num_key_value_heads=1, **rope(500.0)), GEMMA,
    # published so; transformers computes tanh all the same
    dict(rope_theta=500.0, hidden_act="gelu", rope_scaling=None),
    {**{name: quirk for name, quirk in common(modeling_gemma).items() if "group" not in name},
     "theta, not 10000": config(**rope(10000.0)), "scale by head_dim": scale(24 // 4)})
GEMMA2_FAMILY = Family(
    "gemma2", Gemma2ForCausalLM,
    dict(TIED, num_hidden_layers=4, sliding_window=WINDOW, query_pre_attn_scalar=5, attn_logit_softcapping=4.0,
         final_logit_softcapping=2.0, **rope(500.0)), GEMMA2,
    dict(V4, rope_theta=500.0, hidden_act="gelu_pytorch_tanh"),
    {**common(modeling_gemma2),
     "theta, not 10000": config(**rope(10000.0)),
     "query_pre_attn_scalar": scale(10),
     "attention's softcap": config(attn_logit_softcapping=None),
     "logits' softcap": config(final_logit_softcapping=None),
     "output norms": without("post_(attention|feedforward)_layernorm$"),
     "windows": config(layer_types=["full_attention"] * 4),
     "windows on even layers": config(layer_types=["full_attention", "sliding_attention"] * 2),
     "window counts the token itself": config(sliding_window=WINDOW + 1)})


def two_ropes(sliding: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    return {"rope_parameters": {"sliding_attention": {"rope_type": "default", **sliding},
                                "full_attention": {"rope_type": "default", **full}}}


LOCAL, GLOBAL = {"rope_theta": 50.0}, {"rope_theta": 900.0, "rope_type": "linear", "factor": 4.0}
GEMMA3 = Family(
    "gemma3_text", Gemma3ForCausalLM,
    dict(TIED, num_hidden_layers=4, sliding_window=WINDOW, query_pre_attn_scalar=5, sliding_window_pattern=3,
         attn_logit_softcapping=None, final_logit_softcapping=None, **two_ropes(LOCAL, GLOBAL)), GEMMA2,
    dict(V4, rope_theta=900.0, rope_local_base_freq=50.0, rope_scaling={"factor": 4.0, "rope_type": "linear"},
         sliding_window_pattern=3),
    {**common(modeling_gemma3),
     "query_pre_attn_scalar": scale(10),
     "query and key norms": without("[qk]_norm$"),
     "output norms": without("post_(attention|feedforward)_layernorm$"),
     "windows": config(sliding_window=64),
     "rope scaling": config(**two_ropes(LOCAL, {"rope_theta": 900.0})),
     "rope scaling on full layers only": config(**two_ropes({**GLOBAL, **LOCAL}, GLOBAL)),
     "theta of sliding layers": config(**two_ropes({"rope_theta": 900.0}, GLOBAL)),
     "theta of full layers": config(**two_ropes(LOCAL, {**GLOBAL, "rope_theta": 50.0})),
     "every third layer is full": config(layer_types=["sliding_attention", "full_attention"] * 2),
     "window counts the token itself": config(sliding_window=WINDOW + 1)})
ALL = [GEMMA1, GEMMA2_FAMILY, GEMMA3]
