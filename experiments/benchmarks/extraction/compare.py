"""The driver of experiments/benchmarks/extract, which has the usage; run by the peers' interpreter."""
import argparse
import csv
import json
import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from safetensors import safe_open

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "target"
TEXT_COLUMNS = ("text", "statement", "prompt")
TOLERANCE = 1e-4
LIKE_LAMINA = TARGET / "lamina/java.args"  # options and class path of ./lamina


class Data:
    """CSV[:LIMIT][@WAY=RATIO,...]: the file, how many prompts of it, and how many times faster to be than which way."""

    def __init__(self, argument, most):
        place, _, targets = argument.partition("@")
        self.file, _, limit = place.partition(":")
        self.name = Path(place).name
        pairs = [pair.split("=") for pair in targets.split(",") if pair]
        self.targets = {way: float(ratio) for way, ratio in pairs}
        with open(self.file, newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))[:int(limit) if limit else None][:most]
        column = next(name for name in TEXT_COLUMNS if name in rows[0])
        self.prompts = [row[column] for row in rows]


def run(command):
    """The command's last line as JSON; ends the program with the command's own words if it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(str(word) for word in command)[:400]}\n" + "\n".join(done.stderr.splitlines()[-15:]))
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}


def differences(ours, theirs, shape):
    """The largest |difference|, and the largest relative to the largest |value| of its layer."""
    ours, theirs = (np.fromfile(file, np.float32).reshape(shape) for file in (ours, theirs))
    difference = np.abs(ours - theirs).max((0, 2))
    return float(difference.max()), float((difference / np.abs(ours).max((0, 2))).max())


def measure(ways, prompts, repeats, folder):
    """Runs the ways in turn, each a process of its own -> {way: its measurements, differences from Lamina included}."""
    (folder / "prompts").write_text("\0".join(prompts), encoding="utf-8")
    taken = {way: [] for way in ways}
    for turn in range(repeats):
        for way, command in ways.items():
            print(f"  {way}, turn {turn + 1} of {repeats}", end="\r", file=sys.stderr, flush=True)
            row = run([*command, folder / "prompts", folder / f"{way}.bin"])
            shape = (row["prompts"], row["layers"], -1)
            row["difference"], row["relative"] = differences(folder / "lamina.bin", folder / f"{way}.bin", shape)
            taken[way].append(row)
    return taken


def block_weights(folder):
    """How many weights the matrices of the blocks have, each of which costs a token two operations."""
    weights = 0
    for file in Path(folder).glob("*.safetensors"):
        with safe_open(file, "numpy") as tensors:
            shapes = {name: tensors.get_slice(name).get_shape() for name in tensors.keys()}
        weights += sum(math.prod(shape) for name, shape in shapes.items()
                       if len(shape) == 2 and any(part.isdigit() for part in name.split(".")))
    return weights


def summary(taken, data, weights):
    """Medians a way, beside Lamina's."""
    for row in taken["lamina"]:
        row["share_of_matmul_peak"] = 2 * weights * row["tokens_run"] / row["seconds"] / row["matmul_peak"]
    median = {way: {key: statistics.median(row[key] for row in rows) for key in rows[0]}
              for way, rows in taken.items()}
    ours = median["lamina"]
    return [{"data": data.name, "way": way, **row,
             "all_seconds": [turn["seconds"] for turn in taken[way]],
             "prompts_per_s": row["prompts"] / row["seconds"],
             "lamina_times_faster": row["seconds"] / ours["seconds"],
             "to_reach": data.targets.get(way),
             "lamina_memory": ours["peak_rss_mib"] / row["peak_rss_mib"],
             "difference": max(turn["difference"] for turn in taken[way]),
             "relative": max(turn["relative"] for turn in taken[way])} for way, row in median.items()]


def show(rows):
    print(f"{'data':34} {'way':10} {'prompts':>7} {'seconds':>9} {'prompts/s':>9} {'Lamina':>7} {'to reach':>8} "
          f"{'with start':>10} {'peak':>9} {'Lamina':>7} {'max diff':>9} {'relative':>9}")
    for row in rows:
        target = f"{row['to_reach']:.1f}x" if row["to_reach"] else ""
        print(f"{row['data'][:34]:34} {row['way']:10} {row['prompts']:7.0f} {row['seconds']:7.2f} s "
              f"{row['prompts_per_s']:9.1f} {row['lamina_times_faster']:6.2f}x {target:>8} "
              f"{row['with_start_s']:8.2f} s {row['peak_rss_mib']:5.0f} MiB {row['lamina_memory']:6.2f}x "
              f"{row['difference']:9.1e} {row['relative']:9.1e}{'' if row['relative'] <= TOLERANCE else '  DIFFERS'}")
        if "share_of_matmul_peak" in row:
            print(f"{'':34} the matrix products of {row['tokens_run']:,.0f} tokens are {row['share_of_matmul_peak']:.0%} of "
                  f"what this machine's best could do in that time ({row['matmul_peak'] / 1e9:.0f} GFLOP/s)")


def main():
    parser = argparse.ArgumentParser(prog="extract")
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--ways")
    parser.add_argument("--json", default=TARGET / "extract.json")
    parser.add_argument("model")
    parser.add_argument("data", nargs="+")
    arguments = parser.parse_args()
    built_in = "/" not in arguments.model and not arguments.model.endswith(".gguf")
    ways = (arguments.ways or ("hf-sorted,onnx" if built_in else "tl,hf-sorted")).split(",")
    class_path = LIKE_LAMINA.read_text().split('"')[1]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(["javac", "-cp", class_path, "-d", folder / "classes", *sorted(HERE.glob("*.java"))])
        theirs = arguments.model
        if not Path(theirs).is_dir():
            theirs = folder / "model"
            run([arguments.peer, HERE / "peer_model.py", arguments.model, class_path, theirs])
        commands = {"lamina": ["env", "MALLOC_ARENA_MAX=1", "java", f"@{LIKE_LAMINA}", "-cp", f"{class_path}:{folder / 'classes'}",
                               "ExtractActivations", arguments.model]}
        commands.update({way: [arguments.peer, HERE / "peer.py", way, theirs] for way in ways})
        rows = []
        for argument in arguments.data:
            data = Data(argument, arguments.limit)
            rows += summary(measure(commands, data.prompts, arguments.repeats, folder), data, block_weights(theirs))
    show(rows)
    model = Path(arguments.model).name
    Path(arguments.json).write_text(json.dumps([{"model": model, **row} for row in rows], indent=1) + "\n")
    print("written to", arguments.json)
    sys.exit(not all(row["relative"] <= TOLERANCE for row in rows))  # NaN is no agreement


main()
