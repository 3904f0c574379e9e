"""What transformers computes for some prompts, one file a prompt: NUMBER.safetensors with

    COMPONENT.LAYER   float32 [tokens, width]: resid_pre, resid_post, pattern (heads * keys), ln_final without a layer
    logits            float32 [vocabulary], of the last token, where the model predicts the next one
    ids               int64 [tokens], the text's tokens by transformers' own tokenizer, where it has one

usage: activations.py JOB.json     {"model": a folder or a .gguf file, "prompts": [{"text": ..., "ids": [...]}], "out": a folder}
The last line of standard output is a JSON object: versions, and what could not be had.
"""
import json
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES, MODEL_FOR_MASKED_LM_MAPPING_NAMES


def place(model: str) -> tuple[str, dict]:
    path = Path(model)
    return (str(path.parent), {"gguf_file": path.name}) if path.suffix.lower() == ".gguf" else (model, {})


def tokenizer(model: str):
    folder, named = place(model)
    file = Path(folder, "tokenizer.json")
    # without its settings, transformers would make another tokenizer of the vocabulary
    if not named and file.exists() and not Path(folder, "tokenizer_config.json").exists():
        return PreTrainedTokenizerFast(tokenizer_file=str(file))
    try:
        return AutoTokenizer.from_pretrained(folder, **named)
    except Exception:
        if not named or not file.exists():
            raise
        return PreTrainedTokenizerFast(tokenizer_file=str(file))


def load(model: str) -> torch.nn.Module:
    folder, named = place(model)
    config = AutoConfig.from_pretrained(folder, **named)
    kind = config.model_type
    causal = kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES and kind not in MODEL_FOR_MASKED_LM_MAPPING_NAMES
    # eager attention gives its pattern, but adds Falcon's alibi twice (transformers 5.23)
    attention = "sdpa" if getattr(config, "alibi", False) and kind == "falcon" else "eager"
    auto = AutoModelForCausalLM if causal else AutoModel
    return auto.from_pretrained(folder, dtype=torch.float32, attn_implementation=attention, **named).eval()


def last_block(model: torch.nn.Module) -> torch.nn.Module:
    """The trunk's own list of blocks is the list of as many modules as there are layers that holds the most weights."""
    layers = model.config.num_hidden_layers
    lists = [module for module in model.modules() if isinstance(module, torch.nn.ModuleList) and len(module) == layers]
    if not lists:
        raise RuntimeError(f"no list of {layers} blocks in {type(model).__name__}")
    return max(lists, key=lambda blocks: sum(weight.numel() for weight in blocks.parameters()))[-1]


def run(model: torch.nn.Module, ids: list[int]) -> dict[str, torch.Tensor]:
    seen = []
    handle = last_block(model).register_forward_hook(
        lambda _, __, output: seen.append(output[0] if isinstance(output, tuple) else output))
    eager = model.config._attn_implementation == "eager"
    named = {"use_cache": False} if hasattr(model.config, "use_cache") else {}
    with torch.no_grad():
        output = model(torch.tensor([ids]), output_hidden_states=True, output_attentions=eager, **named)
    handle.remove()
    states = [state.reshape(len(ids), -1) for state in output.hidden_states]
    last = seen[0].reshape(len(ids), -1)
    layers = len(states) - 1
    found = {f"resid_pre.{layer}": states[layer] for layer in range(layers)}
    found |= {f"resid_post.{layer}": states[layer + 1] for layer in range(layers - 1)}
    found[f"resid_post.{layers - 1}"] = last
    # transformers puts the final norm's output in the place of the last block's
    if not torch.equal(states[-1], last):
        found["ln_final"] = states[-1]
    for layer, pattern in enumerate(output.attentions or ()):
        if pattern is not None and pattern.dim() == 4:
            found[f"pattern.{layer}"] = pattern[0].transpose(0, 1).flatten(1)
    if "logits" in output:
        found["logits"] = output.logits[0, -1]
    return {name: value.detach().to(torch.float32).contiguous().clone() for name, value in found.items()}


def main(job_file: str) -> None:
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    notes = []
    own_ids = [None] * len(job["prompts"])
    try:
        tokens = tokenizer(job["model"])
        own_ids = [tokens(prompt["text"])["input_ids"] for prompt in job["prompts"]]
    except Exception as failure:
        notes.append("transformers made no tokenizer: " + (" ".join(str(failure).split()) or type(failure).__name__))
    model = load(job["model"])
    if model.config._attn_implementation != "eager":
        notes.append("transformers gave no pattern: its eager attention is wrong with alibi")
    # dynamic rope remembers the longest prompt so far, so that shorter ones go first
    for number in sorted(range(len(own_ids)), key=lambda number: len(job["prompts"][number]["ids"])):
        found = run(model, job["prompts"][number]["ids"])
        if own_ids[number] is not None:
            found["ids"] = torch.tensor(own_ids[number], dtype=torch.int64)
        save_file(found, Path(job["out"], f"{number}.safetensors"))
    versions = f"transformers {transformers.__version__}, torch {torch.__version__}"
    print(json.dumps({"versions": versions, "notes": notes}))


if __name__ == "__main__":
    main(sys.argv[1])
