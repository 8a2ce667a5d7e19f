"""The judge: candidate ties → calibrated confidence, by learned weights and nothing but numpy."""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import numpy as np

from geoanalysis import resources
from geoanalysis.reading.context import Context
from geoanalysis.reading.features import all_features, memory_keys, rival_groups, table
from geoanalysis.reading.wording import wording


class Forest:
    """Boosted trees, from (trees, nodes) arrays: a node asks whether a feature is above a threshold; its right child follows its left one,
    and a leaf has itself on its left.

    Many nodes ask the same, so that each question is put once to each row. The answers are bits, and one operation sends the rows of 64
    bits on to the children of a node: Lucchese et al. (2015), QuickScorer, which so reads the trees of one row.
    """

    def __init__(self, feature, threshold, left, value):
        trees, size = feature.shape
        asks = left != np.arange(size)
        asked, question = np.unique(np.stack([feature[asks], threshold[asks]]), axis=1, return_inverse=True)
        self.feature, self.threshold = asked[0].astype(int), asked[1].astype(threshold.dtype)
        questions = np.zeros(feature.shape, dtype=int)
        questions[asks] = question.ravel()
        leaf = np.cumsum(~asks, axis=1) - 1  # the number of each leaf in its tree
        self.value = np.zeros((trees, 1 << int(leaf.max()).bit_length()), dtype=value.dtype)
        self.value[np.nonzero(~asks)[0], leaf[~asks]] = value[~asks]
        #: for each level which of its nodes ask, and what; for each leaf the place of its node among all, -1 for none
        self.levels, self.places = [], np.full(self.value.T.shape, -1)
        tree, node, before = np.arange(trees), np.zeros(trees, dtype=int), 0
        while node.size:
            inner = asks[tree, node]
            self.places[leaf[tree, node][~inner], tree[~inner]] = before + np.flatnonzero(~inner)
            before += node.size
            self.levels.append((np.flatnonzero(inner), questions[tree, node][inner]))
            tree, node = np.tile(tree[inner], 2), left[tree, node][inner]
            node = np.append(node, node + 1)
        self.nodes = before

    def raw(self, x):
        """The sum of all trees for each row of a feature matrix."""
        trees, leaves = self.value.shape
        answers = np.zeros((len(self.feature), 8 * -(-len(x) // 64)), dtype=np.uint8)
        said = np.packbits(np.ascontiguousarray(x.T).take(self.feature, axis=0) > self.threshold[:, None], axis=1)
        answers[:, :said.shape[1]] = said
        answers = answers.view(np.uint64)
        reach = np.zeros((self.nodes + 1, answers.shape[1]), dtype=np.uint64)  # the rows that come to each node, as bits; to none at last
        reach[:trees] = ~reach[-1]
        first, end = 0, trees
        for asking, question in self.levels:
            here, size = reach[first:end].take(asking, axis=0), len(asking)
            right = np.bitwise_and(here, answers.take(question, axis=0), out=reach[end + size:end + 2 * size])
            np.bitwise_xor(here, right, out=reach[end:end + size])
            first, end = end, end + 2 * size
        ended = reach.take(self.places, axis=0)
        # the number of the leaf of each tree to which each row comes
        number = np.zeros((trees, 64 * answers.shape[1]), dtype=np.min_scalar_type(leaves - 1))
        for bit in (leaves >> k for k in range(1, leaves.bit_length())):  # from the highest bit down
            having = np.bitwise_or.reduce(ended.reshape(-1, 2, bit, *ended.shape[1:])[:, 1], axis=(0, 1))
            number += number
            number += np.unpackbits(having.view(np.uint8), axis=1)
        return self.value.take(number[:, :len(x)].T + leaves * np.arange(trees)).sum(axis=1)


class Memory:
    """What is remembered of the keys of one sort: known has key → (share that was meant, smoothed; how many there were), with the share of
    all under ""."""

    def __init__(self, known):
        self.place = {key: i for i, key in enumerate(known)}
        self.shares = np.array(list(known.values()), dtype=np.float32)

    def of(self, keys):
        """The two numbers of each key, shape (keys, 2)."""
        unknown = self.place[""]
        return self.shares[list(map(self.place.get, keys, repeat(unknown)))]


@dataclass(frozen=True)
class Judge:
    """Two forests, the second of which also knows what the first said of a candidate's rivals, and a map to a probability.

    columns: feature name → column; memory: a Memory for each sort of key; words: the weights of a linear model, whose sums both forests
    know; context: the network that reads the words about two actors, for find_candidates; slope, offset: from the second sum to the
    log-odds of the probability.
    """

    columns: dict
    memory: list
    words: np.ndarray
    context: Context
    first: Forest
    second: Forest
    slope: float
    offset: float

    def score(self, found):
        """Return the probability that each candidate is meant, shape (candidates,).

        Friedman (2001), Greedy function approximation: a gradient boosting machine. Wolpert (1992), Stacked generalization. Calibration
        on held-out folds: Platt (1999), Probabilistic outputs for support vector machines.

        Parameters
        ----------
        found : list of (Scene, Candidate)
            of one document, as find_candidates gives them.
        """
        if not found:
            return np.zeros(0)
        groups = rival_groups(found)
        x = table(*all_features(found, groups), self.columns)
        places, first = wording(found)
        sums = np.add.reduceat(self.words[places], first)[:, None]
        return self.probability(np.hstack([x, self.remembered([memory_keys(scene, c) for scene, c in found]), sums]), groups)

    def probability(self, x, groups):
        """The same from a feature matrix and the numbers of the rival groups, shape (candidates, groups)."""
        x = np.hstack([x, rivalry(groups, self.first.raw(x))])
        return 1 / (1 + np.exp(-(self.slope * self.second.raw(x) + self.offset)))

    def remembered(self, keys):
        """Memory keys → float array (candidates, two for each sort of key): the share that was meant, and how many there were."""
        sorts = zip(self.memory, zip(*keys, strict=True), strict=True)
        return np.hstack([known.of(column) for known, column in sorts])


def rivalry(groups, raw):
    """What a first opinion says of each candidate among its rivals.

    Parameters
    ----------
    groups : array of int, shape (candidates, len(RIVALS))
        equal numbers in a column are rivals.
    raw : array of float, shape (candidates,)

    Returns
    -------
    array of float, shape (candidates, 2 * len(RIVALS) + 1)
        for each sort of rivals the best of the others (-9 where there is none) and the candidate's rank from 0, then its own sum.

    Examples
    --------
    >>> rivalry(np.array([[0], [0], [1]]), np.array([0.5, 2.0, 1.0])).tolist()
    [[2.0, 1.0, 0.5], [0.5, 0.0, 2.0], [-9.0, 0.0, 1.0]]
    """
    out = np.full((len(raw), 2 * groups.shape[1] + 1), -9, dtype=np.float32)
    place = np.arange(len(raw))
    for sort in range(groups.shape[1]):
        order = np.lexsort((-raw, groups[:, sort]))
        group, ranked = groups[order, sort], raw[order]
        opens = np.append(True, group[1:] != group[:-1])
        start = np.maximum.accumulate(np.where(opens, place, 0))
        second = np.where(np.append(opens[1:], True), -9, np.append(ranked[1:], -9))  # -9 for one alone
        out[order, 2 * sort] = np.where(opens, second, ranked[start])
        out[order, 2 * sort + 1] = place - start
    out[:, -1] = raw
    return out


@lru_cache(maxsize=4)
def load_judge(path=None):
    """Load the shipped weights, or those at `path` (.npz)."""
    with np.load(path or resources.path("judge.npz"), allow_pickle=False) as data:
        forests = [Forest(*(data[f"{name} {stage}"] for name in ("feature", "threshold", "left", "value"))) for stage in (1, 2)]
        columns = {name: i for i, name in enumerate(json.loads(str(data["columns"])))}
        memory = [Memory(known) for known in json.loads(str(data["memory"]))]
        words = data["words"].astype(np.float32)
        weights = {n.removeprefix("context "): data[n].astype(np.float32) for n in data.files if n.startswith("context ")}
        context = Context(**json.loads(str(data["context"])), weights=weights)
        return Judge(columns, memory, words, context, *forests, float(data["slope"]), float(data["offset"]))
