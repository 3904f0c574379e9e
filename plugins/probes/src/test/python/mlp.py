"""Writes the numbers that perceptrons are held against: scikit-learn's MLPClassifier(solver="lbfgs") on fixed data.

usage: mlp.py OUT.json     (made with scikit-learn 1.9.1, numpy 2.4.6)
"""
import json
import sys
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.neural_network._multilayer_perceptron import _pack
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelBinarizer, StandardScaler


def float32(x):
    """Rounded so that JSON holds them exactly; as doubles, because scikit-learn computes float32 rows in float32."""
    return np.round(x, 3).astype(np.float32).astype(float)


def perceptron(hidden, alpha, seed, steps=200):
    return MLPClassifier((hidden,), activation="relu", solver="lbfgs", alpha=alpha, max_iter=steps, random_state=seed)


def cost(x, targets, hidden, alpha):
    """Loss and gradient where a fit is after a few steps, by scikit-learn's own backpropagation."""
    z = StandardScaler().fit_transform(x)
    model = perceptron(hidden, alpha, 3, steps=4).fit(z, targets)
    y = LabelBinarizer().fit_transform(targets)
    sizes = [hidden, y.shape[1]]
    activations = [z] + [np.empty((len(z), size)) for size in sizes]
    deltas = [np.empty_like(of) for of in activations[1:]]
    shapes = [of.shape for of in model.coefs_]
    loss, gradient = model._loss_grad_lbfgs(
        _pack(model.coefs_, model.intercepts_), z, y, None, activations, deltas,
        [np.empty(of) for of in shapes], [np.empty(of[1]) for of in shapes])
    pieces, start = [], 0
    for shape in shapes + [(of[1],) for of in shapes]:
        size = int(np.prod(shape))
        pieces.append(gradient[start:start + size].reshape(shape).T.ravel())
        start += size
    w, v, b, c = pieces
    point = [model.coefs_[0].T.ravel(), model.intercepts_[0], model.coefs_[1].T.ravel(), model.intercepts_[1]]
    return {"x": x.tolist(), "hidden": hidden, "alpha": alpha, "point": np.concatenate(point).tolist(),
            "loss": float(loss), "gradient": np.concatenate([w, b, v, c]).tolist()}


def costs(rng):
    x = float32(rng.normal(size=(40, 6)) * [1, 5, 0.2, 1, 1, 1] + [0, 0, 0, 3, 0, 0])
    two, three = np.arange(40) % 2, np.arange(40) % 3
    x[:, 0] += two
    x[:, 1] += 5 * (three == 2)
    x[:, 4] = 0.25  # constant
    x = float32(x)
    return [{**cost(x, (two == 0).astype(int), 5, 0.7), "labels": two.tolist(), "classes": 2},
            {**cost(x, three, 4, 2.0), "labels": three.tolist(), "classes": 3}]


def held_out(rng):
    """Labels by the sign of a product, with noise: no linear map tells them."""
    n, d = 400, 8
    x = rng.normal(size=(n, d)) @ (np.eye(d) + 0.2 * rng.normal(size=(d, d)))
    x = float32(x)
    labels = (x[:, 0] * x[:, 1] + 0.3 * x[:, 2] + 0.3 * rng.normal(size=n) > 0).astype(int)
    folds = rng.permutation(np.arange(n) % 4)

    def accuracy(model):
        right = 0
        for fold in range(4):
            fitted = make_pipeline(StandardScaler(), model).fit(x[folds != fold], labels[folds != fold])
            right += (fitted.predict(x[folds == fold]) == labels[folds == fold]).sum()
        return right / n

    found = [accuracy(perceptron(16, 10.0, seed)) for seed in range(20)]
    return {"x": x.tolist(), "labels": labels.tolist(), "folds": folds.tolist(), "hidden": 16, "alpha": 10.0,
            "accuracy": float(np.mean(found)), "lowest": min(found), "highest": max(found),
            "logistic": accuracy(LogisticRegression())}


def main():
    warnings.filterwarnings("ignore", message="lbfgs failed to converge")
    numbers = {"costs": costs(np.random.default_rng(20261203)), "held_out": held_out(np.random.default_rng(20261204))}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
