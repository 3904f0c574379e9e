"""Probes labels that mean nothing; started by ./null.

usage: null.py [TRIALS] [KEY=VALUE of linear-probe ...]
"""
import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
SPEC = """name: {name}
model: minilm
dataset: {dataset}
components: [resid_post]
analyses:
{analyses}
"""


def lamina(folder: Path, name: str, dataset: str, analyses: list[str]) -> Path:
    path = folder / f"{name}.yaml"
    lines = "\n".join(f"  - {analysis}" for analysis in analyses)
    path.write_text(SPEC.format(name=name, dataset=dataset, analyses=lines), encoding="utf-8")
    subprocess.run([HOME / "lamina", "run", path, "--runs", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return folder / name / "latest"


def facts(folder: Path) -> list[dict]:
    """The built-in facts about places with their counterfactuals, which come in pairs."""
    dataset = "{type: facts, filter: {relation: [located_in, capital_of]}}"
    run = lamina(folder, "facts", dataset, ["{type: activation-stats, layers: last}"])
    with open(run / "tables" / "prompts.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(trials: int, options: list[str]) -> None:
    draw = random.Random(20261129)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = facts(folder)
        labels = {f"r{trial:03}": [] for trial in range(trials)}
        for kind, values in labels.items():
            for row in range(0, len(rows), 2):
                first = draw.random() < 0.5  # of a pair one is true, as in the data
                values += [first, not first]
        with open(folder / "null.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["text", "pair", *labels])
            for row, values in zip(rows, zip(*labels.values())):
                writer.writerow([row["prompt"], row["pair"], *(str(value).lower() for value in values)])
        more = "".join(", " + option.replace("=", ": ", 1) for option in options)
        run = lamina(folder, "null", "{type: csv, file: null.csv}",
                     [f"{{type: linear-probe, id: {label}, target: {label}, control: false, bag_of_tokens: false{more}}}" for label in labels])
        significant, layers = 0, 0
        for label in labels:
            with open(run / "tables" / f"{label}.csv", newline="", encoding="utf-8") as file:
                adjusted = [float(row["p_adjusted"]) for row in csv.DictReader(file)]
            layers = len(adjusted)
            significant += min(adjusted) <= 0.05
        said = (run / "journal.jsonl").read_text(encoding="utf-8").count(" are best told apart at ")
    print(f"{trials} random labels of {len(rows)} prompts at {layers} layers: {significant} significant at some layer "
          f"({100 * significant / trials:.1f}%, limit 5%); {said} headlines tell them apart")


if __name__ == "__main__":
    given = sys.argv[1:]
    count = int(given.pop(0)) if given and given[0].isdigit() else 200
    main(count, given)
