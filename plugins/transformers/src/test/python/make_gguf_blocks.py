"""Makes blocks of every stored type and what gguf.dequantize makes of them, for NumberTypeTest.

Of each type TYPE.blocks (uint8, whole blocks one after the other) and TYPE.numbers (float32): blocks of random bits
(so that scales are subnormal, infinite, NaN, negative), blocks whose scales are 0, -0, the smallest and the largest
subnormal, and random numbers quantised where gguf can.

usage: make_gguf_blocks.py OUT      (OUT is src/test/resources/gguf/blocks.safetensors)
made with gguf 0.19.0 and numpy 2
"""
import sys

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, dequantize, quantize
from safetensors.numpy import save_file

# the type, and where its binary16 scales stand in a block
TYPES = {"F16": [0], "BF16": [0], "Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2],
         "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
SPECIAL_SCALES = [0x0000, 0x8000, 0x0001, 0x83ff, 0x0400, 0x7bff]
BYTES_OF_RANDOM_BITS = 4000


def blocks(name: str, random: np.random.Generator) -> np.ndarray:
    type_ = GGMLQuantizationType[name]
    numbers, size = GGML_QUANT_SIZES[type_]
    made = [random.integers(0, 256, (BYTES_OF_RANDOM_BITS // size, size), dtype=np.uint8)]
    for at in TYPES[name]:
        special = random.integers(0, 256, (len(SPECIAL_SCALES), size), dtype=np.uint8)
        special[:, at:at + 2] = np.array(SPECIAL_SCALES, np.uint16).view(np.uint8).reshape(-1, 2)
        made.append(special)
    try:
        made.append(quantize(random.normal(0, 0.1, (8, numbers)).astype(np.float32), type_).view(np.uint8).reshape(-1, size))
    except NotImplementedError:
        print(name, "cannot be quantised by gguf: random bits only")
    return np.concatenate(made)


def main(out: str) -> None:
    random = np.random.default_rng(0)
    tensors = {}
    with np.errstate(all="ignore"):
        for name in TYPES:
            made = blocks(name, random)
            tensors[f"{name}.blocks"] = made.reshape(-1)
            tensors[f"{name}.numbers"] = dequantize(made, GGMLQuantizationType[name]).reshape(-1)
    save_file(tensors, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
