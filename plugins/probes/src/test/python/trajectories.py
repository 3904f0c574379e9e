"""Writes the numbers that trajectories and the scores of single classes are held against: numpy's and scikit-learn's.

usage: trajectories.py OUT.json     (made with scikit-learn 1.9.1, numpy 2.4.6)
"""
import json
import sys

import numpy as np
from sklearn.metrics import recall_score, roc_auc_score

LAYERS, WIDTH, FOLDS = 3, 5, 3


def texts():
    """Eight facts and their counterfactuals: subjects and objects of one or two words, one prompt without subject."""
    prompts = []
    for fact in range(8):
        subject = ["Paris", "New York", "Rome", "San Marino"][fact % 4] + str(fact)
        for value, thing in (("true", "France"), ("false", "Sri Lanka" if fact % 3 == 0 else "Peru")):
            text = f"{subject} is in {thing}"
            spans = {"subject": [0, len(subject)], "object": [len(text) - len(thing), len(text)]}
            if fact == 5 and value == "false":
                del spans["subject"]
            prompts.append({"text": text, "is_true": value, "pair": f"fact {fact}", "fold": fact % FOLDS, "spans": spans})
    return prompts


def tokens_of(text, span):
    """The places of the words that share a character with the span."""
    start, places = 0, []
    for place, word in enumerate(text.split(" ")):
        if start < span[1] and span[0] < start + len(word):
            places.append(place)
        start += len(word) + 1
    return places


def cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


def measures(x, prompts, folds, truth):
    """x: a list of [tokens, layers, width] -> a list of {measure: [layers, tokens]}"""
    found = []
    for p, tokens in enumerate(x):
        train = [q for q in range(len(x)) if folds[q] != folds[p]]
        of = {"l2_norm": [], "to_last": [], "to_previous": [], "score": []}
        for layer in range(LAYERS):
            mean = {value: np.mean([x[q][-1, layer] for q in train if truth[q] == value], 0) for value in (True, False)}
            w = mean[True] - mean[False]
            of["l2_norm"].append(np.linalg.norm(tokens[:, layer], axis=1))
            of["to_last"].append([cosine(t, tokens[-1, layer]) for t in tokens[:, layer]])
            of["to_previous"].append([cosine(t[layer], t[layer - 1]) if layer else np.nan for t in tokens])
            of["score"].append([2 * (t - (mean[True] + mean[False]) / 2) @ w / (w @ w) for t in tokens[:, layer]])
        found.append({name: np.array(value) for name, value in of.items()})
    return found


def trajectories(rng):
    prompts = texts()
    truth = np.array([p["is_true"] == "true" for p in prompts])
    folds = [p["fold"] for p in prompts]
    x = [np.round(rng.normal(size=(len(p["text"].split(" ")), LAYERS, WIDTH)) + 0.3, 3).astype(np.float32).astype(float)
         for p in prompts]
    for p in range(len(x)):
        x[p][:, 1:, 0] += 0.8 * truth[p]
    of = measures(x, prompts, folds, truth)
    expected = []
    for layer in range(LAYERS):
        for position in ("subject", "object", "last"):
            have = [p for p in range(len(x)) if position == "last" or position in prompts[p]["spans"]]
            places = {p: [len(x[p]) - 1] if position == "last" else tokens_of(prompts[p]["text"], prompts[p]["spans"][position])
                      for p in have}
            numbers = {name: np.array([of[p][name][layer][places[p]].mean() for p in have])
                       for name in ("l2_norm", "to_last", "to_previous", "score")}
            here = truth[have]
            entry = {"layer": layer, "position": position, "prompts": len(have),
                     "auc": roc_auc_score(here, numbers["score"])}
            for name, values in numbers.items():
                if not np.isnan(values).any():
                    entry[name] = [values.mean(), values[here].mean(), values[~here].mean(), values.std(ddof=1)]
            expected.append(entry)
    return {"prompts": prompts, "values": [row.round(3).tolist() for tokens in x for row in tokens], "expected": expected,
            "first_prompt": {name: np.nan_to_num(value, nan=-9).tolist() for name, value in of[0].items()}}


def class_scores(rng):
    """One class against the rest, as a mean over folds; class 3 is nearly never predicted."""
    n, classes = 90, 4
    labels = rng.integers(0, classes, n)
    folds = np.arange(n) % 3
    decisions = np.round(rng.normal(size=(n, classes)), 1)
    decisions[np.arange(n), labels] += 1.0
    decisions[:, 3] -= 2
    scores = []
    for k in range(classes):
        auc = [roc_auc_score(labels[folds == f] == k, decisions[folds == f, k]) for f in range(3)]
        recall = [recall_score(labels[folds == f] == k, decisions[folds == f].argmax(1) == k) for f in range(3)]
        scores.append({"auc": np.mean(auc), "recall": np.mean(recall)})
    return {"labels": labels.tolist(), "folds": folds.tolist(), "decisions": decisions.tolist(), "scores": scores}


def main():
    numbers = {"trajectories": trajectories(np.random.default_rng(20261123)),
               "class_scores": class_scores(np.random.default_rng(20261124))}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(numbers, file)
        file.write("\n")


if __name__ == "__main__":
    main()
