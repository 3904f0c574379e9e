"""DistilBERT, RoBERTa, XLM-RoBERTa, ELECTRA, MPNet and ModernBERT."""
from typing import Any

import torch
from torch import nn
from transformers import (
    DistilBertModel, ElectraModel, ModernBertModel, MPNetModel, PreTrainedModel, RobertaModel, XLMRobertaModel)
from transformers.models.modernbert import modeling_modernbert
from transformers.models.mpnet import modeling_mpnet

from .anatomy import BERT, DISTILBERT, ELECTRA, MODERNBERT, MPNET
from .family import VOCABULARY, Family
from .gemmas import two_ropes
from .quirks import Quirk, WithoutMean, activation, attribute, config, edit, function, modules, other_pairs, weights

SIZES = dict(vocab_size=VOCABULARY, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
             max_position_embeddings=64, bos_token_id=1, eos_token_id=2)
BERT_SIZES = dict(SIZES, layer_norm_eps=1e-3, pad_token_id=0, type_vocab_size=2)
BERT_V4 = dict(position_embedding_type="absolute", is_decoder=None, add_cross_attention=None)
QUIRKS = {
    "gelu is erf, not tanh": activation("(intermediate_act_fn|activation|mlp.act)", "gelu_new"),
    "norm subtracts the mean": modules("(?i)norm$", WithoutMean)}
EPS = {"layer_norm_eps, not 1e-12": config(layer_norm_eps=1e-12)}
PADDED = ((7, 1, 9, 8, 1, 1, 30, 31, 12),)  # 1 pads, here within the text


class WithoutPooler:
    """Makes a model of the given class without its pooler, which no component shows."""

    def __init__(self, model: type[PreTrainedModel]) -> None:
        self.model, self.config_class = model, model.config_class

    def __call__(self, config: Any) -> PreTrainedModel:
        return self.model(config, add_pooling_layer=False)


DISTIL = Family(
    "distilbert", DistilBertModel,
    dict(vocab_size=VOCABULARY, dim=24, n_layers=3, n_heads=4, hidden_dim=40, max_position_embeddings=64,
         pad_token_id=0), DISTILBERT,
    dict(tie_weights_=True),
    {**QUIRKS, "eps 1e-12, not 1e-5": attribute("(?i)norm$", eps=1e-5)}, embedding=0.05)


def counted(padding: int) -> Quirk:
    """Positions that count on over padding."""
    def change(model: nn.Module) -> None:
        model.embeddings.register_forward_pre_hook(plain_positions(padding + 1), with_kwargs=True)
    return edit(change)


def plain_positions(first: int) -> Any:
    def hook(_: nn.Module, inputs: tuple, named: dict[str, Any]) -> tuple[tuple, dict[str, Any]]:
        count = named["input_ids"].shape[1]
        return inputs, {**named, "position_ids": torch.arange(first, first + count)[None]}
    return hook


def positions(padding: int) -> dict[str, Quirk]:
    return {f"positions begin at {padding + 1}": counted(-1), "padding has no position of its own": counted(padding)}


def roberta(folder: str, model: type[PreTrainedModel], lengths: tuple[int, ...]) -> Family:
    return Family(
        folder, WithoutPooler(model), dict(BERT_SIZES, pad_token_id=1, bos_token_id=0, type_vocab_size=1), BERT,
        BERT_V4, {**QUIRKS, **EPS, **positions(1)}, lengths, PADDED)


ELECTRA_FAMILY = Family(
    "electra", ElectraModel, dict(BERT_SIZES, embedding_size=18), ELECTRA,
    BERT_V4, {**QUIRKS, **EPS})


def nearer(bucket: Any) -> Any:
    return staticmethod(lambda relative, num_buckets: bucket(relative, num_buckets, max_distance=64))


def one_sided(bucket: Any) -> Any:
    return staticmethod(lambda relative, num_buckets: bucket(-relative, num_buckets))


MPNET_FAMILY = Family(
    "mpnet", WithoutPooler(MPNetModel),
    dict(SIZES, layer_norm_eps=1e-3, pad_token_id=1, bos_token_id=0, relative_attention_num_buckets=32), MPNET,
    {}, {**QUIRKS, **EPS, **positions(1),
         "relative bias": weights("relative_attention_bias", lambda table: table.zero_()),
         "buckets to distance 128": function(modeling_mpnet.MPNetEncoder, "relative_position_bucket", nearer),
         "keys after the query in the upper buckets": function(
             modeling_mpnet.MPNetEncoder, "relative_position_bucket", one_sided)}, prompts=PADDED)

LOCAL, GLOBAL = {"rope_theta": 50.0}, {"rope_theta": 900.0}


def gate_first(model: nn.Module) -> None:
    for layer in model.layers:
        layer.mlp.Wi.weight.copy_(layer.mlp.Wi.weight.roll(layer.mlp.Wi.weight.shape[0] // 2, 0))


def first_norm(model: nn.Module) -> None:
    model.layers[0].attn_norm = nn.LayerNorm(24)


MODERN = Family(
    "modernbert", ModernBertModel,
    dict({key: value for key, value in SIZES.items() if key != "num_hidden_layers"}, num_hidden_layers=4,
         norm_eps=1e-3, pad_token_id=0, cls_token_id=1, sep_token_id=2, global_attn_every_n_layers=3,
         local_attention=8, **two_ropes(LOCAL, GLOBAL)), MODERNBERT,
    dict(global_attn_every_n_layers=3, global_rope_theta=900.0, local_rope_theta=50.0, layer_norm_eps=1e-3,
         position_embedding_type="absolute", reference_compile=True),
    {**QUIRKS, "norm_eps, not 1e-5": config(norm_eps=1e-5),
     "rotary pairs are halves": other_pairs(modeling_modernbert),
     "local theta": config(**two_ropes(GLOBAL, GLOBAL)), "global theta": config(**two_ropes(LOCAL, LOCAL)),
     "window": config(local_attention=128), "window of local_attention / 2 on both sides": config(local_attention=10),
     "every third layer is global": config(layer_types=["full_attention", "sliding_attention"] * 2),
     "gate in the second half": edit(gate_first), "no attention norm in the first layer": edit(first_norm)})
ROBERTAS = [roberta("roberta", RobertaModel, (1, 3, 16)), roberta("xlm-roberta", XLMRobertaModel, (6,))]
ALL = [DISTIL, *ROBERTAS, ELECTRA_FAMILY, MPNET_FAMILY, MODERN]
