"""Makes tiny GGUF files as llama.cpp's converter writes them, and what they were made of, for GgufModelTest.

For each architecture NAME.gguf, and NAME.safetensors: the state dict of the transformers model that it was made of
(random weights, norms that are not trivial, heads that share keys, a head size other than width / heads where the family
can), with the configuration's values in the metadata "config". What the converter changes (order of rows, transposes,
1 + w) is written out here after llama.cpp's conversion/*.py; the names of tensors are those of gguf's own table.
Where transformers reads the architecture too, the script checks that it gets the same state dict back.
llama-q4 is llama with quantised matrices; there the expected numbers are those that transformers reads back.

usage: make_gguf.py OUT      (OUT is src/test/resources/gguf)
made with transformers 5.23.0, gguf 0.19.0 and torch 2.15
"""
import json
import math
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from transformers import (AutoModelForCausalLM, BloomConfig, FalconConfig, Gemma2Config, Gemma3TextConfig, GemmaConfig,
                          GPT2Config, GraniteConfig, LlamaConfig, Olmo2Config, OlmoConfig, PhiConfig, Qwen2Config,
                          Qwen3Config, StableLmConfig)

LAYERS = 2
VOCABULARY = 11
LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 8192, "rope_theta": 500000.0}
NORM_OF_ONE_PLUS = {"gemma", "gemma2", "gemma3"}
PAIRS = {"llama", "granite", "olmo"}
# of 8 numbers each: of 4, pairs and halves are in each other's order
TWO_HEADS = {"num_attention_heads": 2, "num_key_value_heads": 1}


