"""Writes the numbers that projections are held against: scikit-learn's on fixed data.

usage: reference.py OUT.json     (made with scikit-learn 1.9.1, numpy 2.4.6)
"""
import json
import sys

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score


def float32(x):
    """Rounded so that JSON holds them exactly; as doubles, because scikit-learn computes float32 rows in float32."""
    return np.round(x, 3).astype(np.float32).astype(float)


def pca(rng, name, n, d, k, offset):
    x = float32(rng.normal(size=(n, d)) @ np.diag(np.linspace(3, 0.5, d)) @ np.linalg.qr(rng.normal(size=(d, d)))[0] + offset)
    model = PCA(k, svd_solver="full").fit(x)
    return {"name": name, "x": x.round(3).tolist(), "k": k, "explained": model.explained_variance_ratio_.tolist(),
            "scores": model.transform(x).round(9).tolist()}


def separation(rng, name, classes):
    labels = rng.permutation(np.arange(60) % classes)
    points = np.round(rng.normal(size=(60, 3)) + 1.5 * labels[:, None], 3)
    centroids = np.array([points[labels == k].mean(0) for k in range(classes)])
    pairs = [np.linalg.norm(centroids[a] - centroids[b]) for a in range(classes) for b in range(a)]
    return {"name": name, "points": points.tolist(), "labels": labels.tolist(), "classes": classes,
            "silhouette": silhouette_score(points, labels), "centroid_distance": float(np.mean(pairs))}


def main():
    rng = np.random.default_rng(20261123)
    numbers = {
        "pca": [pca(rng, "more rows than features", 40, 12, 4, 0.0), pca(rng, "more features than rows", 15, 40, 5, 2.0),
                pca(rng, "all directions", 20, 6, 6, -1.0), pca(rng, "far from the origin", 30, 8, 2, 500.0)],
        "separation": [separation(rng, "two classes", 2), separation(rng, "four classes", 4)],
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
