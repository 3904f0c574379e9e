"""Writes the numbers that the tests hold the analyses against, from numpy and scipy.

usage: python reference.py > ../resources/dev/lamina/plugins/statistics/reference.json
(numpy 2.x, scipy 1.17, scikit-dimension 0.5; the data are drawn here, so that the file holds both inputs and expectations)
"""
import itertools
import json

import numpy as np
import skdim.id
from scipy import stats
from scipy.spatial import distance

PROMPTS, LAYERS, D_MODEL, THRESHOLD = 14, 3, 6, 0.1
IS_TRUE = [True, False] * 6 + [True, True]
RELATION = ["located_in", "capital_of", "written_by", "located_in", "written_by", "capital_of", "located_in"] * 2


def draw():
    """-> {component: float32 [prompts, layers, d_model]}; attn_out stands far from zero: a test of stability."""
    random = np.random.default_rng(7)
    resid = random.normal(size=(PROMPTS, LAYERS, D_MODEL)) * [[[1], [2], [5]]]
    resid[np.array(IS_TRUE), 1] *= 1.5
    attn = 3000 + 0.05 * random.normal(size=(PROMPTS, LAYERS, D_MODEL))
    return {"resid_post": resid.astype(np.float32), "attn_out": attn.astype(np.float32)}


def statistics(layers, rows):
    """layers: [prompts, n, d_model]; every layer's own std decides what is near zero."""
    x = layers[rows].astype(np.float64)
    bound = THRESHOLD * layers.astype(np.float64).std(axis=(0, 2), keepdims=True)
    return {
        "mean": x.mean(), "std": x.std(), "min": x.min(), "max": x.max(),
        "l2_norm": np.linalg.norm(x, axis=-1).mean(), "sparsity": (np.abs(x) < bound).mean(),
    }


def layer_difference(x, first):
    """p_exact is over all splits (scipy.stats.permutation_test doubles the smaller tail instead)."""
    norms = np.linalg.norm(x.astype(np.float64), axis=-1)
    a, b = norms[first], norms[~first]
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2))
    splits = itertools.combinations(range(len(norms)), len(a))
    sums = np.array([norms[list(split)].sum() for split in splits])
    differences = np.abs(sums / len(a) - (norms.sum() - sums) / len(b))
    exact = (differences >= abs(a.mean() - b.mean()) - 1e-12).mean()
    return {"difference": a.mean() - b.mean(), "percent": 100 * (a.mean() - b.mean()) / b.mean(),
            "effect_size": (a.mean() - b.mean()) / pooled, "p_exact": exact,
            "first_std": a.std(), "second_std": b.std()}


def sparsity(x, rows):
    """x: [prompts, n]. Gini as the mean difference of two entries' sizes; the ratio from eigenvalues."""
    x = x[rows].astype(np.float64)
    n = x.shape[1]
    sizes = np.abs(x)
    hoyer = (np.sqrt(n) - sizes.sum(1) / np.linalg.norm(x, axis=1)) / (np.sqrt(n) - 1)
    gini = np.abs(sizes[:, :, None] - sizes[:, None, :]).sum((1, 2)) / (2 * n * sizes.sum(1))
    eigenvalues = np.linalg.eigvalsh(np.cov(x, rowvar=False))
    return {"hoyer": hoyer.mean(), "gini": gini.mean(), "kurtosis": stats.kurtosis(x, axis=1).mean(),
            "participation_ratio": eigenvalues.sum() ** 2 / (eigenvalues ** 2).sum()}


def dimension(x):
    """x: [prompts, n]. The spectrum by numpy; TwoNN by scikit-dimension."""
    x = x.astype(np.float64)
    eigenvalues = np.linalg.eigvalsh(np.cov(x, rowvar=False))[::-1]
    shares = eigenvalues / eigenvalues.sum()
    return {"shares": shares[:len(x)].tolist(), "explained.1": shares[0],
            **{"dimensions.%d" % percent: int(np.searchsorted(np.cumsum(shares), percent / 100) + 1) for percent in (90, 95, 99)},
            "participation_ratio": 1 / (shares ** 2).sum(), "two_nn": float(skdim.id.TwoNN().fit(x).dimension_)}


