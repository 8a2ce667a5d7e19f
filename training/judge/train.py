"""Train the judge on annotated texts: a neural network over pairs of actors; candidates → features → two stages of boosted trees,
cross-validated, calibrated, as plain arrays.

    python training/judge/train.py OUT.npz SENTENCES.jsonl [MORE.jsonl …] [--articles FILE …]
                                   [--held-out TIES{}.csv --thresholds 0.4 0.5]

SENTENCES.jsonl: one object a line, with id, text and ties (source, target, type, also, status, mutual, optional and trigger,
the words that tell it; mentions by their words).
MORE.jsonl: further sentences of the same form, or documents: id, date, publisher and sentences (text, headline, ties), whose ties also have
source_text and target_text, the words of the mention, beside the name of who is meant. To train on only: the figures are those of the
first file; the average precision of every file is printed.
--articles: where the texts are of documents that have an article's number instead, and start and end in place of each sentence's text.
--held-out: the ties above the default threshold and above each given one as read with weights that never saw their sentence, in the form
of `geoanalysis extract`, for a scorer.
"""

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

import lightgbm
import numpy as np
from annotations import articles, joined, with_texts
from joblib import Parallel, delayed
from labels import OPTIONAL_WEIGHT, labels_of, pair_labels
from network import numbers, train_network
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from geoanalysis.reading import ties as reading_ties
from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates, find_scenes
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.context import Context
from geoanalysis.reading.features import COMPARED, NUMBERS, SUGGESTED, all_features, memory_keys, rival_groups, table
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.judge import rivalry
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.wording import SIZE, wording

FOLDS, SEED = 5, 7
MODEL = {"objective": "cross_entropy", "learning_rate": 0.1, "num_leaves": 64, "max_depth": 14, "min_data_in_leaf": 20, "lambda_l2": 5,
         "feature_fraction": 0.3, "feature_fraction_bynode": 0.5, "max_bin": 63, "seed": SEED, "deterministic": True,
         "force_row_wise": True, "verbose": -1, "num_threads": 2}
#: how many models, each from a seed of its own, make a stage together, lest a judge hang on its seed; how many trees each has in the two
#: stages
BAG, TREES = 3, (160, 160)
#: imagined candidates of average quality with which the memory of a key starts, and how often a key must occur to be remembered
SMOOTH, OFTEN = 8, 3
#: how freely the weights of words may grow (the C of a logistic regression)
WORDS = 0.2
#: parts of the training texts, each of which is remembered by the others
PARTS = 8


def read_texts(*paths, texts=None):
    """The annotated texts: records, and for each its parse, its stretches with their ties, its syntax and its mentions. Texts: of articles,
    by number."""
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    records = [with_texts(json.loads(line), texts) for line in lines]
    gazetteer, out = load_gazetteer(), []
    whole = [joined(r) for r in records]
    for record, (_, parts), doc in zip(records, whole, parse([text for text, _ in whole]), strict=True):
        mentions = find_mentions(doc, gazetteer, published=record.get("date"), publisher=record.get("publisher", ""))
        out.append((doc, parts, Syntax(doc), mentions))
    return records, out


def find(read, contexts):
    """All candidates of the texts, found with a Context for each: candidates by record, labels of all."""
    gazetteer, lexicon, found, labels = load_gazetteer(), load_lexicon(), [], []
    for (doc, parts, syntax, mentions), context in zip(read, contexts, strict=True):
        sentences = [(s.start, s.end) for s in doc.sents]
        found.append(find_candidates(syntax, mentions, lexicon=lexicon, sentences=sentences, gazetteer=gazetteer, context=context))
        labels.extend(labels_of(doc, found[-1], parts, gazetteer))
    return found, np.array(labels)


