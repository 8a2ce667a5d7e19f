"""Train the judge on annotated sentences: candidates → features → boosted trees, cross-validated, calibrated, written as plain arrays.

    python training/judge/train.py OUT.npz SENTENCES.jsonl [MORE.jsonl …] [--held-out TIES{}.csv --thresholds 0.4 0.5]

SENTENCES.jsonl: one object a line, with id, text and ties (source, target, type, also, status, optional; mentions by their
words).
MORE.jsonl: further sentences of the same form, or documents: id, date and sentences (text, headline, ties), whose ties also have
source_text and target_text, the words of the mention, beside the name of who is meant. To train on only: the figures are those of the
first file; the average precision of every file is printed.
--held-out: the ties above each threshold as read with weights that never saw their sentence, in the form of `geoanalysis extract`,
for a scorer.
"""

import argparse
import csv
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from geoanalysis.reading import ties as reading_ties
from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.features import all_features, word_keys
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon

FOLDS, SEED, BAG = 5, 7, 2
MODEL = {"learning_rate": 0.06, "max_iter": 200, "max_leaf_nodes": 24, "max_depth": 9, "min_samples_leaf": 20, "l2_regularization": 5.0,
         "max_features": 0.15, "max_bins": 64}
#: an optional tie is one that careful readers may differ on: it speaks for a candidate, but softly
OPTIONAL_WEIGHT = 0.3
#: imagined candidates of average quality with which the memory of a word starts
SMOOTH = 8
#: how mentions come about that are no names: only whom they stand for counts
RESOLVED = ("pronoun", "description", "office", "title")
#: words too general to tell one mention from another
GENERAL = set(
    """a an the of and or in on at by to for with from its his her their our new former top senior late official officials government
    president prime minister foreign leader leaders chief head king general secretary forces troops army military police group groups
    state people member members spokesman ambassador mr""".split()
)


def words(text):
    found = re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", text.lower()))
    stems = {w[:-1] if w.endswith("s") and len(w) > 4 else w for w in found}
    return stems - GENERAL or stems


def meant(mention, name, text):
    """Whether a mention is the annotated one: by its words and its name, or where it is no name by whom it stands for."""
    if text and mention.how.startswith(RESOLVED):
        return bool(words(mention.name) & words(name))
    return bool((words(mention.text) | words(mention.name)) & (words(name) | words(text)))


def label(scene, candidate, gold):
    """1.0 for a required tie, OPTIONAL_WEIGHT for an optional one, 0.0 for none."""
    m, n = scene.mentions[candidate.source.mention], scene.mentions[candidate.target.mention]
    best = 0.0
    for g in gold:
        if candidate.sense.type not in [g["type"], *g["also"]]:
            continue
        x, y = (g["source"], g.get("source_text", "")), (g["target"], g.get("target_text", ""))
        mutual = g["mutual"] or candidate.sense.mutual
        if meant(m, *x) and meant(n, *y) or mutual and meant(m, *y) and meant(n, *x):
            best = max(best, OPTIONAL_WEIGHT if g["optional"] else 1.0)
    return best


def joined(record):
    """A record as its text and its ties by stretch of characters: list of (start, end, ties)."""
    if "text" in record:
        return record["text"], [(0, len(record["text"]), record["ties"])]
    text, parts = "", []
    for sentence in record["sentences"]:
        start = len(text)
        text += sentence["text"] + ("\n\n" if sentence.get("headline") else " ")
        parts.append((start, len(text), sentence["ties"]))
    return text, parts


def labels_of(doc, candidates, parts):
    """The labels of a record's candidates, each by the ties of the annotated sentence that its predicate stands in."""
    out = []
    for scene, c in candidates:
        at = doc[c.predicate].idx
        out.append(label(scene, c, next(ties for start, end, ties in parts if start <= at < end)))
    return out


