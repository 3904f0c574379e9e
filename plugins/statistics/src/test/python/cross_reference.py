"""Writes the numbers that the test of model-similarity is held against.

usage: python cross_reference.py > ../resources/dev/lamina/plugins/statistics/cross.json
(numpy 2.x, scipy 1.17; the data are drawn here, so that the file holds both inputs and expectations)
"""
import itertools
import json

import numpy as np
from scipy import spatial, stats
from scipy.spatial import distance

PROMPTS, LAYERS, WIDTHS = 12, (3, 2), (6, 9)


def draw():
    """-> two models, float32 [prompts, layers, width], that have something in common; the second stands far from zero."""
    random = np.random.default_rng(5)
    common = random.normal(size=(PROMPTS, 4))
    models = []
    for layers, width, offset in zip(LAYERS, WIDTHS, (0, 500)):
        mixing = random.normal(size=(layers, 4, width))
        noise = random.normal(size=(PROMPTS, layers, width)) * np.linspace(0.5, 3, layers)[None, :, None]
        models.append((offset + np.einsum("pk,lkw->plw", common, mixing) + noise).astype(np.float32))
    return models


def kernels(x, kernel):
    found = []
    for layer in range(x.shape[1]):
        rows = x[:, layer].astype(np.float64)
        if kernel == "linear":
            rows = rows - rows.mean(0)
            found.append(rows @ rows.T)
        else:
            d = distance.pdist(rows)
            found.append(np.exp(-distance.squareform(d) ** 2 / (2 * np.median(d) ** 2)))
    return found


def hsic(k, l):
    """The U-statistic that it is, over all tuples of distinct prompts."""
    two, three, four = (np.array(list(itertools.permutations(range(PROMPTS), size))).T for size in (2, 3, 4))
    return ((k[two[0], two[1]] * l[two[0], two[1]]).mean() + (k[four[0], four[1]] * l[four[2], four[3]]).mean()
            - 2 * (k[three[0], three[1]] * l[three[0], three[2]]).mean())


def cka(x, y, kernel):
    first, second = kernels(x, kernel), kernels(y, kernel)
    return [[hsic(k, l) / np.sqrt(hsic(k, k) * hsic(l, l)) for l in second] for k in first]


def rsa(x, y, metric):
    first, second = ([distance.pdist(m[:, layer].astype(np.float64), metric) for layer in range(m.shape[1])] for m in (x, y))
    return [[stats.spearmanr(a, b).statistic for b in second] for a in first]


def procrustes(x, y):
    """scipy's wants both of one width: columns of zeros change nothing."""
    wide = np.zeros((PROMPTS, x.shape[1], y.shape[2]))
    wide[:, :, :x.shape[2]] = x
    return [[1 - spatial.procrustes(wide[:, i], y[:, j].astype(np.float64))[2] for j in range(y.shape[1])] for i in range(x.shape[1])]


def main():
    x, y = draw()
    print(json.dumps({
        "first": x.tolist(), "second": y.tolist(),
        "cka": {kernel: cka(x, y, kernel) for kernel in ("linear", "rbf")},
        "rsa": {metric: rsa(x, y, metric) for metric in ("cosine", "correlation", "euclidean")},
        "procrustes": procrustes(x, y),
    }, indent=1))


if __name__ == "__main__":
    main()
