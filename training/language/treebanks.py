"""Treebanks in CoNLL-U → spaCy documents of several sentences, altered by rule into what news looks like."""

import gzip
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

#: "al - Muhandis" in the treebanks, one token in the shipped tokenizer.
PARTICLE = re.compile(r"(al|el|ul|as|ash|an|ad|at|ar|az)", re.IGNORECASE)
#: Words of a name that tell its kind, which a made-up name keeps.
KEPT = (
    r"\b(?:of|the|and|for|[A-Z]+|Ministry|National|International|Council|Party|Army|Force|University|United|Union"
    r"|City|River)\b"
)


@dataclass(frozen=True)
class Word:
    """One syntactic word; `head` is its place in the sentence, its own for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str
    space: bool
    misc: str = ""


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, its document, and whether a paragraph begins with it."""

    words: tuple[Word, ...]
    document: str
    opens_paragraph: bool


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Read a CoNLL-U file (.gz); multiword tokens are taken apart, empty nodes left out."""
    document, opens, rows, joined = "", True, [], {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, opens = line.partition("= ")[2], True
            elif line.startswith("# newpar"):
                opens = True
            elif not line and rows:
                yield Sentence(tuple(_words(rows, joined)), document, opens)
                opens, rows, joined = False, [], {}
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if "-" in cells[0]:
                    first, last = map(int, cells[0].split("-"))
                    joined.update({i: i == last and "SpaceAfter=No" not in cells[9] for i in range(first, last + 1)})
                elif "." not in cells[0]:
                    rows.append(cells)


def _words(rows: list[list[str]], joined: dict[int, bool]) -> Iterator[Word]:
    for place, (_, form, lemma, upos, xpos, _, head, dep, _, misc) in enumerate(rows, start=1):
        space = joined.get(place, "SpaceAfter=No" not in misc)
        governor = int(head) - 1 if head != "0" else place - 1
        yield Word(form.replace(" ", "\u00a0"), lemma, upos, xpos, governor, "ROOT" if dep == "root" else dep, space, misc)


def _drop(words: list[Word], gone: dict[int, int]) -> list[Word]:
    """Remove the words at the keys of `gone`; what depends on them goes over to the values."""
    kept = [i for i in range(len(words)) if i not in gone]
    place = {old: new for new, old in enumerate(kept)}
    return [replace(words[i], head=place[gone.get(words[i].head, words[i].head)]) for i in kept]


def join_particles(words: list[Word]) -> list[Word]:
    """Make one word of "al", "-", "Muhandis", as the tokenizer does."""
    for i in range(len(words) - 2):
        first, hyphen, last = words[i : i + 3]
        if hyphen.form != "-" or first.space or hyphen.space or not PARTICLE.fullmatch(first.form):
            continue
        if first.upos != "PROPN" or not last.form[0].isalpha():
            continue
        outer = next((w for w in (first, last) if w.head not in (i, i + 1, i + 2)), None)
        if outer is None:
            outer = next(w for w in (first, last) if words.index(w, i) == w.head)
        own = outer.head in (i, i + 1, i + 2)
        form, lemma = f"{first.form}-{last.form}", f"{first.lemma}-{last.lemma}"
        words = list(words)
        words[i] = replace(last, form=form, lemma=lemma, head=i if own else outer.head, dep=outer.dep)
        return join_particles(_drop(words, {i + 1: i, i + 2: i}))
    return words


def drop_final_stop(words: list[Word]) -> list[Word]:
    """Take the full stop off a headline."""
    last = len(words) - 1
    if last < 2 or words[last].form != "." or any(w.head == last for w in words):
        return words
    return _drop(words, {last: words[last].head})


def unheard(name: str, chance: random.Random) -> str:
    """A name of the same build with other letters: what stands around it has to tell its kind."""
    parts = re.split(f"({KEPT})", name)
    for i in range(0, len(parts), 2):
        vowels = re.sub("[aeiou]", lambda _: chance.choice("aaeiou"), parts[i])
        parts[i] = re.sub("[bdfgklmnrstz](?=[a-z])", lambda m: chance.choice([m[0], m[0], *"bdfhklmnrstz"]), vowels)
    return "".join(parts)


def add_hashtags(words: list[Word], chance: random.Random) -> list[Word]:
    """Put "#" as a word of its own, punctuation of the next, before some proper names."""
    for i in reversed(range(len(words))):
        if words[i].upos == "PROPN" and words[i].form[0].isalpha() and chance.random() < 0.5:
            shifted = [replace(w, head=w.head + (w.head >= i)) for w in words]
            words = [*shifted[:i], Word("#", "#", "PUNCT", "NFP", i + 1, "punct", False), *shifted[i:]]
    return words


def curl_quotes(words: list[Word]) -> list[Word]:
    """Typographic quotes and apostrophes, as news sites print them."""
    curled = []
    for word in words:
        form = word.form.replace("'", "’")
        if word.form == '"':
            form = "”" if word.xpos == "''" else "“"
        elif word.form == "'" and word.xpos == "``":
            form = "‘"
        curled.append(replace(word, form=form))
    return curled


def alter(sentence: Sentence, chance: random.Random) -> Sentence:
    """One sentence as a news site, a headline writer or a hurried author would have typed it."""
    words = join_particles(list(sentence.words)) if chance.random() < 0.8 else list(sentence.words)
    if chance.random() < 0.04:
        words = drop_final_stop(words)
    if chance.random() < 0.03:
        words = add_hashtags(words, chance)
    if chance.random() < 0.25:
        words = [replace(w, form=unheard(w.form, chance)) if w.upos == "PROPN" else w for w in words]
    if chance.random() < 0.35:
        words = curl_quotes(words)
    style = chance.random()
    if style < 0.025:
        words = [replace(w, form=w.form.upper()) for w in words]
    elif style < 0.06:
        words = [replace(w, form=w.form.lower()) for w in words]
    return replace(sentence, words=tuple(words))


def chunks(sentences: list[Sentence], chance: random.Random) -> Iterator[list[Sentence]]:
    """Cut a treebank into runs of one to eight neighbouring sentences of one document."""
    run: list[Sentence] = []
    length = 1
    for sentence in sentences:
        if run and (len(run) >= length or run[0].document != sentence.document):
            yield run
            run = []
        if not run:
            length = chance.choice([1, 1, 1, 2, 3, 4, 6, 8])
        run.append(sentence)
    if run:
        yield run


@dataclass(frozen=True)
class Blanks:
    """Blank tokens of a document: between paragraphs, between lines, and one in `stray` places by mistake."""

    paragraph: str = ""
    line: str = ""
    line_length: int = 0
    stray: float = 0.0


def choose_blanks(chance: random.Random) -> Blanks:
    """Mostly paragraphs alone; sometimes hard-wrapped lines (also a sentence a line), sometimes stray double blanks."""
    paragraph = chance.choice(["", "\n", "\n\n"])
    style = chance.random()
    if style < 0.06:
        return Blanks(paragraph or "\n\n", "\n", chance.randint(8, 16))
    if style < 0.10:
        return Blanks(paragraph, stray=0.05)
    return Blanks(paragraph)


def build_doc(vocab: Vocab, sentences: list[Sentence], blanks: Blanks = Blanks(), chance: random.Random | None = None) -> Doc:
    """A spaCy document of some sentences, with blank tokens (tag _SP, label dep) as the tokenizer makes them."""
    chance = chance or random.Random(0)
    table: list[list] = []
    since = 0
    for number, sentence in enumerate(sentences):
        places: list[int] = []
        for i, w in enumerate(sentence.words):
            blank = ""
            if i == 0 and number and sentence.opens_paragraph:
                blank, since = blanks.paragraph, 0
            elif table and table[-1][1] and blanks.line and since >= blanks.line_length:
                blank, since = blanks.line, 0
            elif table and table[-1][1] and chance.random() < blanks.stray:
                blank = chance.choice([" ", " ", "  ", "\t", "\u00a0"])
            if blank:
                # A second blank after a blank is a token; a line break stands in place of the blank.
                table[-1][1] = not blank.strip(" ") and table[-1][1]
                table.append([blank, False, "", "SPACE", "_SP", "dep", len(table) - 1])
            places.append(len(table))
            table.append([w.form, w.space, w.lemma, w.upos, w.xpos, w.dep, w.head])
            since += 1
        for place in places:
            table[place][6] = places[table[place][6]]
    words, spaces, lemmas, upos, xpos, deps, heads = map(list, zip(*table, strict=True))
    return Doc(vocab, words, spaces, lemmas=lemmas, pos=upos, tags=xpos, deps=deps, heads=heads)