def read_contexts(read):
    """The network trained on the texts, and for each text one that never saw it (a Context each)."""
    gazetteer, scenes = load_gazetteer(), []
    for doc, _, syntax, mentions in read:
        homes = Homes(syntax.view, mentions, gazetteer)
        scenes.append(find_scenes(syntax, mentions, homes=homes, sentences=[(s.start, s.end) for s in doc.sents]))
    known = numbers([scene for each in scenes for scene in each])
    blank = Context([], known, {})
    pairs = [blank.pairs(syntax, each) for (_, _, syntax, _), each in zip(read, scenes, strict=True)]
    taught = [pair_labels(doc, parts, each, p.of, gazetteer) for (doc, parts, _, _), each, p in zip(read, scenes, pairs, strict=True)]
    part = np.arange(len(read)) * 2654435761 % 2**32 % FOLDS
    chosen = [[i for i in range(len(read)) if pairs[i].of and part[i] != fold] for fold in range(FOLDS + 1)]  # the last is all
    trained = Parallel(n_jobs=2)(delayed(train_network)(
        [pairs[i] for i in rows], *map(list, zip(*(taught[i] for i in rows), strict=True)), known=known) for rows in chosen)
    return trained[-1], [trained[p] for p in part]


class Examples:
    """The candidates as the models see them: features, memory keys by number, labels, rivals, and the text that each is of."""

    def __init__(self, found, labels):
        rivals = [rival_groups(candidates) for candidates in found if candidates]
        self.names, self.x = matrix([all_features(c, groups) for c, groups in zip(filter(None, found), rivals, strict=True)])
        keys = [memory_keys(scene, c) for candidates in found for scene, c in candidates]
        self.tables, self.keys = [], np.zeros((len(keys), len(keys[0])), dtype=np.int64)
        for sort in range(len(keys[0])):
            table = {}
            self.keys[:, sort] = [table.setdefault(k[sort], len(table)) for k in keys]
            self.tables.append(list(table))
        first = np.cumsum([0, *(r.max() + 1 for r in rivals)])
        self.rivals = np.concatenate([r + n for r, n in zip(rivals, first, strict=False)])
        self.groups = np.repeat(np.arange(len(found)), [len(c) for c in found])
        self.y, self.weights = labels.T
        self.wording = vstack([spelled(*wording(candidates)) for candidates in found if candidates], format="csr")
        self.sums = np.zeros((len(self.y), 1), dtype=np.float32)
        for fit, test in GroupKFold(FOLDS).split(self.y, groups=self.groups):
            self.sums[test, 0] = self.wording[test] @ self.word_weights(fit)

    def word_weights(self, rows):
        """The weights of the words in a linear model of some candidates (logistic regression), as they are shipped."""
        model = LogisticRegression(C=WORDS, solver="liblinear", tol=0.01, random_state=SEED)
        model.fit(self.wording[rows], self.y[rows] > 0, sample_weight=self.weights[rows] * np.where(self.y[rows] > 0, self.y[rows], 1))
        return model.coef_[0].astype(np.float16).astype(np.float32)

    def shares(self, sort, fit):
        """For each key of a sort: how many of its candidates among `fit` were meant (smoothed), and how many there were."""
        size = len(self.tables[sort])
        seen = np.bincount(self.keys[fit, sort], self.weights[fit], size)
        right = np.bincount(self.keys[fit, sort], self.weights[fit] * self.y[fit], size)
        mean = float((self.weights[fit] * self.y[fit]).sum() / self.weights[fit].sum())
        share = (right + SMOOTH * mean) / (seen + SMOOTH)
        return np.stack([np.where(seen < OFTEN, mean, share), np.where(seen < OFTEN, 0, seen)], axis=1).round(4), mean

    def remembered(self, fit, to=None):
        """What a memory of the candidates `fit` says of the candidates `to`. Without `to`: of themselves, each part by the memory of the
        other parts, lest the judge learn to trust what it has seen itself (Micci-Barreca 2001, target encoding)."""
        out = np.zeros((len(self.y), 2 * len(self.tables)), dtype=np.float32)
        part = self.groups[fit] * 2654435761 % 2**32 % PARTS
        turns = [(fit, to)] if to is not None else [(fit[part != p], fit[part == p]) for p in range(PARTS)]
        for known, asked in turns:
            for sort in range(len(self.tables)):
                out[asked, 2 * sort:2 * sort + 2] = self.shares(sort, known)[0][self.keys[asked, sort]]
        return out[fit if to is None else to]

    def fit(self, rows, *, trees, more):
        """Models of boosted trees on the features of some candidates, what is remembered of them, and `more` columns."""
        x = np.hstack([self.x[rows], self.remembered(rows), self.sums[rows], *(m[rows] for m in more)])
        data = lightgbm.Dataset(x, self.y[rows], weight=self.weights[rows], free_raw_data=False)
        return [lightgbm.train(MODEL | {"seed": SEED + number}, data, trees) for number in range(BAG)]

    def held_out(self, *, trees, more=()):
        """Raw sums for all candidates, each from a model that never saw its text."""
        raw = np.zeros(len(self.y))
        for train, test in GroupKFold(FOLDS).split(raw, groups=self.groups):
            x = np.hstack([self.x[test], self.remembered(train, test), self.sums[test], *(m[test] for m in more)])
            raw[test] = np.mean([model.predict(x, raw_score=True) for model in self.fit(train, trees=trees, more=more)], axis=0)
        return raw

    def memory(self):
        """The tables that the judge ships: for each sort of key, key → (share, seen), "" → the share of all."""
        out, every = [], np.arange(len(self.y))
        for sort, names in enumerate(self.tables):
            shares, mean = self.shares(sort, every)
            known = sorted((names[i], [round(float(share), 3), round(float(seen))]) for i, (share, seen) in enumerate(shares) if seen)
            out.append({"": [mean, 0], **dict(known)})
        return out


