"""GMB news with names → spaCy documents: natural spacing, four labels, titles cut off, cut names mended."""

import csv
import gzip
import io
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from training.language.treebanks import Sentence, unheard

GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
LABELS = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "NORP"}
#: Words before a name that say what somebody is, and do not belong to the name.
TITLES = frozenset(
    [
        "president", "prime", "minister", "foreign", "defense", "defence", "interior", "finance", "vice", "deputy",
        "premier", "chancellor", "king", "queen", "prince", "princess", "sheikh", "mr.", "mrs.", "ms.", "dr.",
        "miss", "sir", "lord", "lady", "senator", "sen.", "congressman", "congresswoman", "representative", "rep.",
        "governor", "gov.", "mayor", "ambassador", "secretary", "secretary-general", "general", "gen.", "lieutenant",
        "lt.", "colonel", "col.", "major", "maj.", "captain", "capt.", "sergeant", "sgt.", "brigadier", "brig.",
        "admiral", "adm.", "commander", "chief", "judge", "justice", "attorney", "speaker", "chairman", "chairwoman",
        "director", "professor", "prof.", "pope", "archbishop", "bishop", "cardinal", "reverend", "rev.", "father",
        "ayatollah", "grand", "imam", "prophet", "emperor", "sultan", "emir", "spokesman", "spokeswoman", "envoy",
        "former", "ex-president", "then-president", "national", "security", "advisor", "adviser", "state", "u.n.",
        "u.s.", "supreme", "leader", "opposition", "rebel", "coach", "crown", "hojatoleslam", "presidents",
        "mullah-general", "first",
    ]
)  # fmt: skip
#: The label of a word that may or may not belong to a name.
UNKNOWN = "?"
#: Peoples and faiths, which GMB mostly leaves out.
PEOPLES = frozenset(
    [
        "Arab", "Arabs", "Buddhist", "Buddhists", "Catholic", "Catholics", "Christian", "Christians", "Druze",
        "Hindu", "Hindus", "Hutu", "Hutus", "Jewish", "Jews", "Kurd", "Kurdish", "Kurds", "Muslim", "Muslims",
        "Persian", "Persians", "Shi'ite", "Shi'ites", "Shia", "Shias", "Shiite", "Shiites", "Sunni", "Sunnis",
        "Turkmen", "Tutsi", "Tutsis", "Yazidi", "Yazidis",
    ]
)  # fmt: skip
#: Names that GMB types wrongly more often than not; None takes the label away.
KNOWN: dict[str, str | None] = {
    "African Union": "ORG", "AU": "ORG", "Fatah": "ORG", "U.N.": "ORG", "UN": "ORG", "U.S.": "LOC", "US": "LOC",
    "Red Cross": "ORG", "Islamic Jihad": "ORG", "Hizballah": "ORG", "Aung San Suu Kyi": "PERSON", "Saddam": "PERSON",
    "Yushchenko": "PERSON", "Sri Lankan": "NORP", "Sunni Arab": "NORP", "Sunni Arabs": "NORP",
    "South Korean": "NORP", "North Korean": "NORP", "Saudi": "NORP", "South African": "NORP", "Vatican": "LOC",
    "Islam": None, "Islamic": None, "Western": None, "South": None, "Internet": None,
}  # fmt: skip
#: Titles that stand right before a person and before nothing else.
BEFORE_PERSON = frozenset(
    [
        "mr.", "mrs.", "ms.", "dr.", "president", "minister", "senator", "general", "colonel", "king", "queen",
        "prince", "sheikh", "ayatollah", "chancellor",
    ]
)  # fmt: skip
OPENING, CLOSING = {"(", "[", "$", "``"}, {")", "]", ",", ".", ";", ":", "?", "!", "%", "''"}

Row = tuple[str, str, str]
#: Start, end, label of a name in a text.
Place = tuple[int, int, str]


def read_gmb(path: Path) -> Iterator[list[Row]]:
    """Sentences of (word, tag, BIO label)."""
    sentence: list[Row] = []
    with gzip.open(path) as raw:
        text = raw.read().decode("utf-8", errors="replace")
    for cells in csv.DictReader(io.StringIO(text)):
        if cells["Sentence #"] and sentence:
            yield sentence
            sentence = []
        if cells["Word"]:
            sentence.append((cells["Word"], cells["POS"], cells["Tag"] or "O"))
    if sentence:
        yield sentence


def part_of(sentence: list[Row]) -> str:
    """Return "dev" or "test" for every 20th sentence each, by its text: a repeated one is never on two sides."""
    digest = sha256(" ".join(word for word, _, _ in sentence).encode()).digest()[0] % 20
    return {0: "test", 10: "dev"}.get(digest, "train")


