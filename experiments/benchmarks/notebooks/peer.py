"""The notebook as a Python user would write it, by TransformerLens, scikit-learn and matplotlib, from start to end.

Statistics of true and false prompts, heatmap, comparison over layers, one layer's distribution, PCA and t-SNE of the
last layer, three components side by side, the layers that differ most, a logistic probe a layer and component on the
given folds. Prints as JSON the seconds of each part and what can be compared.

usage: peer.py MODEL_FOLDER CSV LIMIT FOLDS OUT      CSV: columns statement, label (1 or 0); LIMIT: 0 for all
                                                     FOLDS: Lamina's linear-probe.prompts.csv
"""
import time

START = time.perf_counter()

import csv
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import TSNE
from sklearn.model_selection import PredefinedSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from transformer_lens.model_bridge import TransformerBridge
from transformers import AutoModelForCausalLM, AutoTokenizer

COMPONENTS = ("resid_post", "attn_out", "mlp_out")
BATCH = 32


class Parts:
    """Seconds a part, each from the end of the one before."""

    def __init__(self):
        self.seconds, self.last = {}, START

    def end(self, part):
        now = time.perf_counter()
        self.seconds[part], self.last = round(now - self.last, 3), now


def read(path, limit):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:limit or None]
    return [row["statement"] for row in rows], np.array([int(row["label"]) for row in rows])


def load(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    tokenizer.padding_side = "right"
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    return tokenizer, TransformerBridge.boot_transformers(folder, hf_model=model, tokenizer=tokenizer, device="cpu")


def extract(tokenizer, model, texts):
    """-> {component: [prompts, layers, d_model]}, means over each prompt's tokens."""
    layers = range(model.cfg.n_layers)
    hooks = tuple("hook_" + component for component in COMPONENTS)
    batches = {component: [] for component in COMPONENTS}
    for start in range(0, len(texts), BATCH):
        # not by model.tokenizer, which TransformerLens makes begin every prompt with BOS
        tokens = tokenizer(texts[start:start + BATCH], return_tensors="pt", padding=True)
        weights = tokens["attention_mask"].unsqueeze(-1).float()
        _, cache = model.run_with_cache(tokens["input_ids"], names_filter=lambda name: name.endswith(hooks),
                                        return_type=None, stop_at_layer=len(layers))
        for component in COMPONENTS:
            states = [(cache[component, layer] * weights).sum(1) / weights.sum(1) for layer in layers]
            batches[component].append(torch.stack(states, 1))
    return {component: torch.cat(parts).numpy() for component, parts in batches.items()}


def statistics(activations, labels):
    """{component: {"true": mean L2 norm a layer, "false": the same}}, and the layers of resid_post that differ most."""
    means = {}
    for component, values in activations.items():
        norms = np.linalg.norm(values, axis=-1)
        means[component] = {"true": norms[labels == 1].mean(0).tolist(), "false": norms[labels == 0].mean(0).tolist()}
    difference = np.abs(np.subtract(means["resid_post"]["true"], means["resid_post"]["false"]))
    return means, np.argsort(-difference)[:3].tolist()


def draw(path, plot, **size):
    figure, axes = plt.subplots(**size)
    plot(axes)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def figures(activations, labels, out):
    norms = {component: np.linalg.norm(values, axis=-1) for component, values in activations.items()}
    resid = norms["resid_post"]

    def heatmap(axes):
        axes.figure.colorbar(axes.imshow(resid[:60], aspect="auto"))

    def comparison(axes):
        for value, name in ((1, "true"), (0, "false")):
            chosen = resid[labels == value]
            axes.errorbar(range(resid.shape[1]), chosen.mean(0), chosen.std(0), label=name)
        axes.legend()

    def distribution(axes):
        for value in (1, 0):
            axes.hist(resid[labels == value, resid.shape[1] // 2], bins=30, alpha=0.5)

    def components(axes):
        for component, values in norms.items():
            axes.plot(values.mean(0), label=component)
        axes.legend()

    draw(out / "heatmap.png", heatmap, figsize=(10, 8))
    draw(out / "comparison.png", comparison)
    draw(out / "distribution.png", distribution)
    draw(out / "components.png", components)


def scatter(path, points, labels):
    draw(path, lambda axes: axes.scatter(*points.T, c=labels))


def probe(activations, labels, folds):
    """{component: accuracy a layer}, means over the folds."""
    return {component: [float(cross_val_score(make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
                                              values[:, layer], labels, cv=folds).mean())
                        for layer in range(values.shape[1])]
            for component, values in activations.items()}


def main(folder, data, limit, folds, out):
    torch.set_grad_enabled(False)
    parts, out = Parts(), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    parts.end("imports")
    texts, labels = read(data, int(limit))
    tokenizer, model = load(folder)
    parts.end("load")
    activations = extract(tokenizer, model, texts)
    parts.end("extract")
    norms, top_layers = statistics(activations, labels)
    parts.end("statistics")
    figures(activations, labels, out)
    parts.end("figures")
    last = activations["resid_post"][:, -1]
    pca = PCA(2, random_state=42).fit(last)
    scatter(out / "pca.png", pca.transform(last), labels)
    parts.end("pca")
    tsne = TSNE(2, random_state=42, perplexity=min(30, (len(texts) - 1) / 3))
    scatter(out / "tsne.png", tsne.fit_transform(last), labels)
    parts.end("t-sne")
    with open(folds, newline="", encoding="utf-8") as file:
        split = PredefinedSplit([int(row["fold"]) for row in csv.DictReader(file)])
    accuracy = probe(activations, labels, split)
    parts.end("probe")
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) >> 10
    print(json.dumps({"prompts": len(texts), "parts": parts.seconds, "peak_mib": peak, "norms": norms,
                      "top_layers": top_layers, "explained": pca.explained_variance_ratio_.tolist(),
                      "accuracy": accuracy}))


main(*sys.argv[1:])
