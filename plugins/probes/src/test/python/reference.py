"""Writes the numbers that the probes are held against: scikit-learn's and scipy's on fixed data.

usage: reference.py OUT.json     (made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6)
"""
import json
import sys

import numpy as np
from scipy.stats import t
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def regression(c):
    return LogisticRegression(C=c, tol=1e-10, max_iter=100_000)


def float32(x):
    """Rounded so that JSON holds them exactly; as doubles, because scikit-learn computes float32 rows in float32."""
    return np.round(x, 3).astype(np.float32).astype(float)


def rows(rng, n, d, shift):
    """Class 0 and 1 in turn, some features correlated, feature 1 constant."""
    labels = np.arange(n) % 2
    x = rng.normal(size=(n, d)) @ (np.eye(d) + 0.3 * rng.normal(size=(d, d)))
    x[:, 0] += shift * (1 - labels)
    x[:, 1] = 0.3
    return float32(x), labels


def plain(array):
    return np.asarray(array, dtype=float).round(12).tolist()


def fits(rng):
    found = []
    few = np.random.default_rng(20261128)
    for name, of, n, d, c in (("more rows than features", rng, 60, 8, 1.0), ("more features than rows", rng, 30, 60, 1.0),
                              ("about as many", rng, 50, 40, 0.05), ("weak penalty", rng, 40, 12, 100.0),
                              ("few rows, two of them equal", few, 16, 80, 1.0)):
        x, labels = rows(of, n, d, 2.0)
        if of is few:
            x[7] = x[5]
        model = make_pipeline(StandardScaler(), regression(c)).fit(x, labels == 0)
        found.append({"name": name, "c": c, "x": x.round(3).tolist(), "labels": labels.tolist(),
                      "weights": plain(model[-1].coef_[0]), "intercept": float(model[-1].intercept_[0])})
    return found


def three_classes(rng):
    labels = np.arange(60) % 3
    x = rng.normal(size=(60, 10))
    x[np.arange(60), labels] += 1.5
    x = float32(x)
    model = make_pipeline(StandardScaler(), OneVsRestClassifier(regression(1.0))).fit(x, labels)
    return {"x": x.round(3).tolist(), "labels": labels.tolist(),
            "weights": [plain(of.coef_[0]) for of in model[-1].estimators_],
            "intercepts": [float(of.intercept_[0]) for of in model[-1].estimators_],
            "predicted": model.predict(x).tolist()}


def cross_validation(rng):
    x, labels = rows(rng, 120, 30, 1.0)
    folds = rng.permutation(np.arange(120) % 4)
    scores = []
    for fold in range(4):
        model = make_pipeline(StandardScaler(), regression(1.0)).fit(x[folds != fold], labels[folds != fold] == 0)
        decisions, truth = model.decision_function(x[folds == fold]), labels[folds == fold] == 0
        scores.append({"accuracy": accuracy_score(truth, decisions > 0), "auc": roc_auc_score(truth, decisions),
                       "f1": f1_score(truth, decisions > 0)})
    return {"x": x.round(3).tolist(), "labels": labels.tolist(), "folds": folds.tolist(), "scores": scores}


def binary_scores(rng):
    labels = rng.integers(0, 2, 40)
    decisions = np.round(rng.normal(size=40) + 0.7 * (1 - labels), 1)  # rounded: there are ties
    return {"labels": labels.tolist(), "decisions": decisions.tolist(),
            "accuracy": accuracy_score(labels == 0, decisions > 0), "auc": roc_auc_score(labels == 0, decisions),
            "f1": f1_score(labels == 0, decisions > 0)}


def class_scores(rng):
    labels = rng.integers(0, 4, 50)
    decisions = np.round(rng.normal(size=(50, 4)), 2)
    decisions[np.arange(50), labels] += 0.8
    decisions[:, 3] -= 5  # never predicted
    predicted = decisions.argmax(1)
    return {"labels": labels.tolist(), "decisions": decisions.tolist(), "accuracy": accuracy_score(labels, predicted),
            "auc": float(np.mean([roc_auc_score(labels == k, decisions[:, k]) for k in range(4)])),
            "f1": f1_score(labels, predicted, average="macro")}


def main():
    rng = np.random.default_rng(20261123)
    numbers = {"fits": fits(rng), "three_classes": three_classes(rng), "cross_validation": cross_validation(rng),
               "binary_scores": binary_scores(rng), "class_scores": class_scores(rng),
               "student_975": {str(k): t.ppf(0.975, k) for k in (1, 2, 3, 4, 9, 10, 99)}}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