def spans(sentence: list[Row]) -> list[Place]:
    """(first, end, label) of the names as GMB cuts them."""
    found: list[Place] = []
    for i, (_, _, bio) in enumerate(sentence):
        kind = LABELS.get(bio[2:])
        if kind is None:
            continue
        if bio[0] == "I" and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


def majority_kinds(sentences: list[list[Row]]) -> dict[str, str]:
    """The label that a one-word name of place or nationality mostly has: GMB wavers between geo and gpe.

    A proper noun in the singular is no nationality ("Jordan", "Nepal", which GMB has as gpe).
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for first, end, kind in spans(sentence):
            if end - first == 1 and kind in ("LOC", "NORP"):
                word, tag, _ = sentence[first]
                counts[word][kind] += 1
                tags[word][tag] += 1
    majority = {word: kinds.most_common(1)[0][0] for word, kinds in counts.items()}
    places = {word: "LOC" for word in majority if tags[word].most_common(1)[0][0] == "NNP"}
    return {**majority, **places, **dict.fromkeys(PEOPLES, "NORP")}


def usual_kinds(sentences: list[list[Row]], majority: dict[str, str]) -> dict[str, str | None]:
    """The label that a name has in most of its places, for names with five places and more: GMB's types are noisy."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for first, end, kind in mend(sentence, majority):
            counts[_name(sentence, first, end)][kind] += 1
    usual = {name: kinds.most_common(1)[0] for name, kinds in counts.items()}
    frequent = {name: kind for name, (kind, n) in usual.items() if counts[name].total() >= 5 and n > counts[name].total() / 2}
    return {**frequent, **KNOWN}


def _name(sentence: list[Row], first: int, end: int) -> str:
    return " ".join(word for word, _, _ in sentence[first:end])


def mend(sentence: list[Row], majority: dict[str, str], usual: dict[str, str | None] | None = None) -> list[Place]:
    """Names of a sentence with titles cut off PERSON, names cut at an article made whole, and types made consistent."""
    mended: list[Place] = []
    for first, end, kind in spans(sentence):
        if kind == "PERSON":
            while first < end and sentence[first][0].lower() in TITLES:
                first += 1
        elif end - first == 1 and kind in ("LOC", "NORP"):
            kind = majority.get(sentence[first][0], kind)
        # The rest of a person's name that GMB left out: "Nouri | al-Maliki".
        while kind == "PERSON" and first < end < len(sentence) and sentence[end][2] == "O":
            if sentence[end][1] != "NNP" or not re.match(r"(?:[Aa]l|[Ee]l)-[A-Z]|(?:bin|ibn|Jr\.)$", sentence[end][0]):
                break
            end += 1
        while first < end and not sentence[end - 1][0][0].isalnum():
            end -= 1
        if first == end:
            continue
        if usual:
            titled = first and sentence[first - 1][0].lower() in BEFORE_PERSON and sentence[first - 1][0][0].isupper()
            kind = "PERSON" if titled and end - first < 4 and kind != "NORP" else kind
            kind = usual.get(_name(sentence, first, end), kind)
        if kind and mended and mended[-1][2] == kind == "PERSON" and mended[-1][1] == first:
            mended[-1] = (mended[-1][0], end, kind)
        elif kind:
            mended.append((first, end, kind))
    taken = {i for first, end, _ in mended for i in range(first, end)}
    peoples = [(i, i + 1, "NORP") for i, (word, _, _) in enumerate(sentence) if word in PEOPLES and i not in taken]
    return sorted(mended + peoples)


def gum_names(sentence: Sentence, majority: dict[str, str]) -> list[Place]:
    """Proper names among GUM's nested entities, most of which are common nouns, and nationalities by their word."""
    words, open_spans, found = sentence.words, [], []
    for i, word in enumerate(words):
        entity = next((cell[7:] for cell in word.misc.split("|") if cell.startswith("Entity=")), "")
        for opening in re.findall(r"\((\w+-\w+)|\)", entity):
            if opening:
                open_spans.append((i, opening.partition("-")[2]))
            elif open_spans:
                first, kind = open_spans.pop()
                found.append((first, i + 1, GUM_LABELS.get(kind, "")))
    names: list[Place] = []
    for first, end, kind in sorted(found, key=lambda span: span[0] - span[1]):
        while first < end and (words[first].upos == "DET" or kind == "PERSON" and words[first].form.lower() in TITLES):
            first += 1
        while first < end and words[end - 1].upos in ("PART", "PUNCT") and words[end - 1].form != ".":
            end -= 1
        inner = words[first:end]
        proper = inner and all(
            w.upos == "PROPN" or w.form in ("-", ".", "&") or kind == "ORG" and w.form in ("of", "for", "and", "the") for w in inner
        )
        if kind and proper and not any(a < end and first < b for a, b, _ in names):
            names.append((first, end, kind))
    taken = {i for a, b, _ in names for i in range(a, b)}
    names += [(i, i + 1, "NORP") for i, w in enumerate(words) if i not in taken and majority.get(w.form) == "NORP"]
    return sorted(names)