def spelled(places, first):
    """The words of candidates as a matrix (candidates, SIZE): how often each has each."""
    out = csr_matrix((np.ones(len(places), dtype=np.float32), places, np.append(first, len(places))), shape=(len(first), SIZE))
    out.sum_duplicates()
    return out


def matrix(texts):
    """The features of each text → (column names, float array); a word seen fewer than five times is left out."""
    counts = Counter(word for _, words in texts for row in words for word in row)
    names = sorted({*NUMBERS, *COMPARED, *SUGGESTED, *(n for n, k in counts.items() if k >= 5)})
    columns = {n: i for i, n in enumerate(names)}
    return names, np.vstack([table(numbers, words, columns) for numbers, words in texts])


def calibrate(raw, labels):
    """Slope and offset from raw sums to log-odds (Platt 1999); optional ties count by their weight."""
    model = LogisticRegression(C=1e6).fit(raw[:, None], labels[:, 0] > 0, sample_weight=labels[:, 1])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def probability(raw, slope, offset):
    return 1 / (1 + np.exp(-(slope * raw + offset)))


def calibration_error(raw, labels, groups, bins=10):
    """Expected calibration error with a map fitted on the other folds (Guo et al. 2017)."""
    p = np.zeros(len(raw))
    for train, test in GroupKFold(FOLDS).split(raw, labels, groups):
        p[test] = probability(raw[test], *calibrate(raw[train], labels[train]))
    y, weight = labels[:, 0] > 0, labels[:, 1]
    box = np.minimum((p * bins).astype(int), bins - 1)
    table = []
    for b in range(bins):
        w = weight[box == b]
        if w.sum():
            table.append((b / bins, w.sum(), np.average(p[box == b], weights=w), np.average(y[box == b], weights=w)))
    error = sum(w * abs(said - seen) for _, w, said, seen in table) / weight.sum()
    return error, table


def arrays(models):
    """LightGBM models as the arrays (trees, nodes) of one forest that gives their mean: feature, threshold, left, value, as
    geoanalysis.reading.judge.Forest has them."""
    trees = [t["tree_structure"] for model in models for t in model.dump_model()["tree_info"]]
    flat = [_nodes(tree) for tree in trees]
    size = max(len(nodes) for nodes in flat)
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int16, "value": np.float32}
    out = {name: np.zeros((len(flat), size), dtype=kind) for name, kind in kinds.items()}
    for i, nodes in enumerate(flat):
        for j, node in enumerate(nodes):
            for name, value in zip(kinds, node, strict=True):
                out[name][i, j] = value / len(models) if name == "value" else value
    return out


