"""Writes the numbers that ridge regressions are held against: scikit-learn's and scipy's on fixed data.

usage: ridge.py OUT.json     (made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6)
"""
import json
import sys

import numpy as np
from scipy.stats import pearsonr, spearmanr
from sklearn.linear_model import Ridge, RidgeCV
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CHOICES = 10 ** (6 - np.arange(17) / 2)


def data(rng, n, d):
    """A number that depends on some of the features, which are of different scale; feature 1 is constant."""
    x = rng.normal(size=(n, d)) @ (np.eye(d) + 0.3 * rng.normal(size=(d, d)))
    x[:, 1] = 0.25
    x[:, 2] *= 7
    y = 1900 + 12 * x[:, 0] + 3 * x[:, 2] + 20 * rng.normal(size=n)
    return np.round(x, 3).astype(np.float32).astype(float), np.round(y)


def fit(x, y, model):
    fitted = make_pipeline(StandardScaler(), model).fit(x, y)
    weights = fitted[-1].coef_ / fitted[0].scale_
    return {"weights": weights.tolist(), "intercept": float(fitted[-1].intercept_ - weights @ fitted[0].mean_)}


def left_out(x, y, groups, alpha):
    """The squared errors on each group, of a regression fitted without it on rows standardized by all."""
    z = StandardScaler().fit_transform(x)
    return sum(float(((y[groups == g] - Ridge(alpha).fit(z[groups != g], y[groups != g]).predict(z[groups == g])) ** 2).sum())
               for g in np.unique(groups))


def fits(rng):
    found = []
    for n, d in ((50, 8), (24, 40)):
        x, y = data(rng, n, d)
        groups = rng.integers(0, n // 3, n)
        tuned = make_pipeline(StandardScaler(), RidgeCV(CHOICES)).fit(x, y)[-1].alpha_
        errors = [left_out(x, y, groups, alpha) for alpha in CHOICES]
        found.append({"x": x.tolist(), "y": y.tolist(), "groups": groups.tolist(), "fixed": fit(x, y, Ridge(3.0)),
                      "tuned": fit(x, y, RidgeCV(CHOICES)), "alpha": float(tuned), "left_out": errors})
    return found


def cross_validation(rng):
    x, y = data(rng, 60, 70)
    y[:20] = np.round(y[:20], -1)  # there are ties
    folds = rng.permutation(np.arange(60) % 4)
    predicted, means = np.empty(60), np.empty(60)
    alphas = []
    for fold in range(4):
        model = make_pipeline(StandardScaler(), RidgeCV(CHOICES)).fit(x[folds != fold], y[folds != fold])
        means[folds == fold] = y[folds != fold].mean()
        predicted[folds == fold] = model.predict(x[folds == fold])
        alphas.append(float(model[-1].alpha_))
    return {"x": x.tolist(), "y": y.tolist(), "folds": folds.tolist(), "predicted": predicted.tolist(), "alphas": alphas,
            "r2": r2_score(y, predicted), "pearson": pearsonr(y, predicted)[0], "spearman": spearmanr(y, predicted)[0],
            "mae": mean_absolute_error(y, predicted), "baseline": mean_absolute_error(y, means)}


def main():
    numbers = {"fits": fits(np.random.default_rng(20261205)), "cross_validation": cross_validation(np.random.default_rng(20261206))}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
