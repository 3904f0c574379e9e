"""Writes the numbers that projections are held against: scikit-learn's and umap-learn's on fixed data.

usage: reference.py OUT.json     (made with scikit-learn 1.9.1, numpy 2.4.6, umap-learn 0.5.12)
"""
import json
import sys

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.metrics import (adjusted_rand_score, davies_bouldin_score, normalized_mutual_info_score,
                             silhouette_score)
from umap import UMAP
from umap.umap_ import find_ab_params, fuzzy_simplicial_set


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


def faithfulness(rng, name, n, drawn, k):
    x = float32(rng.normal(size=(n, 8)) @ np.diag(np.linspace(3, 0.5, 8)))
    points = np.round({"leading": x[:, :2], "random": rng.normal(size=(n, 2))}[drawn], 3)
    return {"name": name, "x": x.round(3).tolist(), "points": points.tolist(), "k": k,
            "trustworthiness": trustworthiness(x, points, n_neighbors=k),
            "continuity": trustworthiness(points, x, n_neighbors=k)}


def fuzzy_set(rng, name, neighbours, repeated):
    """Rows of three clusters; some are repeated far from the others: distances of 0, of which none is left out."""
    x = float32(rng.normal(size=(50, 5)) * np.array([1, 1, 3])[np.arange(50) % 3, None] + 4 * np.eye(5)[np.arange(50) % 3])
    x[:repeated] = x[0] + 40
    graph = fuzzy_simplicial_set(x, neighbours, np.random.RandomState(0), "euclidean")[0].toarray()
    edges = [[i, j, float(graph[i, j])] for i in range(50) for j in range(i + 1, 50) if graph[i, j] > 0]
    return {"name": name, "x": x.round(3).tolist(), "neighbours": neighbours, "edges": edges}


def maps(rng):
    """A spiral in ten dimensions, with noise: how well umap-learn keeps its neighbourhoods, over five seeds."""
    t = np.sort(rng.uniform(1, 4 * np.pi, 150))
    x = np.c_[t * np.cos(t), t * np.sin(t), 10 * rng.uniform(size=150), np.zeros((150, 7))] + 0.3 * rng.normal(size=(150, 10))
    x = float32(x @ np.linalg.qr(rng.normal(size=(10, 10)))[0])
    found = [UMAP(n_neighbors=15, min_dist=0.1, init="pca", random_state=seed, n_jobs=1).fit_transform(x) for seed in range(5)]
    return {"x": x.round(3).tolist(), "trustworthiness": [trustworthiness(x, points, n_neighbors=5) for points in found],
            "continuity": [trustworthiness(points, x, n_neighbors=5) for points in found]}


def clusters(rng, name, classes, sizes, apart):
    """The Fisher ratio from the scatter matrices themselves; k-means' assignment is scikit-learn's best of 20 starts."""
    labels = rng.permutation(np.repeat(np.arange(classes), sizes))
    x = float32(rng.normal(size=(len(labels), 6)) + apart * np.eye(6)[labels])
    mean = x.mean(0)
    within = sum(np.cov(x[labels == c], rowvar=False, ddof=0) * (labels == c).sum() for c in range(classes))
    between = sum((labels == c).sum() * np.outer(x[labels == c].mean(0) - mean, x[labels == c].mean(0) - mean) for c in range(classes))
    means = KMeans(classes, n_init=20, random_state=0, tol=0).fit(x)
    return {"name": name, "x": x.round(3).tolist(), "labels": labels.tolist(), "classes": classes,
            "silhouette": silhouette_score(x, labels), "davies_bouldin": davies_bouldin_score(x, labels),
            "fisher_ratio": np.trace(between) / np.trace(within), "assignment": means.labels_.tolist(),
            "inertia": means.inertia_, "ari": adjusted_rand_score(labels, means.labels_),
            "nmi": normalized_mutual_info_score(labels, means.labels_)}


def agreement(rng, name, first, second):
    a, b = rng.integers(first, size=40), rng.integers(second, size=40)
    b[:20] = a[:20] % second
    return {"name": name, "first": a.tolist(), "second": b.tolist(), "ari": adjusted_rand_score(a, b),
            "nmi": normalized_mutual_info_score(a, b)}


def main():
    rng = np.random.default_rng(20261123)
    numbers = {
        "pca": [pca(rng, "more rows than features", 40, 12, 4, 0.0), pca(rng, "more features than rows", 15, 40, 5, 2.0),
                pca(rng, "all directions", 20, 6, 6, -1.0), pca(rng, "far from the origin", 30, 8, 2, 500.0)],
        "separation": [separation(rng, "two classes", 2), separation(rng, "four classes", 4)],
        "faithfulness": [faithfulness(rng, "the leading two of eight", 40, "leading", 5), faithfulness(rng, "points at random", 45, "random", 7),
                         faithfulness(rng, "one neighbour", 30, "leading", 1), faithfulness(rng, "the largest neighbourhoods", 21, "leading", 10)],
        "fuzzy_sets": [fuzzy_set(rng, "ten neighbours", 10, 0), fuzzy_set(rng, "three neighbours", 3, 0),
                       fuzzy_set(rng, "as many rows repeated as there are neighbours", 8, 8)],
        "curves": [[d, *map(float, find_ab_params(1.0, d))] for d in (0.0, 0.05, 0.1, 0.25, 0.5, 0.8, 0.99)],
        "maps": maps(rng),
        "clusters": [clusters(rng, "two classes apart", 2, [25, 20], 6), clusters(rng, "two classes mixed", 2, [30, 15], 0.7),
                     clusters(rng, "four classes", 4, [12, 9, 20, 7], 3)],
        "agreement": [agreement(rng, "three and three", 3, 3), agreement(rng, "five and two", 5, 2)],
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