def common(**more) -> dict:
    return {"vocab_size": VOCABULARY, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": LAYERS,
            "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 64, **more}


def theta(base: float, **more) -> dict:
    return {"rope_parameters": {"rope_type": "default", "rope_theta": base, **more}}


# name: architecture, configuration, and whether transformers reads the file back to the same weights
MODELS = {
    "llama": ("llama", LlamaConfig(**common(head_dim=8, rms_norm_eps=1e-4, **theta(50000.0))), True),
    "llama-biases": ("llama", LlamaConfig(**common(**TWO_HEADS, attention_bias=True, mlp_bias=True)), False),
    "llama3": ("llama", LlamaConfig(**common(head_dim=8, tie_word_embeddings=True, rope_parameters=LLAMA3)), True),
    "llama-yarn": ("llama", LlamaConfig(**common(**TWO_HEADS, rope_parameters={
        "rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16, "beta_fast": 24.0, "beta_slow": 2.0,
        "rope_theta": 20000.0})), True),
    "granite": ("granite", GraniteConfig(**common(**TWO_HEADS, attention_multiplier=0.25, embedding_multiplier=3.0,
                                                  residual_multiplier=0.5, logits_scaling=2.0)), False),
    "olmo": ("olmo", OlmoConfig(**common(**TWO_HEADS, clip_qkv=0.5)), False),
    "olmo2": ("olmo2", Olmo2Config(**common(rms_norm_eps=1e-4)), False),
    "qwen2": ("qwen2", Qwen2Config(**common(rms_norm_eps=1e-4, **theta(50000.0))), True),
    # transformers does not read head_dim
    "qwen3": ("qwen3", Qwen3Config(**common(head_dim=16, num_attention_heads=2, num_key_value_heads=1)), False),
    "stablelm": ("stablelm", StableLmConfig(**common(use_qkv_bias=True, use_parallel_residual=False,
                                                     layer_norm_eps=1e-4, **theta(10000.0, partial_rotary_factor=0.5))), True),
    "gemma": ("gemma", GemmaConfig(**common(head_dim=8, rms_norm_eps=1e-4)), False),
    "gemma2": ("gemma2", Gemma2Config(**common(head_dim=8, query_pre_attn_scalar=8, sliding_window=6,
                                               attn_logit_softcapping=20.0, final_logit_softcapping=10.0)), True),
    "gemma3": ("gemma3", Gemma3TextConfig(**common(head_dim=8, query_pre_attn_scalar=8, sliding_window=6,
                                                   rope_parameters={
                                                       "full_attention": {"rope_type": "linear", "factor": 8.0,
                                                                          "rope_theta": 1000000.0},
                                                       "sliding_attention": {"rope_type": "default",
                                                                             "rope_theta": 10000.0}})), True),
    # transformers does not read n_positions and n_inner
    "gpt2": ("gpt2", GPT2Config(vocab_size=VOCABULARY, n_positions=32, n_embd=16, n_layer=LAYERS, n_head=4, n_inner=24,
                                layer_norm_epsilon=1e-4), False),
    "bloom": ("bloom", BloomConfig(vocab_size=VOCABULARY, hidden_size=16, n_layer=LAYERS, n_head=4,
                                   layer_norm_epsilon=1e-4), True),
    "falcon-7b": ("falcon", FalconConfig(vocab_size=VOCABULARY, hidden_size=16, num_hidden_layers=LAYERS,
                                         num_attention_heads=4, multi_query=True, parallel_attn=True, bias=False,
                                         alibi=False), True),
    "falcon-40b": ("falcon", FalconConfig(vocab_size=VOCABULARY, hidden_size=16, num_hidden_layers=LAYERS,
                                          num_attention_heads=4, num_kv_heads=2, new_decoder_architecture=True,
                                          parallel_attn=True, bias=False, alibi=False), False),
    "phi2": ("phi2", PhiConfig(**common(num_key_value_heads=4, layer_norm_eps=1e-4,
                                        **theta(10000.0, partial_rotary_factor=0.5))), False),
    "llama-q4": ("llama", LlamaConfig(**{**common(), "hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1,
                                         "head_dim": 8}), True),
}

# keys of config.json that the reader must come to
KEYS = {
    "llama": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
              "max_position_embeddings", "vocab_size", "rms_norm_eps", "head_dim", "attention_bias", "mlp_bias",
              "hidden_act", "tie_word_embeddings"],
    "granite": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
                "max_position_embeddings", "vocab_size", "rms_norm_eps", "attention_bias", "mlp_bias", "hidden_act",
                "tie_word_embeddings", "attention_multiplier", "embedding_multiplier", "residual_multiplier",
                "logits_scaling"],
    "olmo": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
             "max_position_embeddings", "vocab_size", "attention_bias", "hidden_act", "tie_word_embeddings", "clip_qkv"],
    "olmo2": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
              "max_position_embeddings", "vocab_size", "rms_norm_eps", "hidden_act", "tie_word_embeddings"],
    "qwen2": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
              "max_position_embeddings", "vocab_size", "rms_norm_eps", "hidden_act", "tie_word_embeddings"],
    "qwen3": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
              "max_position_embeddings", "vocab_size", "rms_norm_eps", "head_dim", "hidden_act", "tie_word_embeddings"],
    "stablelm": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
                 "max_position_embeddings", "vocab_size", "layer_norm_eps", "use_qkv_bias", "use_parallel_residual",
                 "hidden_act", "tie_word_embeddings"],
    "gemma": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
              "max_position_embeddings", "vocab_size", "rms_norm_eps", "head_dim", "hidden_act", "tie_word_embeddings"],
    "gemma2": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
               "max_position_embeddings", "vocab_size", "rms_norm_eps", "head_dim", "hidden_activation",
               "tie_word_embeddings", "query_pre_attn_scalar", "sliding_window", "layer_types",
               "attn_logit_softcapping", "final_logit_softcapping"],
    "gemma3": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
               "max_position_embeddings", "vocab_size", "rms_norm_eps", "head_dim", "hidden_activation",
               "tie_word_embeddings", "query_pre_attn_scalar", "sliding_window", "layer_types"],
    "gpt2": ["n_positions", "n_embd", "n_layer", "n_head", "n_inner", "vocab_size", "layer_norm_epsilon",
             "activation_function", "tie_word_embeddings"],
    "bloom": ["hidden_size", "n_layer", "n_head", "vocab_size", "layer_norm_epsilon", "tie_word_embeddings"],
    "falcon": ["hidden_size", "num_hidden_layers", "num_attention_heads", "num_kv_heads", "ffn_hidden_size",
               "vocab_size", "layer_norm_epsilon", "new_decoder_architecture", "multi_query", "parallel_attn", "bias",
               "alibi", "activation", "tie_word_embeddings"],
    "phi2": ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
             "max_position_embeddings", "vocab_size", "layer_norm_eps", "hidden_act", "qk_layernorm",
             "tie_word_embeddings"],
}


def randomize(model: torch.nn.Module) -> None:
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0.3, 0.5)


