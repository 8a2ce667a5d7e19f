"""The judge: candidate ties → calibrated confidence, by learned weights and nothing but numpy."""

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geoanalysis import resources


@dataclass(frozen=True)
class Judge:
    """Boosted trees over named features, and a map from their sum to a probability.

    columns: feature name → column; feature, threshold, left, right, value: (trees, nodes) arrays, a leaf points to itself;
    base: the sum before the first tree; knots: (2, k) raw sums and the probabilities that they mean;
    memory: word key → (share of its candidates that were meant, smoothed; how many there were).
    """

    columns: dict
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    base: float
    knots: np.ndarray
    depth: int
    memory: dict

    def remember(self, rows, keys):
        """Add to each feature dict what the memory holds for its word keys; nothing for words never seen in training."""
        for row, found in zip(rows, keys, strict=True):
            for number, key in enumerate(found):
                share, seen = self.memory.get(key, (self.memory[""][0], 0))
                row[f"share {number}"], row[f"seen {number}"] = share, seen
        return rows

    def matrix(self, rows):
        """Feature dicts → float array (candidates, columns)."""
        out = np.zeros((len(rows), len(self.columns)), dtype=np.float32)
        columns = self.columns
        for i, row in enumerate(rows):
            for name, value in row.items():
                j = columns.get(name)
                if j is not None:
                    out[i, j] = value
        return out

    def score(self, rows, keys):
        """Return the probability that each candidate is meant, shape (candidates,), from its features and word keys.

        Friedman (2001), Greedy function approximation: a gradient boosting machine. Calibration: isotonic regression on held-out
        folds (Zadrozny & Elkan 2002), read off by interpolation.
        """
        if not rows:
            return np.zeros(0)
        return np.interp(self.raw(self.matrix(self.remember(rows, keys))), self.knots[0], self.knots[1])

    def raw(self, x):
        """The sum of all trees for each row of the feature matrix."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(x), len(trees)), dtype=np.int32)
        rows = np.arange(len(x))[:, None]
        for _ in range(self.depth):
            at = x[rows, self.feature[trees, node]]
            node = np.where(at <= self.threshold[trees, node], self.left[trees, node], self.right[trees, node])
        return self.base + self.value[trees, node].sum(axis=1)


@lru_cache(maxsize=4)
def load_judge(path=None):
    """Load the shipped weights, or those at `path` (.npz)."""
    with np.load(path or resources.path("judge.npz"), allow_pickle=False) as data:
        names = json.loads(str(data["columns"]))
        return Judge({n: i for i, n in enumerate(names)}, data["feature"], data["threshold"], data["left"], data["right"], data["value"],
                     float(data["base"]), data["knots"], int(data["depth"]), json.loads(str(data["memory"])))
