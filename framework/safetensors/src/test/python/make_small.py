"""Writes small.safetensors with Python's safetensors (0.8.0, torch 2.15).

    python make_small.py ../resources/dev/lamina/safetensors/small.safetensors
"""

import sys

import torch
from safetensors.torch import save_file

save_file(
    {
        "embed.weight": torch.arange(12, dtype=torch.float32).reshape(3, 4) / 4,
        "half": torch.tensor([0.5, -2.0, 65504.0], dtype=torch.float16),
        "brain": torch.tensor([[1.0], [-1.5]], dtype=torch.bfloat16),
        "offsets": torch.tensor([0, 2, 2**40], dtype=torch.int64),
        "mask": torch.tensor([True, False, True]),
        "scalar": torch.tensor(3.25, dtype=torch.float64),
        "nothing": torch.zeros(0, 4),
        "Umlaut ü": torch.tensor([7], dtype=torch.uint8),
    },
    sys.argv[1],
    metadata={"format": "pt", "note": "ünïcode"},
)
