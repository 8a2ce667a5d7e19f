"""The neural part of the judge: trains a geoanalysis.reading.context.Context on the pairs of actors of annotated texts."""

import numpy as np
import torch
from torch import nn

from geoanalysis.reading.context import FACTS, KINDS, NEAR, ROLES, SIZE, Context, Pairs
from geoanalysis.resources import tie_types
from geoanalysis.tables import ACTOR_KINDS

SEED, LEMMA, RELATION, WIDTH, UNITS, KEY = 7, 24, 12, 96, 96, 32
#: the share of lemmas, of vectors' numbers and of units that are left out at random
UNSEEN, BLIND, DROPOUT = 0.2, 0.1, 0.2
EPOCHS, BATCH, RATE, DECAY = 5, 1500, 0.004, 0.03
#: how much it counts to look at the annotated word, and to know of each word, without any actors, what it tells
LOOKING, TELLING = 0.3, 0.5
#: the columns of Pairs that count tokens, so that those of a second document go on where the first ends
PLACES = ("source", "target", "between", "before", "behind", "sentence", "up", "down")


def numbers(scenes):
    """The numbers of kinds, of ways to resolve a mention and of relations that some scenes have; 0 is left for any other."""
    mentions = [m for scene in scenes for m in scene.inside]
    found = {"kinds": ACTOR_KINDS, "ways": {m.how.partition(":")[0] for m in mentions}, "labels": {d for s in scenes for d in s.syntax.dep}}
    return {name: {x: i for i, x in enumerate(sorted(all_), 1)} for name, all_ in found.items()}


