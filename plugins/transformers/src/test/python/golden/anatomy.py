"""Where in transformers' modules each component can be seen."""
from collections.abc import Callable
from dataclasses import dataclass, replace

from torch import Tensor


@dataclass(frozen=True)
class Heads:
    """How many heads of which size a fused projection holds."""
    query: int
    key_value: int
    size: int


Split = Callable[[Tensor, Heads], tuple[Tensor, Tensor, Tensor]]


@dataclass(frozen=True)
class Anatomy:
    """Places are "in PATH" or "out PATH", the first input or the output of a module, or "rows PATH", the prompt's rows
    of an embedding. Paths are below a block, but for embed and ln_final, which are below the trunk; the trunk gives
    last_hidden_state. An empty place: not recorded.
    The norms are those of post-norm blocks, after attention and after the MLP; resid_mid is empty in parallel blocks.
    """
    trunk: str
    blocks: str
    embed: str
    ln_final: str
    attn_out: str
    resid_mid: str
    mlp_out: str
    q: str
    k: str
    v: str
    z: str
    mlp_pre: str
    mlp_post: str
    qkv: str = ""
    split: Split | None = None
    norms: tuple[str, str] | None = None

    def fused(self, qkv: str, split: Split) -> "Anatomy":
        return replace(self, q="", k="", v="", qkv=qkv, split=split)


def one_after_another(fused: Tensor, heads: Heads) -> tuple[Tensor, Tensor, Tensor]:
    """[all queries, all keys, all values]."""
    return fused.split([heads.query * heads.size] + 2 * [heads.key_value * heads.size], dim=-1)


def head_by_head(fused: Tensor, heads: Heads) -> tuple[Tensor, Tensor, Tensor]:
    """[query, key, value] of the first head, then of the second."""
    parts = fused.unflatten(-1, (heads.query, 3, heads.size)).unbind(-2)
    return tuple(part.flatten(-2) for part in parts)


def group_by_group(fused: Tensor, heads: Heads) -> tuple[Tensor, Tensor, Tensor]:
    """[the queries of a group of heads, its key, its value], then those of the next group."""
    each = heads.query // heads.key_value
    parts = fused.unflatten(-1, (heads.key_value, each + 2, heads.size)).split([each, 1, 1], dim=-2)
    return tuple(part.flatten(-3) for part in parts)


LLAMA = Anatomy(
    trunk="model", blocks="layers", embed="out embed_tokens", ln_final="out norm",
    attn_out="out self_attn", resid_mid="in post_attention_layernorm", mlp_out="out mlp",
    q="out self_attn.q_proj", k="out self_attn.k_proj", v="out self_attn.v_proj", z="in self_attn.o_proj",
    mlp_pre="in mlp.act_fn", mlp_post="in mlp.down_proj")
OUTPUT_NORMS = replace(
    LLAMA, attn_out="out post_attention_layernorm", mlp_out="out post_feedforward_layernorm")
OLMO2 = replace(OUTPUT_NORMS, resid_mid="in mlp")
# Gemma's embedding scales its own output
GEMMA = replace(LLAMA, embed="rows embed_tokens")
GEMMA2 = replace(OUTPUT_NORMS, embed="rows embed_tokens", resid_mid="in pre_feedforward_layernorm")
PHI = replace(
    LLAMA, ln_final="out final_layernorm", resid_mid="", z="in self_attn.dense",
    mlp_pre="in mlp.activation_fn", mlp_post="in mlp.fc2")

GPT2 = Anatomy(
    trunk="transformer", blocks="h", embed="out drop", ln_final="out ln_f",
    attn_out="out attn", resid_mid="in ln_2", mlp_out="out mlp",
    q="", k="", v="", qkv="out attn.c_attn", split=one_after_another, z="in attn.c_proj",
    mlp_pre="in mlp.act", mlp_post="in mlp.c_proj")
GPTJ = replace(
    GPT2, resid_mid="", q="out attn.q_proj", k="out attn.k_proj", v="out attn.v_proj", qkv="", split=None,
    z="in attn.out_proj", mlp_post="in mlp.fc_out")
GPT_NEOX = Anatomy(
    trunk="gpt_neox", blocks="layers", embed="out embed_in", ln_final="out final_layer_norm",
    attn_out="out attention", resid_mid="in post_attention_layernorm", mlp_out="out mlp",
    q="", k="", v="", qkv="out attention.query_key_value", split=head_by_head, z="in attention.dense",
    mlp_pre="in mlp.act", mlp_post="in mlp.dense_4h_to_h")
# BLOOM's modules add the residual, so that only their last projections show what is added
BLOOM = replace(
    GPT_NEOX, trunk="transformer", blocks="h", embed="out word_embeddings", ln_final="out ln_f",
    attn_out="out self_attention.dense", mlp_out="out mlp.dense_4h_to_h",
    qkv="out self_attention.query_key_value", z="in self_attention.dense", mlp_pre="in mlp.gelu_impl")
FALCON = replace(BLOOM, mlp_pre="in mlp.act")
OPT = Anatomy(
    trunk="model.decoder", blocks="layers", embed="in layers.0", ln_final="out final_layer_norm",
    attn_out="out self_attn", resid_mid="in final_layer_norm", mlp_out="out fc2",
    q="out self_attn.q_proj", k="out self_attn.k_proj", v="out self_attn.v_proj", z="in self_attn.out_proj",
    mlp_pre="in activation_fn", mlp_post="in fc2")
POST_NORM_OPT = replace(
    OPT, embed="", ln_final="", resid_mid="out self_attn_layer_norm",
    norms=("self_attn_layer_norm", "final_layer_norm"))

BERT = Anatomy(
    trunk="", blocks="encoder.layer", embed="in embeddings.LayerNorm", ln_final="",
    attn_out="out attention.output.dense", resid_mid="out attention.output", mlp_out="out output.dense",
    q="out attention.self.query", k="out attention.self.key", v="out attention.self.value",
    z="in attention.output.dense", mlp_pre="in intermediate.intermediate_act_fn", mlp_post="in output.dense",
    norms=("attention.output.LayerNorm", "output.LayerNorm"))
ELECTRA = replace(BERT, embed="")
MPNET = replace(
    BERT, attn_out="out attention.attn.o", resid_mid="out attention.LayerNorm", q="out attention.attn.q",
    k="out attention.attn.k", v="out attention.attn.v", z="in attention.attn.o",
    norms=("attention.LayerNorm", "output.LayerNorm"))
DISTILBERT = Anatomy(
    trunk="", blocks="transformer.layer", embed="in embeddings.LayerNorm", ln_final="",
    attn_out="out attention", resid_mid="out sa_layer_norm", mlp_out="out ffn",
    q="out attention.q_lin", k="out attention.k_lin", v="out attention.v_lin", z="in attention.out_lin",
    mlp_pre="in ffn.activation", mlp_post="in ffn.lin2", norms=("sa_layer_norm", "output_layer_norm"))
MODERNBERT = Anatomy(
    trunk="", blocks="layers", embed="out embeddings.tok_embeddings", ln_final="out final_norm",
    attn_out="out attn", resid_mid="in mlp_norm", mlp_out="out mlp",
    q="", k="", v="", qkv="out attn.Wqkv", split=one_after_another, z="in attn.Wo",
    mlp_pre="in mlp.act", mlp_post="in mlp.Wo")
