"""Makes tiny tokenizers in the form of the files that models are published with, and what Python makes of them.

For each kind a folder with the files that have no tokenizer.json (vocab.json and merges.txt, vocab.txt, a
sentencepiece model, the metadata of a GGUF file as JSON), a config.json that names the family, and expected.json:
for each text of texts.json its ids, character offsets (in code points) and which tokens are special, from
transformers' AutoTokenizer on that folder. For sentencepiece models pieces.json holds the ids that the
sentencepiece library itself gives, which knows nothing of transformers.

usage: make_tokenizers.py OUT      (OUT is src/test/resources/tokenizers)
made with transformers 5.23.0, tokenizers 0.23, sentencepiece 0.2
"""
import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

import gguf
import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import AutoTokenizer
from transformers.models.gemma.tokenization_gemma import GemmaTokenizer
from transformers.tokenization_utils_base import generate_merges
from transformers.tokenization_utils_tokenizers import TokenizersBackend

TEXTS = [
    "",
    "The city of Paris is in France.",
    " a space in front",
    "two  spaces and   three, at the end ",
    "it's 2024, they'll pay 1,234.50 € (don't)",
    "Gold has the chemical symbol Au, and café crème costs 3 €.",
    "cafe\u0301 na\u00efve \U0001f600 \u5317\u4eac is in China",
    "\u6771\u4eac\u306f\u65e5\u672c\u306b\u3042\u308b \u041c\u043e\u0441\u043a\u0432\u0430 \u0e01\u0e23\u0e38\u0e07",
    "\ufb01ne \uff21\uff22 \u2122 \u00bd \u00a0nbsp\u200bzero",
    "tab\there\nline\r\nand\u2028separator",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7!!!",
    "UPPER lower MiXeD \u00c9COLE \u0130stanbul stra\u00dfe",
    "<s> spelled </s> <mask> [MASK] [CLS] <|endoftext|>",
    "x<s>y</s>z <|im_start|>user<|im_end|>",
    "http://example.org/a?b=c&d=%20 foo_bar-baz",
    "\u2581underscore \u2581 and \u0120 G",
    "supercalifragilisticexpialidocious" * 4,
    "def f(x):\n    return x ** 2  # square",
]
CORPUS = TEXTS[1:8] + [
    "The Seine flows through Paris", "Water boils at one hundred degrees", "the chemical symbol of gold",
    "The city of Rome is in Italy.", "They paid 12 and 345 and 6789 for it", "\u5317\u4eac \u6771\u4eac",
    "The city of Berlin is in Germany, and the city of Madrid is in Spain.",
] * 3


def write(folder: Path, name: str, value) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def encodings(tokenizer) -> list:
    results = []
    for text in TEXTS:
        encoding = tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
        results.append([encoding["input_ids"], [number for offset in encoding["offset_mapping"] for number in offset],
                        encoding["special_tokens_mask"]])
    return results


def expect(folder: Path, tokenizer=None) -> None:
    write(folder, "expected.json", encodings(tokenizer or AutoTokenizer.from_pretrained(folder)))


