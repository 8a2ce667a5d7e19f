"""Tables for spaCy's rule lemmatizer and features from tags, both counted on the treebanks alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.lookups import Lookups

from training.language.treebanks import Sentence

#: Features that follow from an English tag; a base form (Inf, Sing, Pos) tells the lemmatizer to leave a word alone.
FEATURES = {
    "VB": "VerbForm=Inf", "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin", "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part", "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "MD": "VerbForm=Fin", "NN": "Number=Sing",
    "NNP": "Number=Sing", "NNS": "Number=Plur", "NNPS": "Number=Plur", "JJ": "Degree=Pos", "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup", "RBR": "Degree=Cmp", "RBS": "Degree=Sup", "PRP": "PronType=Prs",
    "PRP$": "Poss=Yes|PronType=Prs", "WDT": "PronType=Rel", "WP": "PronType=Int,Rel",
    "WP$": "Poss=Yes|PronType=Int,Rel", "EX": "PronType=Dem", "CD": "NumType=Card",
}  # fmt: skip
INFLECTED = {"verb": {"VBD", "VBG", "VBN", "VBZ"}, "noun": {"NNS"}, "adj": {"JJR", "JJS"}, "adv": {"RBR", "RBS"}}
BASE = {"verb": {"VB", "VBP"}, "noun": {"NN"}, "adj": {"JJ"}, "adv": {"RB"}}
LONGEST = 4
#: The treebanks keep these in the plural; who looks up a word expects the singular.
SINGULAR = {"troops": "troop"}


def learn_tables(sentences: Iterable[Sentence], more: Iterable[tuple[str, str]]) -> dict[str, dict]:
    """Index, rules and exceptions by part of speech.

    Parameters
    ----------
    sentences : iterable of Sentence
        Of the training parts of the treebanks.
    more : iterable of (word, tag)
        Tagged text without lemmas: its base forms make the index longer.
    """
    pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    closed: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    index: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        broken = {word.head for word in sentence.words if word.dep == "goeswith"}
        for place, word in enumerate(sentence.words):
            if place in broken or word.xpos == "GW":
                continue  # "there fore" has the lemma of the whole
            pos, form, lemma = word.upos.lower(), word.form.lower(), word.lemma.lower()
            if pos in INFLECTED:
                index[pos][lemma] += 1
                if word.xpos in INFLECTED[pos]:
                    pairs[pos][form, lemma] += 1
                elif form != lemma or pos == "adv":
                    closed[pos][form, lemma] += 1
            else:
                closed[pos][form, word.lemma if pos in ("propn", "pron") else lemma] += 1
    for word, tag in more:
        for pos, tags in BASE.items():
            if tag in tags and word.isalpha():
                index[pos][word.lower()] += 0.5
    known = {pos: sorted(word for word, n in counts.items() if n > 1) for pos, counts in index.items()}
    rules = {pos: _rules(pairs[pos]) for pos in INFLECTED}
    for pos, counts in pairs.items():
        known[pos] = sorted(set(known[pos]) - _misleading(counts, rules[pos], set(known[pos]), index[pos]))
    exceptions: dict[str, dict[str, list[str]]] = {}
    for pos, counts in [*pairs.items(), *closed.items()]:
        words = set(known.get(pos, ()))
        table, decided = exceptions.setdefault(pos, {}), set()
        for (form, lemma), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            if form not in decided and (pos not in INFLECTED or pos == "adv" or apply_rules(form, rules[pos], words) != lemma):
                for spelling in {form, form.replace("'", "’")}:
                    table.setdefault(spelling, [lemma])
            decided.add(form)
    for plural, singular in SINGULAR.items():
        exceptions["noun"][plural] = [singular]
        known["noun"] = sorted({*known["noun"], singular} - {plural})
    return {"lemma_index": known, "lemma_rules": rules, "lemma_exc": exceptions}


def _rules(pairs: Counter[tuple[str, str]]) -> list[list[str]]:
    """Endings and what replaces them, the longest and surest first; each is right for most forms that end so."""
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in pairs:
        shared = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
        if shared < 2 and len(form) > 3:
            continue
        for cut in range(max(shared - LONGEST, 0), shared + 1):
            cases[form[cut:]][lemma[cut:]] += 1
    kept = []
    for ending, results in cases.items():
        result, n = results.most_common(1)[0]
        if n >= 4 and n / sum(results.values()) > 0.5 and ending:
            kept.append((len(ending), n, ending, result))
    # Two more guesses that are taken only if the index knows their word.
    plain = [
        ["ed", "e"],
        ["ed", ""],
        ["ing", "e"],
        ["ing", ""],
        ["es", "e"],
        ["es", ""],
        ["s", ""],
        ["ies", "y"],
        ["er", ""],
        ["est", ""],
    ]
    seen = {(ending, result) for _, _, ending, result in kept}
    return [[e, r] for _, _, e, r in sorted(kept, reverse=True)] + [rule for rule in plain if tuple(rule) not in seen]


def _misleading(pairs: Counter[tuple[str, str]], rules: list[list[str]], known: set[str], counts: Counter[str]) -> set[str]:
    """Rare words of the index that hide a commoner one ("nam" for "names"): spaCy's rules beat its exceptions."""
    found = set()
    for form, lemma in pairs:
        guess = apply_rules(form, rules, known)
        if guess != lemma and lemma in known and counts[guess] < counts[lemma]:
            found.add(guess)
    return found


def apply_rules(form: str, rules: list[list[str]], known: set[str]) -> str:
    """What spaCy's rule lemmatizer makes of a form without exceptions."""
    inside, outside = [], []
    for ending, result in rules:
        if form.endswith(ending):
            lemma = form[: len(form) - len(ending)] + result
            if lemma in known:
                inside.insert(0, lemma)
            elif lemma:
                outside.append(lemma)
    return (inside or outside or [form])[0]


def add_lemmatizer(nlp: Language, tables: dict[str, dict]) -> None:
    """Add the features from tags and the lemmatizer with its tables at the end of a pipeline."""
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, features in FEATURES.items():
        ruler.add([[{"TAG": tag}]], {"MORPH": features})
    ruler.add([[{"TAG": "RB", "POS": "ADV"}]], {"MORPH": "Degree=Pos"})
    # The plural "are" has a lemma of its own, unlike other present forms without -s.
    ruler.add(
        [[{"TAG": "VBP", "LOWER": {"IN": ["are", "'re", "’re", "am", "'m", "’m"]}}]],
        {"MORPH": FEATURES["VBP"] + "|Number=Plur"},
    )
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lookups = Lookups()
    for name, table in tables.items():
        lookups.add_table(name, table)
    lemmatizer.initialize(lookups=lookups)
