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
    base: the sum before the first tree; slope, offset: from the sum to the log-odds of the probability;
    memory: word key → (share of its candidates that were meant, smoothed; how many there were).
    """

    columns: dict
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    base: float
    slope: float
    offset: float
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

        Friedman (2001), Greedy function approximation: a gradient boosting machine. Calibration on held-out folds: Platt
        (1999), Probabilistic outputs for support vector machines.
        """
        if not rows:
            return np.zeros(0)
        raw = self.raw(self.matrix(self.remember(rows, keys)))
        return 1 / (1 + np.exp(-(self.slope * raw + self.offset)))

    def raw(self, x):
        """The sum of all trees for each row of the feature matrix, all trees walked in step."""
        trees, size = self.feature.shape
        root = np.arange(trees) * size  # in the arrays laid flat, each tree begins where the one before ends
        feature, threshold, value = self.feature.ravel(), self.threshold.ravel(), self.value.ravel()
        left, right = (self.left + root[:, None]).ravel(), (self.right + root[:, None]).ravel()
        node = np.broadcast_to(root, (len(x), trees))
        first = np.arange(len(x))[:, None] * x.shape[1]
        cells = x.ravel()
        for _ in range(self.depth):
            node = np.where(cells.take(first + feature.take(node)) <= threshold.take(node), left.take(node), right.take(node))
        return self.base + value.take(node).sum(axis=1)


@lru_cache(maxsize=4)
def load_judge(path=None):
    """Load the shipped weights, or those at `path` (.npz)."""
    with np.load(path or resources.path("judge.npz"), allow_pickle=False) as data:
        names = json.loads(str(data["columns"]))
        return Judge({n: i for i, n in enumerate(names)}, data["feature"], data["threshold"], data["left"], data["right"], data["value"],
                     float(data["base"]), float(data["slope"]), float(data["offset"]), int(data["depth"]), json.loads(str(data["memory"])))
