"""Word vectors from the training texts alone: positive pointwise mutual information with neighbours, then SVD.

Levy, Goldberg and Dagan (2015), Improving distributional similarity with lessons learned from word embeddings, TACL 3.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD
from spacy.vectors import Vectors
from spacy.vocab import Vocab

#: Places of the neighbours that count as context, each by itself: what stands left is not what stands right.
OFFSETS = (-2, -1, 1, 2)
CONTEXTS = 6000


def build_vectors(vocab: Vocab, sentences: Iterable[list[str]], *, width: int = 96, least: int = 3, seed: int = 20) -> None:
    """Set the vectors of a vocabulary, keyed by the lower-case form."""
    sentences = [[word.lower() for word in sentence] for sentence in sentences]
    counts = Counter(word for sentence in sentences for word in sentence)
    words = [word for word, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= least]
    place = {word: i for i, word in enumerate(words)}
    rows, columns = [], []
    for sentence in sentences:
        ids = [place.get(word, -1) for word in sentence]
        padded = [-1, -1, *ids, -1, -1]
        for k, offset in enumerate(OFFSETS):
            for word, near in zip(ids, padded[2 + offset :], strict=False):
                if word >= 0 and 0 <= near < CONTEXTS:
                    rows.append(word)
                    columns.append(k * CONTEXTS + near)
    shape = (len(words), len(OFFSETS) * CONTEXTS)
    table = sp.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
    total, by_row = table.sum(), np.asarray(table.sum(1)).ravel()
    by_column = np.asarray(table.sum(0)).ravel() ** 0.75  # smoothing: rare contexts say less than they seem to
    by_column *= total / by_column.sum()
    table = table.tocoo()
    table.data = np.maximum(np.log(table.data * total / (by_row[table.row] * by_column[table.col])), 0)
    svd = TruncatedSVD(width, random_state=seed, n_iter=4)
    data = svd.fit_transform(table.tocsr()) / np.sqrt(svd.singular_values_)
    data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-8)
    data = data.astype("float16").astype("float32")
    vocab.vectors = Vectors(strings=vocab.strings, data=data, keys=[vocab.strings.add(word) for word in words], attr="LOWER")
