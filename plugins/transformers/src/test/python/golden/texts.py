"""GPT-2 and BERT, whose prompts are texts, with tokenizers of Python's library and with older forms of the files."""
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertModel, GPT2LMHeadModel, PreTrainedModel

from .anatomy import BERT, GPT2
from .encoders import EPS, QUIRKS, WithoutPooler
from .family import Family
from .gpts import eps, gelu

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


@dataclass(frozen=True)
class TextFamily:
    family: Family
    tokenizer: Tokenizer
    vary: Callable[[Path, Path], None]

    @property
    def folder(self) -> str:
        return self.family.folder

    def write(self, out: Path) -> None:
        model = self.family.build(self.family.config)
        base: PreTrainedModel = model.base_model
        randomize(base)
        folder = out / self.folder
        folder.mkdir(parents=True, exist_ok=True)
        base.save_pretrained(folder)
        self.tokenizer.save(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        encodings = [self.tokenizer.encode(text) for text in TEXTS]
        prompts = [{"text": text, "ids": encoding.ids, "offsets": encoding.offsets,
                    "special": encoding.special_tokens_mask} for text, encoding in zip(TEXTS, encodings)]
        (folder / "golden.json").write_text(json.dumps(prompts) + "\n")
        self.family.write_golden(folder, model, [encoding.ids for encoding in encodings])
        self.vary(folder, out / f"{self.folder}-variants")


def all_families() -> list[TextFamily]:
    bpe, pieces = byte_level_bpe(), word_piece()
    gpt2 = Family(
        "gpt2", GPT2LMHeadModel,
        dict(vocab_size=bpe.get_vocab_size(), n_positions=64, n_embd=18, n_layer=3, n_head=3, n_inner=40,
             layer_norm_epsilon=1e-3, bos_token_id=0, eos_token_id=0),
        GPT2, {}, {**eps("layer_norm_epsilon"), **gelu("mlp.act", "gelu")})
    bert = Family(
        "bert", WithoutPooler(BertModel),
        dict(vocab_size=pieces.get_vocab_size(), hidden_size=18, num_hidden_layers=3, num_attention_heads=3,
             intermediate_size=40, max_position_embeddings=64, type_vocab_size=2, layer_norm_eps=1e-3),
        BERT, {}, {**QUIRKS, **EPS})
    return [TextFamily(gpt2, bpe, variants), TextFamily(bert, pieces, old_bert)]
