"""Compares a t-SNE or UMAP map that Lamina wrote with other libraries' maps: by hand, not part of the build.

usage: trustworthiness.py ACTIVATIONS.safetensors LAYER_INDEX tables/t-sne.points.csv COMPONENT LAYER [perplexity]
       trustworthiness.py ACTIVATIONS.safetensors LAYER_INDEX tables/umap.points.csv COMPONENT LAYER

ACTIVATIONS is written by the analysis save-activations over the same study. Prints trustworthiness and
continuity (Venna and Kaski 2001, 5 neighbours) of Lamina's map and of scikit-learn's exact and Barnes-Hut maps, or
umap-learn's maps with either start, of the same rows.
"""
import csv
import sys

import numpy as np
from safetensors.numpy import load_file
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness


def main():
    path, index, table, component, layer = sys.argv[1:6]
    perplexity = float(sys.argv[6]) if len(sys.argv) > 6 else 30.0
    with open(table, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["component"] == component and row["layer"] == layer]
    activations = load_file(path)["activations"][[int(row["row"]) for row in rows], int(index)].astype(float)
    mapped = np.array([[float(row["x1"]), float(row["x2"])] for row in rows])
    reduced = PCA(min(50, *activations.shape)).fit_transform(activations)
    report("lamina", activations, mapped)
    if "umap" in table:
        from umap import UMAP
        for init in ("pca", "spectral"):
            report(init, activations, UMAP(init=init, random_state=0, n_jobs=1).fit_transform(reduced))
        return
    for method in ("exact", "barnes_hut"):
        report(method, activations, TSNE(2, perplexity=perplexity, method=method, random_state=0).fit_transform(reduced))


def report(name, rows, points):
    print("%-15s %.4f %.4f" % (name, trustworthiness(rows, points, n_neighbors=5), trustworthiness(points, rows, n_neighbors=5)))


if __name__ == "__main__":
    main()