def read_examples(*paths):
    """All candidates of the annotated texts: records, docs, candidates by record, features, word keys, labels, groups."""
    records = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    gazetteer, lexicon = load_gazetteer(), load_lexicon()
    found, docs, labels = [], [], []
    texts = [joined(r) for r in records]
    for record, (_, parts), doc in zip(records, texts, parse([text for text, _ in texts]), strict=True):
        mentions = find_mentions(doc, gazetteer, published=record.get("date"))
        sentences = [(s.start, s.end) for s in doc.sents]
        found.append(find_candidates(Syntax(doc), mentions, lexicon=lexicon, sentences=sentences, gazetteer=gazetteer))
        docs.append(doc)
        labels.extend(labels_of(doc, found[-1], parts))
    rows = [row for candidates in found for row in all_features(candidates)]
    keys = [word_keys(scene, c) for candidates in found for scene, c in candidates]
    groups = np.repeat(np.arange(len(records)), [len(c) for c in found])
    return records, docs, found, rows, keys, np.array(labels), groups


def weights(labels):
    return np.where(labels > 0, labels, 1.0)


def memory(keys, labels, groups, *, without=None):
    """Word key → [share, seen]: the share of its candidates that were meant, drawn to the mean of all by SMOOTH imagined ones.

    With `without`, an array of (candidates, key number, 2) in which each candidate's own sentence is left out of its counts
    (Micci-Barreca 2001, target encoding): else the judge would learn to trust what it has seen itself.
    """
    weight, y = weights(labels), labels > 0
    total, right = Counter(), Counter()
    own_total, own_right = Counter(), Counter()
    for i, found in enumerate(keys):
        for key in found:
            total[key] += weight[i]
            right[key] += weight[i] * y[i]
            own_total[key, groups[i]] += weight[i]
            own_right[key, groups[i]] += weight[i] * y[i]
    mean = float((weight * y).sum() / weight.sum())
    if without is None:
        shares = {k: round((right[k] + SMOOTH * mean) / (total[k] + SMOOTH), 4) for k in sorted(total)}
        return {"": [mean, 0], **{k: [share, round(total[k], 1)] for k, share in shares.items()}}
    return np.array([[((right[k] - own_right[k, g] + SMOOTH * mean) / (total[k] - own_total[k, g] + SMOOTH), total[k] - own_total[k, g])
                      for k in found] for found, g in zip(keys, groups, strict=True)])


def recalled(table, keys):
    """What a memory says about each candidate: array of (candidates, key number, 2)."""
    unknown = (table[""][0], 0)
    return np.array([[table.get(k, unknown) for k in found] for found in keys])


def matrix(rows):
    """Feature dicts → (column names, float array); a feature seen fewer than five times is left out."""
    counts = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, k in counts.items() if k >= 5)
    column = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    return names, x


def fit(x, seen, labels):
    """A bag of boosted trees over the features and what the memory says (the last columns); its raw sum is the mean of theirs."""
    x = np.hstack([x, seen.reshape(len(x), -1).astype(np.float32)])
    return [HistGradientBoostingClassifier(**MODEL, random_state=SEED + i).fit(x, labels > 0, sample_weight=weights(labels))
            for i in range(BAG)]


def raw_sum(models, x, seen):
    x = np.hstack([x, seen.reshape(len(x), -1).astype(np.float32)])
    return np.mean([m.decision_function(x) for m in models], axis=0)


def held_out(x, keys, labels, *, groups):
    """Raw sums for all candidates, each from models that never saw its sentence or document."""
    raw = np.zeros(len(labels))
    for train, test in GroupKFold(FOLDS).split(raw, groups=groups):
        known = [keys[i] for i in train]
        models = fit(x[train], memory(known, labels[train], groups[train], without=True), labels[train])
        raw[test] = raw_sum(models, x[test], recalled(memory(known, labels[train], groups[train]), [keys[i] for i in test]))
    return raw


def calibrate(raw, labels):
    """Slope and offset from raw sums to log-odds (Platt 1999); optional ties count by their weight."""
    model = LogisticRegression(C=1e6).fit(raw[:, None], labels > 0, sample_weight=weights(labels))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def probability(raw, slope, offset):
    return 1 / (1 + np.exp(-(slope * raw + offset)))