def expected_config(architecture: str, config) -> dict:
    """In the form of transformers 4, in which rope has keys of its own."""
    values = {key: getattr(config, key) for key in KEYS[architecture]}
    values["model_type"] = config.model_type
    if architecture == "falcon" and not config.new_decoder_architecture:
        values["num_kv_heads"] = 1
    rope = getattr(config, "rope_parameters", None) or {}
    if architecture == "gemma3":
        values["rope_local_base_freq"] = rope["sliding_attention"]["rope_theta"]
        rope = rope["full_attention"]
    if "rope_theta" in rope:
        values["rope_theta"] = rope["rope_theta"]
    if "partial_rotary_factor" in rope:
        values["partial_rotary_factor"] = rope["partial_rotary_factor"]
    if rope.get("rope_type", "default") != "default":
        values["rope_scaling"] = {key: value for key, value in rope.items()
                                  if key not in ("rope_theta", "partial_rotary_factor") and value is not None}
    return values


def head_size(config) -> int:
    return getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads


def pairs(weights: np.ndarray, heads: int) -> np.ndarray:
    return weights.reshape(heads, 2, weights.shape[0] // heads // 2, *weights.shape[1:]).swapaxes(1, 2).reshape(weights.shape)


def converted(architecture: str, config, name: str, weights: np.ndarray) -> np.ndarray:
    if architecture in PAIRS and ".q_proj." in name:
        return pairs(weights, config.num_attention_heads)
    if architecture in PAIRS and ".k_proj." in name:
        return pairs(weights, config.num_key_value_heads)
    if architecture in NORM_OF_ONE_PLUS and name.endswith("norm.weight"):
        return weights + np.float32(1)
    if architecture == "gpt2" and name.endswith((".c_attn.weight", ".c_proj.weight", ".c_fc.weight")):
        return weights.T
    if architecture == "bloom" and ".query_key_value." in name:
        return weights.reshape(config.n_head, 3, -1, *weights.shape[1:]).swapaxes(0, 1).reshape(weights.shape)
    if architecture == "falcon" and ".query_key_value." in name:
        heads = config.num_attention_heads
        keys = config.num_kv_heads if config.new_decoder_architecture else 1
        groups = weights.reshape(keys, heads // keys + 2, config.hidden_size // heads, config.hidden_size)
        parts = groups[:, :-2], groups[:, [-2]], groups[:, [-1]]
        return np.concatenate([part.reshape(-1, config.hidden_size) for part in parts])
    return weights


def add_settings(writer: gguf.GGUFWriter, architecture: str, config) -> None:
    values = config.to_dict()
    writer.add_block_count(LAYERS if config.num_hidden_layers != 1 else 1)
    writer.add_embedding_length(config.hidden_size)
    writer.add_head_count(config.num_attention_heads)
    if architecture == "gpt2":
        writer.add_context_length(config.n_positions)
        writer.add_feed_forward_length(config.n_inner)
        writer.add_layer_norm_eps(config.layer_norm_epsilon)
        return
    if architecture in ("bloom", "falcon"):
        writer.add_context_length(2048)
        writer.add_feed_forward_length(4 * config.hidden_size)
        writer.add_layer_norm_eps(config.layer_norm_epsilon)
        if architecture == "bloom":
            writer.add_head_count_kv(config.n_head)
        else:
            writer.add_tensor_data_layout("jploski")
            writer.add_head_count_kv(config.num_kv_heads if config.new_decoder_architecture else 1)
        return
    writer.add_context_length(config.max_position_embeddings)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count_kv(config.num_key_value_heads)
    if "rms_norm_eps" in values:
        writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    if "layer_norm_eps" in values:
        writer.add_layer_norm_eps(config.layer_norm_eps)
    if architecture != "granite" and values.get("head_dim"):
        writer.add_key_length(config.head_dim)
        writer.add_value_length(config.head_dim)
    if architecture in ("llama", "granite", "olmo"):
        writer.add_rope_dimension_count(head_size(config))
    if architecture in ("llama", "granite"):
        writer.add_vocab_size(VOCABULARY)
    if architecture in ("stablelm", "phi2"):
        factor = config.rope_parameters["partial_rotary_factor"]
        writer.add_rope_dimension_count(int(factor * head_size(config)))
    if architecture == "stablelm":
        writer.add_parallel_residual(config.use_parallel_residual)
    if architecture == "granite":
        writer.add_attention_scale(config.attention_multiplier)
        writer.add_embedding_scale(config.embedding_multiplier)
        writer.add_residual_scale(config.residual_multiplier)
        writer.add_logit_scale(config.logits_scaling)
    if architecture == "olmo":
        writer.add_layer_norm_eps(1e-5)
        writer.add_clamp_kqv(config.clip_qkv)
    if architecture == "gemma2":
        writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
        writer.add_final_logit_softcapping(config.final_logit_softcapping)
    if architecture in ("gemma2", "gemma3"):
        writer.add_sliding_window(config.sliding_window)
    add_rope(writer, architecture, config)


def add_rope(writer: gguf.GGUFWriter, architecture: str, config) -> None:
    rope = config.rope_parameters.get("full_attention", config.rope_parameters)
    if architecture not in ("gemma", "gemma2", "stablelm", "phi2"):
        writer.add_rope_freq_base(rope["rope_theta"])
    if rope["rope_type"] == "linear":
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(rope["factor"])
    if rope["rope_type"] == "yarn":
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(rope["factor"])
        writer.add_rope_scaling_orig_ctx_len(rope["original_max_position_embeddings"])
        writer.add_rope_scaling_yarn_beta_fast(rope["beta_fast"])
        writer.add_rope_scaling_yarn_beta_slow(rope["beta_slow"])
    if rope["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", llama3_divisors(rope, head_size(config)))


def llama3_divisors(rope: dict, size: int) -> np.ndarray:
    frequencies = 1.0 / (rope["rope_theta"] ** (torch.arange(0, size, 2, dtype=torch.float32) / size))
    low, high, context = rope["low_freq_factor"], rope["high_freq_factor"], rope["original_max_position_embeddings"]
    divisors = []
    for frequency in frequencies:
        wavelength = 2 * math.pi / frequency
        if wavelength < context / high:
            divisors.append(1)
        elif wavelength > context / low:
            divisors.append(rope["factor"])
        else:
            smooth = (context / wavelength - low) / (high - low)
            divisors.append(1 / ((1 - smooth) / rope["factor"] + smooth))
    assert len(set(float(divisor) for divisor in divisors)) > 2, "nothing in between"
    return torch.tensor(divisors, dtype=torch.float32).numpy()


def write(folder: Path, name: str) -> None:
    architecture, config, is_read = MODELS[name]
    model = AutoModelForCausalLM.from_config(config)
    randomize(model)
    arch = next(key for key, value in gguf.MODEL_ARCH_NAMES.items() if value == architecture)
    names = gguf.get_tensor_name_map(arch, LAYERS)
    writer = gguf.GGUFWriter(folder / f"{name}.gguf", architecture)
    add_settings(writer, architecture, config)
    writer.add_token_list([f"t{token}" for token in range(VOCABULARY)])
    tied = config.tie_word_embeddings
    state = {key: value.contiguous() for key, value in model.state_dict().items()
             if not (tied and key == "lm_head.weight")}
    for hf, tensor in state.items():
        # the converter of BLOOM and GPT-2 drops the prefix before it looks names up
        stem, suffix = hf.rsplit(".", 1)
        there = names.get_name(stem) or names.get_name(stem.removeprefix("transformer."))
        weights = np.ascontiguousarray(converted(architecture, config, hf, tensor.numpy()))
        if name == "llama-q4" and weights.ndim == 2:
            type_ = gguf.GGMLQuantizationType.Q8_0 if "embed" in hf else gguf.GGMLQuantizationType.Q4_1
            weights = gguf.quantize(weights, type_)
            writer.add_tensor(f"{there}.{suffix}", weights, raw_dtype=type_)
        else:
            writer.add_tensor(f"{there}.{suffix}", weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    if is_read:
        read = AutoModelForCausalLM.from_pretrained(folder, gguf_file=f"{name}.gguf").state_dict()
        if name == "llama-q4":
            state = {key: read[key].contiguous() for key in state}
        for key, value in state.items():
            difference = (read[key] - value).abs().max().item()
            # 1 + w is rounded to float32
            assert difference <= (1e-6 if architecture in NORM_OF_ONE_PLUS else 0), (name, key, difference)
    save_file(state, folder / f"{name}.safetensors",
              metadata={"config": json.dumps(expected_config(architecture, config))})


def main(out: str) -> None:
    folder = Path(out)
    for name in MODELS:
        write(folder, name)
        print(name)
    for file in folder.iterdir():
        file.chmod(0o644)


if __name__ == "__main__":
    main(*sys.argv[1:])
