"""The neural part of the judge: trains a geoanalysis.reading.context.Context on labelled candidates."""

from dataclasses import replace

import numpy as np
import torch
from torch import nn

from geoanalysis.reading.context import Context, facts, spread
from geoanalysis.resources import tie_types
from geoanalysis.tables import ACTOR_KINDS

SEED, UNITS, DROPOUT = 7, 96, 0.3
EPOCHS, BATCH, RATE, DECAY = 6, 512, 0.002, 0.03


class Network:
    """Candidates as a Context sees them.

    found: for each text its list of (Scene, Candidate)
    """

    def __init__(self, found):
        self.names = {"types": _numbered(sorted(tie_types())), "kinds": _numbered([*ACTOR_KINDS, "place"])}
        types, told = zip(*(facts(candidates, **self.names) for candidates in found), strict=True)
        vectors = [spread(candidates[0][0].syntax.view.vectors, candidates) for candidates in found]
        self.vectors, self.types, self.told = np.vstack(vectors), np.concatenate(types), np.vstack(told)

    def fit(self, rows, labels, weights):
        """Train on some candidates (logistic loss, dropout, AdamW) with one cycle of the learning rate; returns a Context."""
        torch.manual_seed(SEED)
        torch.set_num_threads(1)  # two wait for each other wherever another process runs
        data = [torch.from_numpy(np.asarray(column)[rows]) for column in (self.vectors, self.types, self.told, labels, weights)]
        model = Model(data[0], types=len(self.names["types"]), facts=self.told.shape[1])
        optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * -(-len(rows) // BATCH))
        for _ in range(EPOCHS):
            for batch in torch.randperm(len(rows)).split(BATCH):
                vectors, types, told, right, weight = (column[batch] for column in data)
                loss = nn.functional.binary_cross_entropy_with_logits(model(vectors, types, told), right.float(), weight.float())
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
        count = np.bincount(data[1], minlength=len(self.names["types"]))
        context = Context(**self.names, usual=np.zeros(len(count)), **model.arrays())
        said = context.weigh(*(column.numpy() for column in data[:3]))
        return replace(context, usual=np.bincount(data[1], said, len(count)) / np.maximum(count, 1))

    def said(self, context, rows):
        """What a network says of some candidates."""
        return context.weigh(self.vectors[rows], self.types[rows], self.told[rows])


class Model(nn.Module):
    """The layers of a Context; it sees the vectors with mean 0 and deviation 1."""

    def __init__(self, vectors, *, types, facts):
        super().__init__()
        self.mean, self.deviation = vectors.mean(0), vectors.std(0) + 1e-6
        self.words = nn.Linear(vectors.shape[1], UNITS)
        self.weighed = nn.Embedding(types, UNITS)
        self.both, self.last = nn.Linear(2 * UNITS + facts, UNITS), nn.Linear(UNITS, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, vectors, types, told):
        hidden = self.words(self.dropout((vectors - self.mean) / self.deviation)).relu()
        hidden = self.both(torch.cat([hidden * self.weighed(types), hidden, told], 1)).relu()
        return self.last(self.dropout(hidden)).squeeze(1)

    def arrays(self):
        """The weights as a Context has them, for vectors as they come."""
        own = {name: p.detach().numpy() for name, p in self.named_parameters()}
        words = own["words.weight"].T / self.deviation.numpy()[:, None]
        return {"words": words, "words_bias": own["words.bias"] - self.mean.numpy() @ words, "weighed": own["weighed.weight"],
                "both": own["both.weight"].T, "both_bias": own["both.bias"], "last": own["last.weight"][0], "last_bias": own["last.bias"]}


def _numbered(names):
    return {name: i for i, name in enumerate(names)}