def calibration_error(raw, labels, groups, bins=10):
    """Expected calibration error with a map fitted on the other folds (Guo et al. 2017)."""
    p = np.zeros(len(raw))
    for train, test in GroupKFold(FOLDS).split(raw, labels, groups):
        p[test] = probability(raw[test], *calibrate(raw[train], labels[train]))
    y, weight = labels > 0, weights(labels)
    box = np.minimum((p * bins).astype(int), bins - 1)
    table = []
    for b in range(bins):
        w = weight[box == b]
        if w.sum():
            table.append((b / bins, w.sum(), np.average(p[box == b], weights=w), np.average(y[box == b], weights=w)))
    error = sum(w * abs(said - seen) for _, w, said, seen in table) / weight.sum()
    return error, table


def write_weights(path, names, models, *, scale, table):
    """One row of arrays a tree; a leaf points to itself, so that all trees can be walked in step."""
    trees = [t[0].nodes for model in models for t in model._predictors]
    size = max(len(t) for t in trees)
    types = {"feature": np.int16, "threshold": np.float32, "left": np.int16, "right": np.int16, "value": np.float32}
    out = {k: np.zeros((len(trees), size), dtype=d) for k, d in types.items()}
    depth = 0
    for i, nodes in enumerate(trees):
        for j, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            out["feature"][i, j] = 0 if leaf else node["feature_idx"]
            out["threshold"][i, j] = 0 if leaf else node["num_threshold"]
            out["left"][i, j], out["right"][i, j] = (j, j) if leaf else (node["left"], node["right"])
            out["value"][i, j] = node["value"] / len(models) if leaf else 0
            depth = max(depth, int(node["depth"]))
    base = float(np.mean([np.ravel(m._baseline_prediction)[0] for m in models]))
    np.savez_compressed(path, columns=json.dumps(names), base=base, slope=scale[0], offset=scale[1], depth=depth,
                        memory=json.dumps(table), **out)


def write_held_out(path, records, docs, *, found, scores, threshold):
    columns = ["doc_id", "source", "target", "type", "status", "source_text", "target_text", "confidence", "evidence", "rule", "trigger"]
    position = 0
    with open(path, "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, columns, extrasaction="ignore")
        out.writeheader()
        for record, doc, candidates in zip(records, docs, found, strict=True):
            mine = scores[position:position + len(candidates)]
            position += len(candidates)
            kept, _ = reading_ties.select(doc, candidates, scores=mine, min_confidence=threshold)
            names = {m.actor_id: m.name for scene, _ in candidates for m in scene.mentions}
            for row, _, _ in kept:
                out.writerow({**row, "doc_id": record["id"], "source": names[row["source"]], "target": names[row["target"]]})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("sentences", nargs="+")
    arguments.add_argument("--held-out")
    arguments.add_argument("--thresholds", type=float, nargs="+", default=[reading_ties.MIN_CONFIDENCE])
    given = arguments.parse_args()
    counts = [sum(1 for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()) for path in given.sentences]
    judged = counts[0]
    records, docs, found, rows, keys, labels, groups = read_examples(*given.sentences)
    names, x = matrix(rows)
    print(f"{len(records)} texts, {len(rows)} candidates, {(labels == 1).sum()} of required ties, {len(names)} features")
    raw = held_out(x, keys, labels, groups=groups)
    for path, first, last in zip(given.sentences, np.cumsum([0, *counts]), np.cumsum(counts), strict=False):
        part = (groups >= first) & (groups < last)
        precision = average_precision_score(labels[part] > 0, raw[part], sample_weight=weights(labels)[part])
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
        for threshold in given.thresholds:
            write_held_out(given.held_out.format(threshold), records[:judged], docs[:judged], found=found[:judged], scores=scores,
                           threshold=threshold)
    names += [f"{what} {number}" for number in range(len(keys[0])) for what in ("share", "seen")]
    models = fit(x, memory(keys, labels, groups, without=True), labels)
    write_weights(given.out, names, models, scale=scale, table=memory(keys, labels, groups))


if __name__ == "__main__":
    main()