def ewt_names(sentence: Sentence, majority: dict[str, str]) -> list[Place]:
    """EWT has no names, but its tags say what is none: proper nouns may be one, nationalities are, others are not."""
    kinds = [majority.get(w.form, "") for w in sentence.words]
    labels = [
        "NORP" if kind == "NORP" else UNKNOWN if w.upos in ("PROPN", "X") else "" for kind, w in zip(kinds, sentence.words, strict=True)
    ]
    return [(i, i + 1, label) for i, label in enumerate(labels) if label]


def join(words: list[str], tags: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The running text of tokenized words, and where each word stands in it."""
    text, places, glue, quoted = "", [], True, False
    for word, tag in zip(words, tags, strict=True):
        if word == '"':
            closes = quoted
            quoted = not quoted
            space, after = not closes, closes is False
        else:
            space = not (word in CLOSING or word.startswith("'") or word == "n't" or tag == "POS")
            after = word in OPENING
        if text and space and not glue:
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glue = after
    return text, places


def alter(text: str, found: list[Place], chance: random.Random) -> str:
    """News as a site prints it, some with names nobody has seen; the length stays, so names keep their places."""
    for start, end, label in found:
        if label == "ORG" and re.fullmatch("[A-Z]{3,5}", text[start:end]) and chance.random() < 0.6:
            acronym = "".join(chance.choice("ABCDEFGHIJKLMNPQRSTUVW") for _ in range(end - start))
            text = text[:start] + acronym + text[end:]
    if chance.random() < 0.15:
        for start, end, label in found:
            if label in ("PERSON", "ORG", "LOC"):
                text = text[:start] + unheard(text[start:end], chance) + text[end:]
    if chance.random() < 0.4:
        text = text.replace("'", "’")
        text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    if chance.random() < 0.02:
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    return text


def hashtags(text: str, places: list[Place], chance: random.Random) -> tuple[str, list[Place]]:
    """Put "#" before some one-word names, outside the name."""
    shifted, grown, copied = [], "", 0
    for start, end, label in places:
        grown += text[copied:start]
        if " " not in text[start:end] and chance.random() < 0.6:
            grown += "#"
        shifted.append((len(grown), len(grown) + end - start, label))
        grown += text[start:end]
        copied = end
    return grown + text[copied:], shifted


def datelines(text: str, places: list[Place], chance: random.Random) -> tuple[str, list[Place]]:
    """Open with "BAGHDAD (Reuters) - ", as agencies do; the place and the agency are names."""
    place = chance.choice(
        [
            "Baghdad",
            "Tehran",
            "Washington",
            "London",
            "Ankara",
            "Beirut",
            "Moscow",
            "Riyadh",
            "Damascus",
            "Jerusalem",
            "Cairo",
            "Dubai",
            "Geneva",
        ]
    )
    agency = chance.choice(["Reuters", "AP", "AFP", "Xinhua"])
    place = place.upper() if chance.random() < 0.7 else place
    head = f"{place} ({agency}) {chance.choice('-—–')} "
    at = len(place) + 2
    shift = [(start + len(head), end + len(head), label) for start, end, label in places]
    return head + text, [(0, len(place), "LOC"), (at, at + len(agency), "ORG"), *shift]


def signed(text: str, places: list[Place], chance: random.Random) -> tuple[str, list[Place]]:
    """Close as a tweet does, with its author: "— Khosro Kalbasi (@KhosroKalbasi)"; the handle is no name."""
    authors = [text[start:end] for start, end, label in places if label == "PERSON" and " " in text[start:end]]
    if not authors:
        return text, places
    author, lead = chance.choice(authors), f"{text} — "
    handle = author.replace(" ", "")[:15]
    return f"{lead}{author} (@{handle})", [*places, (len(lead), len(lead) + len(author), "PERSON")]


def build_doc(nlp: Language, sentences: list[tuple[str, list[Place]]]) -> Doc:
    """A document of some texts with names as character places; names that cut a token are left out."""
    text, names = "", []
    for part, places in sentences:
        shift = len(text) + bool(text)
        text = f"{text} {part}" if text else part
        names += [(start + shift, end + shift, label) for start, end, label in places]
    doc = nlp.make_doc(text)
    spans = [
        doc.char_span(start, end, label=label, alignment_mode="expand" if label == UNKNOWN else "strict") for start, end, label in names
    ]
    kept = filter_spans(span for span in spans if span is not None)
    doc.set_ents([span for span in kept if span.label_ != UNKNOWN], missing=[span for span in kept if span.label_ == UNKNOWN])
    return doc
