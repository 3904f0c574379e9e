"""Times Lamina's probes beside scikit-learn's; started by ./probes.

usage: probes.py MODEL CSV LAYERS     compares
       probes.py --fit RUN ACTIVATIONS     fits by scikit-learn on RUN's folds, prints JSON
"""
import csv
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
COMPONENTS = ("resid_post", "attn_out", "mlp_out")
SPEC = """name: {name}
model: {model}
dataset: {{type: csv, file: {csv}, labels: {{is_true: label}}}}
components: [resid_post, attn_out, mlp_out]
layers: {layers}
analyses: [{analysis}]
"""
PROBE = "{type: linear-probe, folds: 5, group_by: null}"  # with intervals, control and the baseline of words


def fit(run: Path, activations: Path) -> None:
    import numpy as np
    from safetensors import safe_open
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import PredefinedSplit, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    with open(run / "tables" / "linear-probe.prompts.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labels = np.array([row["label"] for row in rows])
    folds = PredefinedSplit([int(row["fold"]) for row in rows])
    accuracy, seconds = {}, 0.0
    for component in COMPONENTS:
        with safe_open(activations / f"{component}.safetensors", "numpy") as file:
            layers = json.loads(file.metadata()["layers"])
            values = file.get_tensor("activations")
        begin = time.perf_counter()
        for place, layer in enumerate(layers):
            pipeline = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
            accuracy[f"{component} {layer}"] = cross_val_score(pipeline, values[:, place], labels, cv=folds).mean()
        seconds += time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "accuracy": accuracy}))


def lamina(runs: Path, spec: dict, analysis: str, name: str) -> Path:
    path = runs / f"{name}.yaml"
    path.write_text(SPEC.format(name=name, analysis=analysis, **spec), encoding="utf-8")
    subprocess.run([HOME / "lamina", "run", path, "--runs", runs, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return (runs / name / "latest").resolve()


def probe(runs: Path, spec: dict) -> dict:
    run = lamina(runs, spec, PROBE, "probe")
    took = re.search(r"linear-probe took (\d+) ms", (run / "run.log").read_text(encoding="utf-8"))
    with open(run / "metrics.csv", newline="", encoding="utf-8") as file:
        accuracy = {f"{row['component']} {row['layer']}": float(row["value"])
                    for row in csv.DictReader(file) if row["metric"] == "accuracy"}
    return {"seconds": int(took.group(1)) / 1000, "accuracy": accuracy}


def peer(runs: Path, activations: Path, threads: dict) -> dict:
    command = [sys.executable, __file__, "--fit", runs / "probe" / "latest", activations]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | threads).stdout)


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(model: str, file: str, layers: str) -> None:
    spec = {"model": Path(model).resolve(), "csv": Path(file).resolve(), "layers": layers}
    one = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    with tempfile.TemporaryDirectory() as folder:
        runs = Path(folder)
        activations = lamina(runs, spec, "save-activations", "activations") / "activations"
        ways = {"lamina": lambda: probe(runs, spec), "scikit-learn": lambda: peer(runs, activations, {}),
                "scikit-learn, 1 thread": lambda: peer(runs, activations, one)}
        found = {way: [] for way in ways}
        for _ in range(3):
            for way, run in ways.items():
                before = processor_seconds()
                result = run()
                result["processor"] = processor_seconds() - before
                found[way].append(result)
    table = []
    ours = found["lamina"][0]
    print(f"{'way':24} {'fits':>9} {'ratio':>7} {'whole process, processor time':>31} {'ratio':>6} {'accuracy differs by':>20}")
    for way, results in found.items():
        row = {key: statistics.median(result[key] for result in results) for key in ("seconds", "processor")}
        row |= {"way": way, "farthest": max(abs(results[0]["accuracy"][place] - value)
                                            for place, value in ours["accuracy"].items())}
        table.append(row)
        print(f"{way:24} {row['seconds']:7.2f} s {row['seconds'] / table[0]['seconds']:6.1f}x "
              f"{row['processor']:29.2f} s {row['processor'] / table[0]['processor']:5.1f}x {row['farthest']:20.4f}")
    target = HOME / "experiments" / "target" / "probes.json"
    target.write_text(json.dumps({"layers": layers, "places": len(ours["accuracy"]), "ways": table}, indent=1))
    print("written to", target)
    if max(row["farthest"] for row in table) > 0.01:
        raise SystemExit("accuracies differ by more than .01")


if __name__ == "__main__":
    if sys.argv[1] == "--fit":
        fit(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(*sys.argv[1:])
