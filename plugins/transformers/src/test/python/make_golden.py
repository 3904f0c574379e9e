"""Makes the tiny models that the tests run, and what transformers computes with them.

For each family a folder with config.json, model.safetensors, tokenizer.json (random weights, seed 0,
norms and biases that are not trivial, a large eps, a head size that is not a power of two), and beside it
golden.safetensors: every component of every layer for every prompt, from transformers in float32 with eager
attention, one prompt at a time; and golden.json: the prompts, their token ids, character offsets
(in code points) and which tokens are special, from Python's tokenizers.

usage: make_golden.py OUT      (OUT is src/test/resources/golden)
made with transformers 5.23.0, tokenizers and torch 2.15
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel, GPT2Config, GPT2Model

TEXTS = [
    "The city of Paris is in France.",
    "The city of Rome is in Italy.",
    "Paris",
    "!",
    "Gold has the chemical symbol Au, and café crème costs 3 €.",
    "cafe\u0301 na\u00efve 😀 北京 is in China",
    "The city of Paris is in France. The city of Paris is in Spain.",
    "The city of Paris is in France.",
    " ".join(["one two three"] * 9),
]
CORPUS = TEXTS + ["The Seine flows through Paris", "Water boils at one hundred degrees", "the chemical symbol of gold"]


def byte_level_bpe() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=330, special_tokens=["<|endoftext|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def word_piece() -> Tokenizer:
    """All characters, and every second word, so that the others are split. (The trainer breaks ties at random.)"""
    normalizer, splitter = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()
    words = {word for text in CORPUS for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))}
    characters = sorted({character for word in words for character in word if character != "😀"})
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, *(f"##{c}" for c in characters)]
    pieces += [word for word in sorted(words)[::2] if word not in pieces]
    tokenizer = Tokenizer(models.WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(pieces[:5])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    # what the library must not do, though the file asks for it
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=16)
    return tokenizer


def randomize(model: torch.nn.Module) -> None:
    torch.manual_seed(0)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = ".ln_" in name or name.startswith("ln_") or "LayerNorm" in name
            if name.endswith("bias"):
                parameter.normal_(0, 0.3)
            elif norm:
                parameter.normal_(1, 0.3)
            else:
                parameter.normal_(0, 0.3)


def keep(store: dict, name: str, tensor: torch.Tensor) -> None:
    store[name] = tensor[0].detach().clone()


def gpt2_hooks(model: GPT2Model, seen: dict) -> None:
    model.drop.register_forward_hook(lambda m, i, o: keep(seen, "embed", o))
    for layer, block in enumerate(model.h):
        def of(name, layer=layer):
            return f"{name}.{layer}"
        block.register_forward_pre_hook(lambda m, i, of=of: keep(seen, of("resid_pre"), i[0]))
        block.attn.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("attn_out"), o[0]))
        block.ln_2.register_forward_pre_hook(lambda m, i, of=of: keep(seen, of("resid_mid"), i[0]))
        block.mlp.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("mlp_out"), o))
        block.register_forward_hook(
            lambda m, i, o, of=of: keep(seen, of("resid_post"), o[0] if isinstance(o, tuple) else o))
    model.ln_f.register_forward_hook(lambda m, i, o: keep(seen, "ln_final", o))


def bert_hooks(model: BertModel, seen: dict) -> None:
    model.embeddings.LayerNorm.register_forward_pre_hook(lambda m, i: keep(seen, "embed", i[0]))
    for layer, block in enumerate(model.encoder.layer):
        def of(name, layer=layer):
            return f"{name}.{layer}"
        block.register_forward_pre_hook(lambda m, i, of=of: keep(seen, of("resid_pre"), i[0]))
        block.attention.output.dense.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("attn_out"), o))
        block.attention.output.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("resid_mid"), o))
        block.output.dense.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("mlp_out"), o))
        block.output.register_forward_hook(lambda m, i, o, of=of: keep(seen, of("resid_post"), o))


def write(folder: Path, model: torch.nn.Module, tokenizer: Tokenizer, hooks) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    randomize(model)
    model.eval()
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    seen: dict = {}
    hooks(model, seen)
    golden, prompts = {}, []
    for index, text in enumerate(TEXTS):
        encoding = tokenizer.encode(text)
        seen.clear()
        with torch.no_grad():
            output = model(torch.tensor([encoding.ids])).last_hidden_state[0]
        layers = sum(name.startswith("resid_post.") for name in seen)
        last = seen["ln_final"] if "ln_final" in seen else seen[f"resid_post.{layers - 1}"]
        assert torch.equal(output, last), "a hook is in the wrong place"
        for name in sorted({name.split(".")[0] for name in seen}):
            tensors = [seen[name]] if name in seen else [seen[f"{name}.{layer}"] for layer in range(layers)]
            golden[f"{index}.{name}"] = torch.stack(tensors, dim=1).contiguous()  # [tokens, layers, d_model]
        prompts.append({"text": text, "ids": encoding.ids, "offsets": encoding.offsets,
                        "special": encoding.special_tokens_mask})
    save_file(golden, folder / "golden.safetensors")
    (folder / "golden.json").write_text(json.dumps(prompts) + "\n")
    print(folder.name, "tokens a prompt:", [len(prompt["ids"]) for prompt in prompts])


def variants(source: Path, target: Path) -> None:
    """The same weights as older checkpoints have them: prefixed, with buffers, in half the bytes."""
    target.mkdir(parents=True, exist_ok=True)
    tensors = load_file(source / "model.safetensors")
    old = {f"transformer.{name}": tensor.contiguous() for name, tensor in tensors.items()}
    old["transformer.h.0.attn.bias"] = torch.tril(torch.ones(8, 8, dtype=torch.uint8)).view(1, 1, 8, 8)
    save_file(old, target / "prefixed.safetensors")
    save_file({name: tensor.to(torch.bfloat16) for name, tensor in tensors.items()}, target / "bf16.safetensors")
    save_file({name: tensor.to(torch.float16) for name, tensor in tensors.items()}, target / "f16.safetensors")


def old_bert(source: Path, target: Path) -> None:
    """BERT as its first checkpoints have it: prefixed, gamma and beta, with pooler, head and buffer."""
    target.mkdir(parents=True, exist_ok=True)
    old = {}
    for name, tensor in load_file(source / "model.safetensors").items():
        name = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
        old[f"bert.{name}"] = tensor
    old["bert.embeddings.position_ids"] = torch.arange(64)[None]
    old["bert.pooler.dense.bias"] = torch.zeros(18)
    old["cls.predictions.bias"] = torch.zeros(4)
    save_file(old, target / "prefixed.safetensors")


def main(out: str) -> None:
    folder = Path(out)
    bpe, pieces = byte_level_bpe(), word_piece()
    gpt2 = GPT2Config(vocab_size=bpe.get_vocab_size(), n_positions=64, n_embd=18, n_layer=3, n_head=3, n_inner=40,
                      layer_norm_epsilon=1e-3,
                      bos_token_id=0, eos_token_id=0, attn_implementation="eager")
    write(folder / "gpt2", GPT2Model(gpt2), bpe, gpt2_hooks)
    bert = BertConfig(vocab_size=pieces.get_vocab_size(), hidden_size=18, num_hidden_layers=3, num_attention_heads=3,
                      intermediate_size=40, max_position_embeddings=64, type_vocab_size=2, layer_norm_eps=1e-3,
                      attn_implementation="eager")
    write(folder / "bert", BertModel(bert, add_pooling_layer=False), pieces, bert_hooks)
    variants(folder / "gpt2", folder / "gpt2-variants")
    old_bert(folder / "bert", folder / "bert-variants")
    for file in folder.rglob("*.safetensors"):
        file.chmod(0o644)


if __name__ == "__main__":
    main(*sys.argv[1:])
