"""The driver of experiments/benchmarks/notebook, which has the usage; run by the peer's interpreter."""
import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
HOME = HERE.parents[2]
TARGET = HOME / "experiments/target"
COLD = 60
TO_REACH = {"whole": 8.0, f"{COLD} prompts": 3.0}
NORM_TOLERANCE = 1e-4
ACCURACY_TOLERANCE = 0.01
SECOND = ["name=second", "seed=7", "analyses=[{type: pca, by: label}, {type: group-comparison, by: label}]"]


def run(command):
    """The command's output and wall seconds; ends the program with the command's own words if it fails."""
    words = [str(word) for word in command]
    begin = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(" ".join(words)[:400] + "\n" + "\n".join(done.stderr.splitlines()[-15:]))
    return done.stdout, seconds


class Lamina:
    """Runs the spec into one runs folder."""

    def __init__(self, arguments, runs):
        self.runs = runs
        self.base = [f"model={json.dumps(arguments.model)}", f"dataset.file={json.dumps(str(arguments.data))}"]

    def run(self, name, limit, *more):
        """-> wall seconds, seconds a stage, peak memory, the run's folder."""
        limits = [f"dataset.limit={limit}"] if limit else []
        _, seconds = run([HOME / "lamina", "run", HERE / "notebook.yaml", "--runs", self.runs, "--quiet", *self.base,
                          *limits, *more])
        folder = self.runs / name / "latest"
        stages = json.loads((folder / "provenance.json").read_text())["stages"]
        peak = max(stage["peak_memory_bytes"] for stage in stages.values()) >> 20
        return {"seconds": seconds, "peak_mib": peak, "parts": {k: v["seconds"] for k, v in stages.items()}}, folder


def metrics(folder):
    """{(analysis, group, metric): {(component, layer): value}}, of the rows that have a layer."""
    found = {}
    with open(folder / "metrics.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["layer"]:
                of = found.setdefault((row["analysis"], row["group"], row["metric"]), {})
                of[row["component"], int(row["layer"])] = float(row["value"])
    return found


def agreement(folder, peer):
    """How far Lamina's results are from the peer's."""
    ours = metrics(folder)
    norms = [abs(ours["activation-stats", f"label={value}", "l2_norm"][component, layer] / norm - 1)
             for component, values in peer["norms"].items()
             for value, layers in values.items() for layer, norm in enumerate(layers)]
    accuracy = [abs(ours["linear-probe", "", "accuracy"][component, layer] - of)
                for component, layers in peer["accuracy"].items() for layer, of in enumerate(layers)]
    explained = [abs(next(iter(ours["pca", "", f"explained.{i + 1}"].values())) - share)
                 for i, share in enumerate(peer["explained"])]
    return {"norm_largest": max(norms), "accuracy_mean": statistics.mean(accuracy), "accuracy_largest": max(accuracy),
            "explained_largest": max(explained)}


def turn(arguments, folder, peer_model, number):
    """Lamina and the peer over all prompts, a second experiment, both over a few prompts from a cold start."""
    rows = []
    for kind, limit in (("whole", arguments.limit or 0), (f"{COLD} prompts", COLD)):
        print(f"  turn {number + 1} of {arguments.repeats}: {kind}, Lamina", file=sys.stderr)
        lamina = Lamina(arguments, folder / f"runs-{number}-{limit}")
        ours, results = lamina.run("notebook", limit, "--fresh")
        rows.append({"kind": kind, "way": "lamina", **ours})
        if kind == "whole":
            second, _ = lamina.run("second", limit, *SECOND)
            second["without_analyses"] = second["seconds"] - second["parts"]["analyses and figures"]
            rows.append({"kind": "second experiment", "way": "lamina", **second})
        print(f"  turn {number + 1} of {arguments.repeats}: {kind}, Python", file=sys.stderr)
        out, seconds = run([arguments.peer, HERE / "peer.py", peer_model, arguments.data, limit,
                            results / "tables/linear-probe.prompts.csv", folder / "figures"])
        peer = json.loads(out.splitlines()[-1])
        rows.append({"kind": kind, "way": "python", "seconds": seconds, "prompts": peer["prompts"],
                     "peak_mib": peer["peak_mib"], "parts": peer["parts"], **agreement(results, peer)})
    return rows


def medians(turns):
    """Of each kind and way, in the order of a turn."""
    table = []
    for same in zip(*turns):
        numbers = [key for key in same[0] if key not in ("kind", "way", "parts")]
        parts = {part: statistics.median(row["parts"].get(part, 0) for row in same) for part in same[0]["parts"]}
        table.append({"kind": same[0]["kind"], "way": same[0]["way"], "parts": parts,
                      "all_seconds": [row["seconds"] for row in same],
                      **{key: statistics.median(row[key] for row in same) for key in numbers}})
    return table


def show(table):
    """Prints the table -> whether the results agree and the second experiment ran no forward pass."""
    fine = True
    for row in table:
        where = ", ".join(f"{part} {seconds:.1f}" for part, seconds in row["parts"].items())
        print(f"{row['kind']:18} {row['way']:7} {row['seconds']:7.2f} s {row['peak_mib']:6.0f} MiB   {where}")
    for row in table:
        if row["way"] == "python":
            ours = next(other for other in table if other["kind"] == row["kind"])
            row["lamina_times_faster"] = row["seconds"] / ours["seconds"]
            row["to_reach"] = TO_REACH[row["kind"]]
            agree = row["norm_largest"] <= NORM_TOLERANCE and row["accuracy_mean"] <= ACCURACY_TOLERANCE
            fine = fine and agree
            print(f"{row['kind']}: Lamina is {row['lamina_times_faster']:.1f}x as fast (to reach "
                  f"{row['to_reach']:.0f}x), {ours['peak_mib'] / row['peak_mib']:.2f} of the memory; mean norms differ "
                  f"by {row['norm_largest']:.1e}, explained variance by {row['explained_largest']:.1e}, probe "
                  f"accuracies by {row['accuracy_mean']:.4f} on average and {row['accuracy_largest']:.4f} at most"
                  f"{'' if agree else '  DIFFERS'}")
        elif "without_analyses" in row:
            forward = [part for part in row["parts"] if "load" in part or "extract" in part]
            fine = fine and not forward
            print(f"{row['kind']}: {row['without_analyses']:.2f} s plus the analyses (to reach 2 s), "
                  f"forward pass: {'none' if not forward else ', '.join(forward)}")
    return fine


def main():
    parser = argparse.ArgumentParser(prog="notebook")
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", default=TARGET / "notebook.json")
    parser.add_argument("model")
    parser.add_argument("data", type=lambda file: Path(file).resolve())
    arguments = parser.parse_args()
    if "/" in arguments.model:
        arguments.model = str(Path(arguments.model).resolve())
    with tempfile.TemporaryDirectory() as temporary:
        folder, peer_model = Path(temporary), arguments.model
        if not Path(peer_model).is_dir():
            peer_model = folder / "model"
            class_path = (TARGET / "lamina/java.args").read_text().split('"')[1]
            run([arguments.peer, HERE.parent / "extraction/peer_model.py", arguments.model, class_path, peer_model])
        Lamina(arguments, folder / "warm-up").run("notebook", COLD)  # records classes, hashes the model's files
        table = medians([turn(arguments, folder, peer_model, number) for number in range(arguments.repeats)])
    fine = show(table)
    model = Path(arguments.model).name
    Path(arguments.json).write_text(json.dumps([{"model": model, "data": arguments.data.name, **row} for row in table],
                                               indent=1) + "\n")
    print("written to", arguments.json)
    sys.exit(not fine)


main()