def _nodes(tree):
    """The nodes of one tree in a list, the root first: (feature, threshold, left, value)."""
    nodes, waiting = [None], [(0, tree)]
    while waiting:
        place, node = waiting.pop()
        if "leaf_value" in node:
            nodes[place] = (0, np.inf, place, node["leaf_value"])
            continue
        left = len(nodes)
        nodes += [None, None]
        nodes[place] = (node["split_feature"], node["threshold"], left, 0)
        waiting += [(left, node["left_child"]), (left + 1, node["right_child"])]
    return nodes


def write_weights(path, examples, context, stages, scale):
    """What geoanalysis.reading.judge loads: columns, memory, the network, the arrays of both stages, slope and offset."""
    forests = {f"{name} {number}": a for number, models in enumerate(stages, 1) for name, a in arrays(models).items()}
    every = np.arange(len(examples.y))
    layers = {f"context {name}": a.astype(np.float16) for name, a in context.weights.items()}
    np.savez_compressed(path, columns=json.dumps(examples.names), memory=json.dumps(examples.memory()), slope=scale[0], offset=scale[1],
                        words=examples.word_weights(every).astype(np.float16),
                        context=json.dumps({"types": context.types, "numbers": context.numbers}), **layers, **forests)


def write_held_out(path, records, found, *, scores, threshold=reading_ties.MIN_CONFIDENCE):
    columns = ["doc_id", "source", "target", "type", "status", "source_text", "target_text", "confidence", "evidence", "rule", "trigger"]
    position = 0
    with open(path, "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, columns, extrasaction="ignore")
        out.writeheader()
        for record, candidates in zip(records, found, strict=True):
            mine = scores[position:position + len(candidates)]
            position += len(candidates)
            kept, _ = reading_ties.select(candidates, scores=mine, min_confidence=threshold)
            names = {m.actor_id: m.name for scene, _ in candidates for m in scene.mentions}
            for row, _, _ in kept:
                out.writerow({**row, "doc_id": record["id"], "source": names[row["source"]], "target": names[row["target"]]})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("sentences", nargs="+")
    arguments.add_argument("--articles", nargs="+", default=[])
    arguments.add_argument("--held-out")
    arguments.add_argument("--thresholds", type=float, nargs="+", default=[])
    given = arguments.parse_args()
    counts = [sum(1 for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()) for path in given.sentences]
    judged = counts[0]
    records, read = read_texts(*given.sentences, texts=articles(*given.articles))
    context, contexts = read_contexts(read)
    found, labels = find(read, contexts)
    examples = Examples(found, labels)
    groups = examples.groups
    required = (labels.prod(axis=1) > OPTIONAL_WEIGHT).sum()
    print(f"{len(records)} texts, {len(labels)} candidates, {required} of required ties, {len(examples.names)} features")
    opinion = rivalry(examples.rivals, examples.held_out(trees=TREES[0]))
    raw = examples.held_out(trees=TREES[1], more=[opinion])
    for path, first, last in zip(given.sentences, np.cumsum([0, *counts]), np.cumsum(counts), strict=False):
        part = (groups >= first) & (groups < last)
        precision = average_precision_score(labels[part, 0] > 0, raw[part], sample_weight=labels[part, 1])
        print(f"average precision {precision:.3f}  {part.sum()} candidates  {Path(path).name}")
    own = groups < judged
    raw, labels_own = raw[own], labels[own]
    error, table = calibration_error(raw, labels_own, groups[own])
    print(f"expected calibration error, held out: {error:.3f}")
    for low, weight, said, seen in table:
        print(f"  {low:.1f}  {weight:7.0f} candidates  said {said:.2f}  seen {seen:.2f}")
    scale = calibrate(raw, labels_own)
    if given.held_out:
        scores = probability(raw, *scale)
        write_held_out(given.held_out.format("default"), records[:judged], found[:judged], scores=scores)
        for threshold in given.thresholds:
            write_held_out(given.held_out.format(threshold), records[:judged], found[:judged], scores=scores, threshold=threshold)
    every = np.arange(len(labels))
    stages = [examples.fit(every, trees=TREES[0], more=[]), examples.fit(every, trees=TREES[1], more=[opinion])]
    write_weights(given.out, examples, context, stages, scale)


if __name__ == "__main__":
    main()
