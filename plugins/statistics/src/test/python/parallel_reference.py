"""Writes the numbers that the tests of parallel prompts (alignment, rsa, within-between, graded-distance) are held against.

usage: python parallel_reference.py > ../resources/dev/lamina/plugins/statistics/parallel.json
(numpy 2.x, scipy 1.17, scikit-learn 1.x; the data are drawn here, so that the file holds both inputs and expectations)
"""
import itertools
import json

import numpy as np
from scipy import spatial, stats
from scipy.spatial import distance
from sklearn import metrics

GROUPS, ITEMS, LAYERS = ["en", "de", "fr"], 9, 2
TIMES = [2, 0, 1, 1, 3, 0, 1, 1, 0]  # a draw of a bootstrap


def draw():
    """-> {component: float32 [groups * items, layers, width]}; one is narrower, one wider than there are items."""
    random = np.random.default_rng(11)
    components = {}
    for name, width in (("resid_post", 6), ("attn_out", 20)):
        item = random.normal(size=(1, ITEMS, LAYERS, width))
        group = 3 * random.normal(size=(len(GROUPS), 1, LAYERS, width))
        noise = random.normal(size=(len(GROUPS), ITEMS, LAYERS, width)) * [[[[1.0], [0.5]]]]
        components[name] = (item + group + noise).reshape(-1, LAYERS, width).astype(np.float32)
    return components


def retrieval(a, b, metric):
    d = distance.cdist(a, b, metric)
    ranks = np.concatenate([[stats.rankdata(row)[i] for i, row in enumerate(d)], [stats.rankdata(row)[i] for i, row in enumerate(d.T)]])
    return {"top1": (ranks == 1).mean(), "mrr": (1 / ranks).mean()}


def tuples(n, size):
    return np.array(list(itertools.permutations(range(n), size))).T


def hsic(k, l, w):
    """The U-statistic over tuples of distinct rows, each as often as the product of its rows' weights."""
    total = []
    for size, value in ((2, lambda t: k[t[0], t[1]] * l[t[0], t[1]]), (4, lambda t: k[t[0], t[1]] * l[t[2], t[3]]),
                        (3, lambda t: k[t[0], t[1]] * l[t[0], t[2]])):
        t = tuples(len(w), size)
        total.append(np.average(value(t), weights=np.prod(np.array(w)[t], axis=0)))
    return total[0] + total[1] - 2 * total[2]


def cka(a, b, w):
    k, l = ((x - x.mean(0)) @ (x - x.mean(0)).T for x in (a, b))
    return hsic(k, l, w) / np.sqrt(hsic(k, k, w) * hsic(l, l, w))


def rsa(a, b, w, metric):
    x, y = (stats.rankdata(distance.pdist(v, metric)) for v in (a, b))
    weights = [w[i] * w[j] for i, j in itertools.combinations(range(len(a)), 2)]
    c = np.cov(x, y, aweights=weights)
    return c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])


def pair(a, b):
    ones = [1] * len(a)
    raw, centred = retrieval(a, b, "cosine"), retrieval(a - a.mean(0), b - b.mean(0), "cosine")
    assert np.isclose(rsa(a, b, ones, "cosine"), stats.spearmanr(distance.pdist(a, "cosine"), distance.pdist(b, "cosine")).statistic)
    return {
        "top1": raw["top1"], "mrr": raw["mrr"], "top1.centred": centred["top1"], "mrr.centred": centred["mrr"],
        "cka": cka(a, b, ones), "rsa": stats.spearmanr(distance.pdist(a, "cosine"), distance.pdist(b, "cosine")).statistic,
        "procrustes": spatial.procrustes(a, b)[2],
        "weighted_hsic": hsic((a - a.mean(0)) @ (a - a.mean(0)).T, (b - b.mean(0)) @ (b - b.mean(0)).T, TIMES), "weighted_rsa": rsa(a, b, TIMES, "cosine"),
        "rsa_correlation": stats.spearmanr(distance.pdist(a, "correlation"), distance.pdist(b, "correlation")).statistic,
    }


def separation(x, metric, apart):
    item, group = np.tile(np.arange(ITEMS), len(GROUPS)), np.repeat(np.arange(len(GROUPS)), ITEMS)
    i, j = np.triu_indices(len(x), 1)
    d = distance.pdist(x, metric)
    wanted = (group[i] != group[j]) if apart else np.ones_like(d, bool)
    within, between = d[wanted & (item[i] == item[j])], d[wanted & (item[i] != item[j])]
    auc = metrics.roc_auc_score([1] * len(within) + [0] * len(between), -np.concatenate([within, between]))
    return {"within": within.mean(), "between": between.mean(), "ratio": within.mean() / between.mean(), "auc": auc,
            "same_group": d[(group[i] == group[j]) & (item[i] != item[j])].mean()}


def graded(x, metric):
    """The first group is the true one, the others are more and more wrong."""
    a, *others = x.reshape(len(GROUPS), ITEMS, -1)
    d = np.array([[getattr(distance, metric)(a[i], other[i]) for other in others] for i in range(ITEMS)])
    rho = np.mean([stats.spearmanr([0, 1], row).statistic for row in d])
    return {"means": d.mean(0).tolist(), "rho": rho, "jt": jonckheere([d[:, g] for g in range(d.shape[1])])}


def jonckheere(samples):
    return float(sum((a < b) + (a == b) / 2 for lower, upper in itertools.combinations(samples, 2) for a in lower for b in upper))


def trend():
    """J of tied values, and its mean and variance over all assignments to groups."""
    values, group = np.array([1, 2, 2, 3, 1, 4, 4, 3, 2.5]), np.array([0, 0, 1, 1, 0, 2, 2, 1, 2])
    all_of = [jonckheere([values[np.array(g) == k] for k in range(3)]) for g in set(itertools.permutations(group.tolist()))]
    j = jonckheere([values[group == k] for k in range(3)])
    return {"values": values.tolist(), "group": group.tolist(), "statistic": j, "z": (j - np.mean(all_of)) / np.std(all_of)}


def main():
    expected = {}
    for name, x in draw().items():
        wide = x.astype(np.float64)
        groups = wide.reshape(len(GROUPS), ITEMS, LAYERS, -1)
        centroids = groups.mean(0)
        rdms = [distance.pdist(centroids[:, layer], "cosine") for layer in range(LAYERS)]
        expected[name] = {
            "values": x.tolist(),
            "pairs": [{f"{GROUPS[a]}+{GROUPS[b]}": pair(groups[a, :, layer], groups[b, :, layer])
                       for a, b in itertools.combinations(range(len(GROUPS)), 2)} for layer in range(LAYERS)],
            "separation": [{f"{metric}{'.apart' if apart else ''}": separation(wide[:, layer], metric, apart)
                            for metric in ("cosine", "euclidean") for apart in (True, False)} for layer in range(LAYERS)],
            "graded": [{metric: graded(wide[:, layer], metric) for metric in ("cosine", "euclidean")} for layer in range(LAYERS)],
            "rsa_of_layers": stats.spearmanr(*rdms).statistic, "rdm": rdms[0].tolist(),
        }
    z = [0.0, 0.3, -1.96, 2.999, 3.0, 3.001, -5.5, 12.0]
    print(json.dumps({"groups": GROUPS, "items": ITEMS, "times": TIMES, "components": expected, "trend": trend(),
                      "normal": {"z": z, "p": (2 * stats.norm.sf(np.abs(z))).tolist()}}, indent=1))


if __name__ == "__main__":
    main()