def train_network(pairs, labels, weights, told, *, known, epochs=EPOCHS):
    """Train on the pairs of some documents (logistic loss, dropout, AdamW) with one cycle of the learning rate; returns a Context.

    pairs: list of Pairs; labels, weights: for each of them an array (pairs, types); told: for each of them an array (words, 2), which pair
    is annotated with which token as the word that tells it; known: the numbers of names
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # two wait for each other wherever another process runs
    shuffle = np.random.default_rng(SEED)
    model = Model(np.concatenate([p.vectors[::7] for p in pairs]), types=len(tie_types()), labels=len(known["labels"]) + 1)
    orders = [_batches(shuffle.permutation(len(pairs)), [len(p.of) for p in pairs]) for _ in range(epochs)]
    optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=sum(map(len, orders)))
    for order in orders:
        for batch in order:
            optimizer.zero_grad()
            model.loss(joined([pairs[i] for i in batch]), *(np.concatenate([column[i] for i in batch]) for column in (labels, weights)),
                       _words(batch, pairs, told)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            schedule.step()
    return Context(sorted(tie_types()), known, model.arrays())


def _words(batch, pairs, told):
    """The annotated words of some documents as one."""
    rows, tokens = (np.cumsum([0, *sizes]) for sizes in zip(*((len(pairs[i].of), len(pairs[i].tokens)) for i in batch), strict=True))
    return np.concatenate([told[i] + (row, token) for i, row, token in zip(batch, rows, tokens, strict=False)])


def _batches(order, sizes):
    """Documents in groups of some BATCH pairs."""
    out, size = [[]], 0
    for i in order:
        out[-1].append(i)
        size += sizes[i]
        if size >= BATCH:
            out.append([])
            size = 0
    return [batch for batch in out if batch]


def joined(pairs):
    """Several documents as one."""
    tokens = np.cumsum([0, *(len(p.tokens) for p in pairs)])
    columns = {name: np.concatenate([getattr(p, name) for p in pairs]) for name in ("tokens", "vectors", "names", "facts")}
    columns |= {name: np.concatenate([getattr(p, name) + n for p, n in zip(pairs, tokens, strict=False)]) for name in PLACES}
    columns["meeting"] = np.concatenate([np.where(p.meeting < 0, -1, p.meeting + n) for p, n in zip(pairs, tokens, strict=False)])
    for way in ("up", "down"):
        before = np.cumsum([0, *(len(getattr(p, way)) for p in pairs)])
        columns[f"{way}_first"] = np.concatenate([getattr(p, f"{way}_first") + n for p, n in zip(pairs, before, strict=False)])
    return Pairs([x for p in pairs for x in p.of], **columns)


class Model(nn.Module):
    """The layers of a Context, for training only: some of what it sees is always left out. It sees vectors with mean 0 and deviation 1."""

    def __init__(self, vectors, *, types, labels):
        super().__init__()
        self.mean, self.deviation = torch.from_numpy(vectors.mean(0)), torch.from_numpy(vectors.std(0) + 1e-6)
        self.lemmas, self.relations = nn.Embedding(SIZE, LEMMA), nn.Embedding(labels, RELATION)
        nn.init.normal_(self.lemmas.weight, 0, 0.1)
        width = vectors.shape[1] + LEMMA + RELATION
        self.window, self.wider = nn.Linear(3 * width, WIDTH), nn.Linear(3 * WIDTH, WIDTH)
        self.ahead, self.back = (nn.Linear(len(ROLES) * WIDTH, UNITS, bias=False) for _ in range(2))
        self.kinds, self.facts = nn.Embedding(KINDS, UNITS), nn.Linear(len(FACTS), UNITS, bias=False)
        self.ask, self.key, self.value = nn.Linear(UNITS, KEY), nn.Linear(WIDTH, KEY, bias=False), nn.Linear(WIDTH, UNITS)
        self.behind, self.from_source, self.from_target = (nn.Parameter(torch.zeros(n)) for n in (6, sum(NEAR) + 1, sum(NEAR) + 1))
        self.both, self.last, self.tells = nn.Linear(UNITS, UNITS), nn.Linear(UNITS, types), nn.Linear(WIDTH, types)
        nn.init.constant_(self.last.bias, -5)
        nn.init.constant_(self.tells.bias, -5)
        self.dropout = nn.Dropout(DROPOUT)

    def loss(self, pairs, labels, weights, told):
        """The loss of the types, of the look and of the words by themselves, for each pair."""
        right, weight = torch.from_numpy(labels), torch.from_numpy(weights)
        row, token = torch.from_numpy(told).T
        x = self.words(pairs)
        said, look = self(pairs, x)
        loss = nn.functional.binary_cross_entropy_with_logits(said, right, weight, reduction="sum")
        first = torch.from_numpy(np.cumsum(np.diff(pairs.sentence)[:, 0]) - pairs.sentence[:, 1])
        seen = torch.zeros(len(right)).index_add(0, row, look[first[row] + token])
        loss = loss - LOOKING * (seen[row.unique()] + 1e-6).log().sum()
        of_words = torch.zeros(len(x), right.shape[1]).scatter_reduce(0, token[:, None].expand(-1, right.shape[1]), right[row], "amax")
        loss = loss + TELLING * nn.functional.binary_cross_entropy_with_logits(self.tells(x), of_words, reduction="sum")
        return loss / len(right)

    def words(self, pairs):
        lemma, relation, named = torch.from_numpy(pairs.tokens).T
        vectors = nn.functional.dropout((torch.from_numpy(pairs.vectors) - self.mean) / self.deviation, BLIND) * (named == 0)[:, None]
        lemmas = self.lemmas(lemma) * (torch.rand(len(lemma), 1) > UNSEEN) / (1 - UNSEEN)
        x = torch.cat([vectors, lemmas, self.relations(relation)], 1)
        x = nn.functional.dropout(self.window(_around(x)).relu(), BLIND)
        return x + self.wider(_around(x)).relu()

    def forward(self, pairs, x):
        """What is said of each pair, and how much each word of its sentence counts: those of the first pair, then of the second …"""
        source, target, meeting = (torch.from_numpy(getattr(pairs, name)) for name in ("source", "target", "meeting"))
        parts = [x[source], x[target], x[meeting] * (meeting >= 0)[:, None]]
        parts += [nn.functional.embedding_bag(torch.from_numpy(tokens), x, torch.from_numpy(first), mode="sum")
                  for tokens, first in ((pairs.up, pairs.up_first), (pairs.down, pairs.down_first))]
        upto = torch.cat([torch.zeros(1, x.shape[1], dtype=torch.float64), x.double().cumsum(0)])
        for start, end in (torch.from_numpy(stretch).T for stretch in (pairs.between, pairs.before, pairs.behind)):
            parts.append(((upto[end] - upto[start]) / (end - start).clamp(min=1)[:, None]).float())
        words, facts = torch.cat(parts, 1), torch.from_numpy(pairs.facts)
        hidden = torch.where(facts[:, :1] > 0, self.ahead(words), self.back(words))
        hidden = hidden + self.kinds(torch.from_numpy(pairs.names)).sum(1) + self.facts(facts)
        hidden = hidden.relu()
        start, size = pairs.sentence[:, 0], np.diff(pairs.sentence)[:, 0]
        row, token = (torch.from_numpy(a) for a in _ragged(start, size))
        near = [token - at[row] for at in (source, target)]
        behind = (near[0] > 0).long() + (near[1] > 0) + 3 * (source < target)[row]
        score = (self.ask(hidden)[row] * self.key(x)[token]).sum(1) / KEY**0.5 + self.behind[behind]
        for bias, steps in zip((self.from_source, self.from_target), near, strict=True):
            score = score + bias[steps.clamp(-NEAR[0], NEAR[1]) + NEAR[0]]
        most = torch.zeros(len(hidden)).scatter_reduce(0, row, score.detach(), "amax", include_self=False)
        look = (score - most[row]).exp()
        look = look / torch.zeros(len(hidden)).index_add(0, row, look)[row]
        hidden = hidden.index_add(0, row, look[:, None] * self.value(x)[token])
        hidden = self.both(self.dropout(hidden)).relu()
        return self.last(self.dropout(hidden)), look

    def arrays(self):
        """The weights as a Context has them."""
        own = {name: p.detach().numpy() for name, p in self.named_parameters()}
        out = {"mean": self.mean.numpy(), "deviation": self.deviation.numpy()}
        out |= {name: own[f"{name}.weight"] for name in ("lemmas", "relations", "kinds")}
        biased = ("window", "wider", "ask", "value", "both", "last")
        out |= {name: own[f"{name}.weight"].T for name in (*biased, "ahead", "back", "facts", "key")}
        out |= {f"{name}_bias": own[f"{name}.bias"] for name in biased}
        out |= {name: own[name] for name in ("behind", "from_source", "from_target")}
        out |= {name: out[name] / KEY**0.5 for name in ("ask", "ask_bias")}
        return {name: np.ascontiguousarray(a, dtype=np.float16).astype(np.float32) for name, a in out.items()}


def _ragged(start, size):
    """Some numbers from each start on: which start each is of, and the number."""
    row = np.repeat(np.arange(len(start)), size)
    return row, np.arange(len(row)) - (np.cumsum(size) - size - start)[row]


def _around(x):
    """Each row between the one before and the one after it."""
    none = torch.zeros(1, x.shape[1])
    return torch.cat([torch.cat([none, x[:-1]]), x, torch.cat([x[1:], none])], 1)