def byte_level(folder: Path, first: list[str], last: list[str], model_type: str, config: dict | None, size=450) -> None:
    """vocab.json and merges.txt as GPT-2's are: the special tokens have ids in front or behind."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    model = json.loads(tokenizer.to_str())["model"]
    tokens = first + sorted(model["vocab"], key=model["vocab"].get) + last
    write(folder, "vocab.json", {token: index for index, token in enumerate(tokens)})
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]), encoding="utf-8")
    write(folder, "config.json", {"model_type": model_type})
    if config is not None:
        write(folder, "tokenizer_config.json", config)


def added(content: str, **flags) -> dict:
    return {"content": content, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False,
            "special": True, **flags}


def named(content: str, **flags) -> dict:
    """As tokenizer_config.json has it beside a name; there `special` is not said."""
    return {"__type": "AddedToken", "content": content, "lstrip": False, "normalized": False, "rstrip": False,
            "single_word": False, **flags}


def make_byte_level(out: Path) -> None:
    byte_level(out / "gpt2", [], ["<|endoftext|>"], "gpt2", {"tokenizer_class": "GPT2Tokenizer", "model_max_length": 1024})
    byte_level(out / "opt", ["<s>", "<pad>", "</s>", "<unk>"], [], "opt", {
        "tokenizer_class": "GPT2Tokenizer", "add_bos_token": True, "add_prefix_space": False,
        "unk_token": named("</s>", normalized=True), "bos_token": named("</s>", normalized=True),
        "eos_token": named("</s>", normalized=True), "pad_token": named("<pad>", normalized=True)})
    byte_level(out / "roberta", ["<s>", "<pad>", "</s>", "<unk>"], ["<mask>"], "roberta", None)
    write(out / "roberta", "special_tokens_map.json", {"mask_token": {
        "content": "<mask>", "lstrip": True, "normalized": False, "rstrip": False, "single_word": False}})
    byte_level(out / "qwen2", [], [], "qwen2", {
        "tokenizer_class": "Qwen2Tokenizer", "add_bos_token": False, "bos_token": None,
        "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>",
        "added_tokens_decoder": {str(450 + index): added(token) for index, token in enumerate(
            ["<|endoftext|>", "<|im_start|>", "<|im_end|>"])},
        "additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    byte_level(out / "neox", ["<|endoftext|>", "<|padding|>"], [], "gpt_neox", {
        "tokenizer_class": "GPTNeoXTokenizer", "add_bos_token": False})
    write(out / "neox", "added_tokens.json", {"  ": 452, "    ": 453})
    for name in ["gpt2", "opt", "roberta", "qwen2", "neox"]:
        expect(out / name)


def word_pieces(folder: Path, lowercase: bool, special: list[str], model_type: str, config: dict) -> None:
    from tokenizers import normalizers

    normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    splitter = pre_tokenizers.BertPreTokenizer()
    words = {word for text in CORPUS for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))}
    characters = sorted({character for word in words for character in word if character != "\U0001f600"})
    pieces = [*special, *characters, *(f"##{c}" for c in characters)]
    pieces += [word for word in sorted(words)[::2] if word not in pieces]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    write(folder, "config.json", {"model_type": model_type})
    write(folder, "tokenizer_config.json", config)
    expect(folder)


def make_word_pieces(out: Path) -> None:
    bert = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    word_pieces(out / "bert-uncased", True, bert, "bert", {"do_lower_case": True})
    word_pieces(out / "bert-cased", False, bert, "distilbert", {
        "do_lower_case": False, "strip_accents": True, "tokenizer_class": "DistilBertTokenizer"})
    word_pieces(out / "bert-multilingual", False, bert, "electra", {
        "do_lower_case": False, "tokenize_chinese_chars": False, "tokenizer_class": "ElectraTokenizer"})
    word_pieces(out / "mpnet", True, ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"], "mpnet", {
        "do_lower_case": True, "tokenizer_class": "MPNetTokenizer"})


def sentence_pieces(folder: Path, name: str, options: dict, rules: dict[str, str] | None = None) -> None:
    """rules: characters and what the model's own normalisation makes of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        if rules:
            table = Path(temporary) / "rules.tsv"
            table.write_text("".join(
                " ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target) + "\n"
                for source, target in rules.items()))
            options = {**options, "normalization_rule_tsv": str(table)}
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(CORPUS), model_writer=model, hard_vocab_limit=False, num_threads=1,
            minloglevel=2, character_coverage=0.9995, **options)
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    proto.trainer_spec.ClearField("input")
    proto.normalizer_spec.ClearField("normalization_rule_tsv")
    (folder / name).write_bytes(proto.SerializeToString())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    write(folder, "pieces.json", [processor.encode(text) for text in TEXTS])


LLAMA = {"model_type": "bpe", "byte_fallback": True, "split_digits": True, "add_dummy_prefix": True,
         "remove_extra_whitespaces": False, "allow_whitespace_only_pieces": True, "vocab_size": 480,
         "normalization_rule_name": "identity"}