def curved():
    """More dimensions than prompts, and the reverse, on a curved surface with a little noise."""
    random = np.random.default_rng(11)
    found = []
    for prompts, width in ((24, 40), (100, 12)):
        t = random.normal(size=(prompts, 3))
        x = np.c_[t, t ** 2, np.sin(2 * t)] @ random.normal(size=(9, width)) + 0.05 * random.normal(size=(prompts, width)) + 3
        x = x.round(3).astype(np.float32)
        found.append({"values": x.astype(float).round(3).tolist(), "dimension": dimension(x)})
    return found


def cka(x, kernel):
    """x: [prompts, layers, n] -> [layers, layers]. HSIC as the U-statistic that it is, over all distinct prompts."""
    x = x.astype(np.float64) - x.astype(np.float64).mean(0)
    kernels = []
    for layer in range(x.shape[1]):
        if kernel == "linear":
            kernels.append(x[:, layer] @ x[:, layer].T)
        else:
            d = distance.pdist(x[:, layer])
            kernels.append(np.exp(-distance.squareform(d) ** 2 / (2 * np.median(d) ** 2)))
    n = len(x)
    two = np.array(list(itertools.permutations(range(n), 2))).T
    three = np.array(list(itertools.permutations(range(n), 3))).T
    four = np.array(list(itertools.permutations(range(n), 4))).T
    def hsic(k, l):
        return ((k[two[0], two[1]] * l[two[0], two[1]]).mean() + (k[four[0], four[1]] * l[four[2], four[3]]).mean()
                - 2 * (k[three[0], three[1]] * l[three[0], three[2]]).mean())
    return [[hsic(k, l) / np.sqrt(hsic(k, k) * hsic(l, l)) for l in kernels] for k in kernels]


def pairs(x, labels):
    x = x.astype(np.float64)
    found = []
    for first, second in itertools.combinations(dict.fromkeys(labels), 2):
        a, b = (x[[label == name for label in labels]] for name in (first, second))
        both = np.concatenate([a - a.mean(0), b - b.mean(0)])
        trace = (both ** 2).sum() / (len(both) - 2)
        found.append({
            "first": first, "second": second, "euclidean": distance.euclidean(a.mean(0), b.mean(0)),
            "cosine": distance.cosine(a.mean(0), b.mean(0)), "chance": np.sqrt(trace * (1 / len(a) + 1 / len(b)))})
    return found


def main():
    truth = np.array(IS_TRUE)
    groups = {"": np.ones_like(truth), "is_true=true": truth, "is_true=false": ~truth}
    expected = {}
    for name, x in draw().items():
        wide = x.astype(np.float64)
        expected[name] = {
            "values": x.tolist(),
            "statistics": [{g: statistics(x[:, [layer]], rows) for g, rows in groups.items()} for layer in range(LAYERS)],
            "over_layers": {g: statistics(x, rows) for g, rows in groups.items()},
            "differences": [layer_difference(x[:, layer], truth) for layer in range(LAYERS)],
            "sparsity": [{g: sparsity(x[:, layer], rows) for g, rows in groups.items()} for layer in range(LAYERS)],
            "dimension": [dimension(x[:, layer]) for layer in range(LAYERS)],
            "cka": {kernel: cka(x, kernel) for kernel in ("linear", "rbf")},
            "pairs": [pairs(x[:, layer], RELATION) for layer in range(LAYERS)],
            "magnitudes": {"l2_norm": np.linalg.norm(wide, axis=-1).tolist(), "mean_abs": np.abs(wide).mean(-1).tolist(),
                           "max_abs": np.abs(wide).max(-1).tolist(), "std": wide.std(-1).tolist()},
        }
    p_values = [0.001, 0.04, 0.03, 0.2, 0.04, 0.9, 0.012]
    print(json.dumps({
        "is_true": [str(value).lower() for value in IS_TRUE], "relation": RELATION, "components": expected, "curved": curved(),
        "benjamini_hochberg": {"p": p_values, "adjusted": stats.false_discovery_control(p_values).tolist()},
    }, indent=1))


if __name__ == "__main__":
    main()
