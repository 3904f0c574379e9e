"""Makes the tiny models that the tests run, and what transformers computes with them; see README.md.

usage: make_golden.py OUT [FAMILY ...]      (OUT is src/test/resources/golden; by default all families)
"""
import sys
from pathlib import Path

from transformers.utils import logging

from golden import encoders, gemmas, gpts, llamas, texts

FAMILIES = [*texts.all_families(), *llamas.ALL, *gpts.ALL, *gemmas.ALL, *encoders.ALL]


def main(out: str, *names: str) -> None:
    logging.disable_progress_bar()
    families = {family.folder: family for family in FAMILIES}
    for name in names or families:
        families[name].write(Path(out))
    files = [file for file in Path(out).rglob("*") if file.is_file()]
    for file in files:
        file.chmod(0o644)
    print(f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB in all")


if __name__ == "__main__":
    main(*sys.argv[1:])
