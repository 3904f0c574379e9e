"""Loads a model by transformers and prints as JSON how long it took and how much memory it needed.

usage: load_model.py FOLDER_OR_GGUF
"""
import json
import sys
import time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM


def memory(line: str) -> int:
    for status in Path("/proc/self/status").read_text().splitlines():
        if status.startswith(line + ":"):
            return int(status.split()[1]) * 1024
    raise SystemExit("no " + line)


def main(model: str) -> None:
    where = Path(model)
    before = memory("VmRSS")
    begin = time.perf_counter()
    if where.suffix == ".gguf":
        loaded = AutoModelForCausalLM.from_pretrained(where.parent, gguf_file=where.name, dtype=torch.float32)
    else:
        loaded = AutoModelForCausalLM.from_pretrained(where, dtype=torch.float32)
    for parameter in loaded.parameters():  # mapped files are read when they are touched
        parameter.sum()
    seconds = time.perf_counter() - begin
    weights = sum(parameter.numel() for parameter in loaded.parameters()) * 4
    print(json.dumps({"seconds": round(seconds, 3), "before": before, "after": memory("VmRSS"),
                      "peak": memory("VmHWM"), "weights": weights}))


main(sys.argv[1])