def make_sentence_pieces(out: Path) -> None:
    llama = out / "llama"
    sentence_pieces(llama, "tokenizer.model", {**LLAMA, "user_defined_symbols": ["<|im_start|>"]})
    write(llama, "config.json", {"model_type": "llama"})
    write(llama, "tokenizer_config.json", {
        "tokenizer_class": "LlamaTokenizer", "add_bos_token": True, "add_eos_token": False, "legacy": False,
        "bos_token": named("<s>"), "eos_token": named("</s>"), "unk_token": named("<unk>")})
    expect(llama)
    gemma = out / "gemma"
    sentence_pieces(gemma, "tokenizer.model", {
        **LLAMA, "add_dummy_prefix": False, "pad_id": 0, "eos_id": 1, "bos_id": 2, "unk_id": 3,
        "pad_piece": "<pad>", "eos_piece": "<eos>", "bos_piece": "<bos>",
        "user_defined_symbols": ["<mask>", "<start_of_turn>", "\n", "\t", "\u2581\u2581"]})
    write(gemma, "config.json", {"model_type": "gemma"})
    write(gemma, "tokenizer_config.json", {
        "tokenizer_class": "GemmaTokenizer", "add_bos_token": True, "add_eos_token": False, "bos_token": "<bos>",
        "eos_token": "<eos>", "unk_token": "<unk>", "pad_token": "<pad>"})
    expect(gemma, gemma_tokenizer(gemma))
    xlm = out / "xlm-roberta"
    sentence_pieces(xlm, "sentencepiece.bpe.model", {"model_type": "unigram", "vocab_size": 180}, rules={
        "\ufb01": "fi", "\uff21": "A", "\uff22": "B", "\u2122": "TM", "\u00a0": " ", "\t": " ", "\n": " ",
        "\r": " ", "\u2028": " ", "\u200b": " ", "e\u0301": "\u00e9"})
    write(xlm, "config.json", {"model_type": "xlm-roberta"})
    write(xlm, "tokenizer_config.json", {
        "tokenizer_class": "XLMRobertaTokenizer", "mask_token": named("<mask>", lstrip=True)})
    expect(xlm)


def gemma_tokenizer(folder: Path):
    """transformers 5 does not read tokenizer.model for Gemma, so its class gets the vocabulary by hand."""
    proto = sentencepiece_model_pb2.ModelProto.FromString((folder / "tokenizer.model").read_bytes())
    vocabulary = {piece.piece: index for index, piece in enumerate(proto.pieces)}
    scores = {piece.piece: piece.score for piece in proto.pieces}
    tokenizer = GemmaTokenizer(vocab=vocabulary, merges=generate_merges(vocabulary, scores), add_bos_token=True)
    from tokenizers import AddedToken
    tokenizer.add_tokens([AddedToken(piece.piece, normalized=False, special=piece.type == 3 or piece.piece == "<start_of_turn>")
                          for piece in proto.pieces if piece.type in (3, 4)])
    return tokenizer


def gguf_metadata(folder: Path, fields: dict) -> None:
    """A GGUF file of metadata alone, read by transformers; committed as JSON, as the file format is tested elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "model.gguf"
        writer = gguf.GGUFWriter(path, fields["general.architecture"])
        for key, value in fields.items():
            if key == "general.architecture":
                continue
            if isinstance(value, bool):
                writer.add_bool(key, value)
            elif isinstance(value, int):
                writer.add_uint32(key, value)
            elif isinstance(value, str):
                writer.add_string(key, value)
            else:
                writer.add_array(key, value)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        write(folder, "metadata.json", fields)
        expect(folder, TokenizersBackend.from_pretrained(temporary, gguf_file="model.gguf"))


def make_gguf(out: Path) -> None:
    vocabulary = json.loads((out / "qwen2" / "vocab.json").read_text())
    merges = (out / "qwen2" / "merges.txt").read_text().splitlines()[1:]
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokens = [*vocabulary, *special, "[PAD453]"]
    byte_level = {
        "general.architecture": "llama", "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "llama-bpe",
        "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": [1] * len(vocabulary) + [3] * 3 + [5],
        "tokenizer.ggml.merges": merges, "tokenizer.ggml.bos_token_id": 450, "tokenizer.ggml.eos_token_id": 452,
        "tokenizer.ggml.add_bos_token": True}
    gguf_metadata(out / "gguf-llama3", byte_level)
    gguf_metadata(out / "gguf-gpt2", {**byte_level, "general.architecture": "gpt2", "tokenizer.ggml.pre": "gpt-2",
                                      "tokenizer.ggml.add_bos_token": False})
    proto = sentencepiece_model_pb2.ModelProto.FromString((out / "llama" / "tokenizer.model").read_bytes())
    gguf_metadata(out / "gguf-llama", {
        "general.architecture": "llama", "tokenizer.ggml.model": "llama", "tokenizer.ggml.pre": "default",
        "tokenizer.ggml.tokens": [piece.piece for piece in proto.pieces],
        "tokenizer.ggml.scores": [piece.score for piece in proto.pieces],
        "tokenizer.ggml.token_type": [piece.type for piece in proto.pieces],
        "tokenizer.ggml.bos_token_id": 1, "tokenizer.ggml.eos_token_id": 2, "tokenizer.ggml.unknown_token_id": 0})


if __name__ == "__main__":
    target = Path(sys.argv[1])
    shutil.rmtree(target, ignore_errors=True)
    write(target, "texts.json", TEXTS)
    make_byte_level(target)
    make_word_pieces(target)
    make_sentence_pieces(target)
    make_gguf(target)
