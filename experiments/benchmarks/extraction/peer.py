"""Extracts what a Python user would by one library: every layer's residual stream, averaged over a prompt's tokens.

Prints as JSON how long the extraction took after a warm-up batch, with tokenization and without loading.

usage: peer.py WAY FOLDER PROMPTS OUT      PROMPTS: texts separated by NUL; OUT: float32 [prompts, layers, d_model]
ways:  tl         TransformerLens, run_with_cache of hook_resid_post, batches of 32 in order
       hf         transformers, output_hidden_states, batches of 32 in order
       hf-sorted  the same, batches of prompts of similar length
       onnx       ONNX Runtime over FOLDER/model.onnx, whose outputs are the layers, batches of similar length
"""
import time

START = time.perf_counter()

import json
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer

BATCH = 32
FINAL_NORMS = ("ln_f", "norm", "final_layer_norm", "final_layernorm")


def tokenizer_of(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token or "[PAD]"
    tokenizer.padding_side = "right"
    return tokenizer


def mean(states, mask):
    """[batch, tokens, d_model] a layer, [batch, tokens] -> [batch, layers, d_model], over the tokens of the mask."""
    weights = mask.unsqueeze(-1).float()
    return torch.stack([(state * weights).sum(1) / weights.sum(1) for state in states], 1)


def transformer_lens(folder, tokenizer):
    from transformer_lens.model_bridge import TransformerBridge
    model = TransformerBridge.boot_transformers(
        folder, hf_model=AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32), tokenizer=tokenizer,
        device="cpu")
    layers = model.cfg.n_layers

    def states(tokens):
        _, cache = model.run_with_cache(tokens["input_ids"], return_type=None, stop_at_layer=layers,
                                        names_filter=lambda name: name.endswith("hook_resid_post"))
        return [cache["resid_post", layer] for layer in range(layers)]
    return states


def transformers(folder, tokenizer):
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    model.config.use_cache = False
    for name in FINAL_NORMS:  # transformers puts the last layer's state through it; we compare the state itself
        if hasattr(model, name):
            setattr(model, name, torch.nn.Identity())
    return lambda tokens: model(**tokens, output_hidden_states=True).hidden_states[1:]


def onnx_runtime(folder, tokenizer):
    import onnxruntime
    session = onnxruntime.InferenceSession(Path(folder) / "model.onnx", providers=["CPUExecutionProvider"])
    wanted = [given.name for given in session.get_inputs()]

    def states(tokens):
        given = {"token_type_ids": torch.zeros_like(tokens["input_ids"]), **tokens}
        return [torch.from_numpy(out) for out in session.run(None, {name: given[name].numpy() for name in wanted})]
    return states


def batches(texts, tokenizer, by_length):
    order = list(range(len(texts)))
    if by_length:
        lengths = [len(ids) for ids in tokenizer(texts)["input_ids"]]
        order.sort(key=lengths.__getitem__)
    for start in range(0, len(order), BATCH):
        rows = order[start:start + BATCH]
        yield rows, tokenizer([texts[row] for row in rows], return_tensors="pt", padding=True)


def extract(states, tokenizer, texts, by_length):
    out = None
    for rows, tokens in batches(texts, tokenizer, by_length):
        pooled = mean(states(tokens), tokens["attention_mask"])
        out = torch.empty(len(texts), *pooled.shape[1:]) if out is None else out
        out[rows] = pooled
    return out


def peak_rss_mib():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def main(way, folder, prompts, out):
    torch.set_grad_enabled(False)
    texts = Path(prompts).read_text(encoding="utf-8").split("\0")
    tokenizer = tokenizer_of(folder)
    open_model = {"tl": transformer_lens, "hf": transformers, "hf-sorted": transformers, "onnx": onnx_runtime}[way]
    states = open_model(folder, tokenizer)
    by_length = way in ("hf-sorted", "onnx")
    extract(states, tokenizer, texts[:BATCH], by_length)
    loading = time.perf_counter() - START
    begin = time.perf_counter()
    activations = extract(states, tokenizer, texts, by_length)
    seconds = time.perf_counter() - begin
    peak = peak_rss_mib()
    activations.numpy().tofile(out)
    print(json.dumps({"seconds": round(seconds, 4), "with_start_s": round(loading + seconds, 3), "prompts": len(texts),
                      "layers": activations.shape[1], "peak_rss_mib": peak}))


main(*sys.argv[1:])
