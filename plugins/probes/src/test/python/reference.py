"""Writes the numbers that the probes are held against: scikit-learn's and scipy's on fixed data.

usage: reference.py OUT.json     (made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6)
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, PredefinedSplit
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import NearestCentroid
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


def given_splits(rng):
    x, labels = rows(rng, 120, 8, 1.0)
    source = rng.permutation(np.repeat(["atlas", "books", "news", "web"], [50, 30, 25, 15]))
    part = np.where(rng.random(120) < 0.7, "train", "test")
    model = make_pipeline(StandardScaler(), regression(1.0))
    one_out = {str(source[test[0]]): model.fit(x[training], labels[training]).score(x[test], labels[test])
               for training, test in LeaveOneGroupOut().split(x, labels, source)}
    (training, test), = PredefinedSplit(np.where(part == "train", -1, 0)).split()
    fitted = model.fit(x[training], labels[training] == 0)
    return {"x": x.round(3).tolist(), "labels": labels.tolist(), "source": source.tolist(), "part": part.tolist(),
            "one_out": one_out, "test": {"accuracy": fitted.score(x[test], labels[test] == 0),
                                         "auc": roc_auc_score(labels[test] == 0, fitted.decision_function(x[test]))}}


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


def raw(scaler, weights, intercept):
    """As directions of activations as they are."""
    weights = weights / scaler.scale_
    return {"weights": plain(weights), "intercept": float(intercept - weights @ scaler.mean_)}


def svm(x, positive, c):
    """Squared hinge without a penalty on the intercept, which liblinear would penalize."""
    scaler = StandardScaler().fit(x)
    z, y = scaler.transform(x), np.where(positive, 1, -1)

    def cost(point):
        lacking = np.maximum(0, 1 - y * (z @ point[:-1] + point[-1]))
        slope = -2 * c * y * lacking
        return (point[:-1] @ point[:-1] / 2 + c * lacking @ lacking,
                np.append(point[:-1] + z.T @ slope, slope.sum()))

    point = minimize(cost, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", tol=1e-15,
                     options={"maxiter": 100_000, "maxfun": 100_000, "gtol": 1e-10}).x
    return raw(scaler, point[:-1], point[-1])


def mass_mean(x, positive, iid):
    """Marks and Tegmark's: theta = mu+ - mu-, or pinv(covariance) theta; the boundary halfway."""
    high, low = x[positive].mean(0), x[~positive].mean(0)
    weights = high - low
    if iid:
        centred = np.vstack([x[positive] - high, x[~positive] - low])
        values, vectors = np.linalg.eigh(centred.T @ centred / len(x))
        kept = values > 1e-3
        weights = vectors[:, kept] @ ((vectors[:, kept].T @ weights) / values[kept])
    return {"weights": plain(weights), "intercept": float(-weights @ (high + low) / 2)}


def lda(x, positive):
    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(x, positive)
    return {"weights": plain(model.coef_[0]), "intercept": float(model.intercept_[0])}


def kinds(rng):
    found = []
    for n, d in ((60, 8), (24, 40)):
        x, labels = rows(rng, n, d, 2.0)
        x[:, 2] *= 5  # activations have features of different scale
        keep = rng.permutation(n)[: n * 5 // 6]  # uneven classes
        x, positive = float32(x[keep]), labels[keep] == 0
        found.append({"x": x.round(3).tolist(), "labels": (~positive).astype(int).tolist(),
                      "svm": svm(x, positive, 0.1), "mass_mean": mass_mean(x, positive, False),
                      "mass_mean_iid": mass_mean(x, positive, True), "lda": lda(x, positive)})
    return found


def three_centroids(rng):
    labels = np.arange(90) % 3
    x = rng.normal(size=(90, 6))
    x[np.arange(90), labels] += 1.0
    x = float32(x)
    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(x, labels)
    return {"x": x.round(3).tolist(), "labels": labels.tolist(), "lda": plain(model.decision_function(x)),
            "mass_mean": NearestCentroid().fit(x, labels).predict(x).tolist()}


def transfer(rng):
    """Three sets: the label's direction of the second is the opposite of the first's, the third has another one."""
    n, d = 60, 6
    x = rng.normal(size=(3 * n, d))
    labels, sets = np.tile(np.arange(n) % 2, 3), np.repeat(np.arange(3), n)
    sign = np.where(labels == 0, 1.5, -1.5)
    x[sets == 0, 0] += sign[sets == 0]
    x[sets == 1, 0] -= sign[sets == 1]
    x[sets == 1, 1] += sign[sets == 1]
    x[sets == 2, 2] += sign[sets == 2]
    x = float32(x)

    def accuracy(training, test):
        model = make_pipeline(StandardScaler(), regression(1.0)).fit(x[training], labels[training] == 0)
        decisions = model.decision_function(x[test])
        return [accuracy_score(labels[test] == 0, decisions > 0), roc_auc_score(labels[test] == 0, decisions)]

    across = [[accuracy(sets == a, sets == b) if a != b else None for b in range(3)] for a in range(3)]
    return {"x": x.round(3).tolist(), "labels": labels.tolist(), "sets": sets.tolist(), "across": across,
            "others": [accuracy(sets != b, sets == b) for b in range(3)]}


def calibration(rng):
    decisions, labels = np.round(rng.normal(size=200) * 2, 2), rng.integers(0, 2, 200)
    p, truth = 1 / (1 + np.exp(-decisions)), labels == 0
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum((bins == k).mean() * abs(p[bins == k].mean() - truth[bins == k].mean()) for k in np.unique(bins))
    return {"decisions": decisions.tolist(), "labels": labels.tolist(), "brier": brier_score_loss(truth, p), "ece": float(ece)}


def main():
    rng = np.random.default_rng(20261123)
    numbers = {"fits": fits(rng), "three_classes": three_classes(rng), "cross_validation": cross_validation(rng),
               "binary_scores": binary_scores(rng), "class_scores": class_scores(rng),
               "kinds": kinds(np.random.default_rng(20261129)),
               "three_centroids": three_centroids(np.random.default_rng(20261130)),
               "transfer": transfer(np.random.default_rng(20261202)),
               "given_splits": given_splits(np.random.default_rng(20261203)),
               "calibration": calibration(np.random.default_rng(20261201))}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
