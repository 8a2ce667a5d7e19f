"""The known actors: their names, states, capitals and dated offices, loaded from files and looked up by spelling."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from geoanalysis.reading.spelling import ARTICLES, MELTED, WORD, fold, name_words, plain, sounds, word_set
from geoanalysis.resources import faults_error, read_csv
from geoanalysis.tables import ACTOR_KINDS

ACTOR_COLUMNS = ("actor_id", "name", "kind", "country", "gender", "parent")
ALIAS_COLUMNS = ("alias", "actor_id")
OFFICE_COLUMNS = ("actor_id", "office", "of", "since", "until", "tie")
STATE_COLUMNS = ("actor_id", "name", "iso3", "capital", "seats", "adjectives", "peoples", "other_names")
OFFICE_TIES = ("LEADS", "REPRESENTS", "MEMBER_OF")

#: Capitals of governments that are no states.
_REGIONAL_CAPITALS = {"Erbil": "krg", "Arbil": "krg", "Irbil": "krg", "Hewler": "krg"}
#: Which column of states.csv gives which role to a word.
_STATE_ROLES = {"capital": "capital", "seats": "seat", "adjectives": "demonym", "peoples": "people", "other_names": "name"}
#: The order in which roles win when one word has several ("British" is an adjective before it is a people).
_ROLE_ORDER = ("alias", "name", "demonym", "people", "capital", "seat")
#: Offices that have more than one name; the key is what an article may write.
_OFFICES = {
    "fm": "foreign minister", "pm": "prime minister", "premier": "prime minister", "minister of foreign affairs": "foreign minister",
    "foreign affairs minister": "foreign minister", "minister for foreign affairs": "foreign minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "foreign minister", "top diplomat": "foreign minister", "minister of defense": "defense minister",
    "minister of defence": "defense minister", "defence minister": "defense minister", "secretary of defense": "defense minister",
    "defense secretary": "defense minister", "defence secretary": "defense minister", "minister of interior": "interior minister",
    "minister of the interior": "interior minister", "home secretary": "interior minister", "minister of oil": "oil minister",
    "speaker": "speaker of parliament", "parliament speaker": "speaker of parliament", "parliamentary speaker": "speaker of parliament",
    "commander-in-chief": "commander", "commander in chief": "commander", "chief commander": "commander", "chief": "commander",
    "head": "commander", "leader": "commander", "secretary general": "secretary-general", "general secretary": "secretary-general",
    "chairman": "chairman", "director general": "director-general",
}  # fmt: skip

#: First words of persons' names that also begin the names of places and bodies.
_NO_GIVEN = word_set(
    """king lord sultan sheikh mullah dalai haji park islam ramadan riyadh bandar sabah badr imam grant porter hero rock moon mark rose
    saif said jordan duran pope martin saint george fort chad liberty salam khalifa mahdi ghazi jalal molavi"""
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of actors.csv: who acts, of which kind, of which country (ISO 3166-1 alpha-3), and part of what."""

    actor_id: str
    name: str
    kind: str
    country: str = ""
    gender: str = ""
    parent: str = ""


#: The kinds of actor whose acronyms are spoken as words, and the acronyms that are other words then.
_SPOKEN = ("organization", "armed_group", "party")
_WORDS = ("RAND", "SWIFT", "MILF", "KADEK")


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of one actor, ready for look-up."""

    alias: str
    actor_id: str
    role: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    #: exact: letters and case as written (acronyms); letters: the same letters; sound: any spelling that sounds the same
    match: str
    #: whether the word counts only behind its article: "Al-Alam", "al-Shabab"
    article: bool = False
    #: whether the last word has a capital, which a text must have too: "the West" is not "the west"
    capital: bool = True
    #: whether an acronym may be written as a word: "Nato"
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text where an entry's words stand, in characters; unsure when one word only sounds like the entry."""

    start: int
    end: int
    entry: Entry
    sure: bool = True


def office_name(words: str) -> str:
    """Return the lower-case standard name of an office.

    Examples
    --------
    >>> office_name("Minister of Foreign Affairs")
    'foreign minister'
    """
    words = " ".join(words.lower().split())
    return _OFFICES.get(words, words)


def _is_acronym(alias: str) -> bool:
    letters = alias.replace(".", "").replace("-", "").replace(" ", "")
    return len(letters) <= 6 and sum(map(str.isupper, letters)) >= 2 and not letters[1:].islower()


def text_words(text: str) -> list[tuple[int, int, str]]:
    """Start, end and letters of the words of a text that can be part of a name; an article before a word only moves its start."""
    words, article = [], None
    for match in WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        lower = word.lower()
        melted = lower in MELTED and text[end : end + 1] == "-" and text[end + 1 : end + 2].lower() == lower[1]
        if lower in ARTICLES or melted:
            article = start, end
            continue
        if article is not None and 0 <= start - article[1] <= 1 and text[article[1] : start] in ("-", " ", ""):
            start = article[0]
        article = None
        words.append((start, end, word))
    return words


class Gazetteer:
    """The actors, spellings and offices of some files; never changed after it is made.

    Examples
    --------
    >>> gazetteer = load_gazetteer()
    >>> gazetteer.lookup("Muqtada al-Sadr") == gazetteer.lookup("Moqtada Sadr") != None
    True
    """

    def __init__(self, actors: Sequence[Actor], entries: Sequence[Entry], offices: Sequence[dict[str, str]]):
        self.actors = MappingProxyType({actor.actor_id: actor for actor in actors})
        self.offices = tuple(MappingProxyType(dict(row)) for row in offices)
        self.entries = tuple(entries)
        single, several = defaultdict(list), defaultdict(list)
        for entry in entries:
            (single[entry.keys[0]] if len(entry.keys) == 1 else several[entry.keys[:2]]).append(entry)
        # The longest entry first; then the surest role; files decide between equals, so user rows, which come first, win.
        for found in (*single.values(), *several.values()):
            found.sort(key=lambda entry: (-len(entry.keys), _ROLE_ORDER.index(entry.role)))
        self._single, self._several = dict(single), dict(several)
        self._first = frozenset(single) | frozenset(first for first, _ in several)
        #: lower-case words that an entry begins with; other lower-case words of a text begin no name
        self._lower = frozenset(name_words(entry.alias)[0] for entry in entries if entry.alias[0].islower())
        self._holders = defaultdict(list)
        self._held = defaultdict(list)
        self._surnamed = defaultdict(list)
        for row in self.offices:
            self._holders[office_name(row["office"]), row["of"]].append(row)
            self._held[row["actor_id"]].append(row)
            self._surnamed[_surname(self.actors[row["actor_id"]].name)].append(row)
        self._demonyms = {entry.actor_id: entry.alias for entry in reversed(entries) if entry.role == "demonym"}
        names = [plain(actor.name).split() for actor in actors if actor.kind == "person"]
        #: first names of the listed persons, which tell that an unlisted name is a person's: "Antoine", "Samuel"
        self.given = frozenset(fold(name[0]) for name in names if len(name) > 1 and len(name[0]) > 3 and name[0] not in _NO_GIVEN)
        self._states = {actor.country: actor for actor in reversed(actors) if actor.kind == "state" and actor.country}

    def actor(self, actor_id: str) -> Actor:
        """Return the actor of an id; KeyError for an id that no file has."""
        return self.actors[actor_id]

    def state(self, country: str) -> Actor | None:
        """Return the state of an ISO 3166-1 alpha-3 code."""
        return self._states.get(country)

    def demonym(self, actor_id: str) -> str:
        """Return the adjective of a state ("Iranian"), or its name when no adjective is listed."""
        return self._demonyms.get(actor_id) or self.actors[actor_id].name

    def lookup(self, words: str) -> str | None:
        """Return the id of the actor that these words name, or None when no row or more than one actor fits."""
        text = text_words(words)
        hits = [hit for hit in self._at(text, 0) if hit[0] == len(text)] if text else []
        best = _best(hits)
        return best.actor_id if best else None

    def holder(self, office: str, of: str, date: str) -> str | None:
        """Return who held an office of a state or body at a date (ISO, may be partial), or None when nobody is listed."""
        rows = [
            row
            for row in self._holders.get((office_name(office), of), ())
            if date and row["since"] <= date[: len(row["since"])] and (not row["until"] or date[: len(row["until"])] <= row["until"])
        ]
        return max(rows, key=lambda row: row["since"])["actor_id"] if rows else None

    def holders(self, office: str, of: str) -> tuple[str, ...]:
        """Return the ids of all who ever held an office of a state or body, as far as listed."""
        return tuple(row["actor_id"] for row in self._holders.get((office_name(office), of), ()))

    def beside(self, actor_id: str, date: str, *, later: bool) -> str | None:
        """Return who held before or after somebody the highest office that he has or last had at a date, or None when nobody is listed."""
        rows = [row for row in self.held(actor_id) if row["since"] <= date[: len(row["since"])]]
        if not rows:
            return None
        own = max(rows, key=lambda row: (row["tie"] == "LEADS", row["since"]))
        others = [row for row in self._holders.get((office_name(own["office"]), own["of"]), ()) if row["actor_id"] != actor_id
                  and (row["since"] > own["since"]) == later and row["since"] <= date[: len(row["since"])]]  # fmt: skip
        nearest = min if later else max
        return nearest(others, key=lambda row: row["since"])["actor_id"] if others else None

    def held(self, actor_id: str) -> tuple:
        """Return the offices (rows of offices.csv) of an actor."""
        return tuple(self._held.get(actor_id, ()))

    def namesakes(self, name: str) -> tuple:
        """Return the offices (rows of offices.csv) of all actors whose names end in the same word."""
        return tuple(self._surnamed.get(_surname(name), ()))

    def find(self, text: str) -> list[Found]:
        """Return the places where known names stand, from left to right, the longest name first and none inside another."""
        words = text_words(text)
        found, at = [], 0
        while at < len(words):
            word = words[at][2]
            if word[0].islower() and word not in self._lower:
                at += 1
                continue
            hits = self._at(words, at)
            entry = _best(hits) if hits else None
            if entry is None:
                at += 1
                continue
            last = max(end for end, _, _ in hits)
            sure = last - at > 1 or any(same for _, same, hit in hits if hit is entry)
            found.append(Found(words[at][0], words[last - 1][1], entry, sure))
            at = last
        return found

    def _at(self, words: list, at: int) -> list[tuple[int, bool, Entry]]:
        """The entries whose words stand at a place: where they end, whether letter by letter, and which entry."""
        keys = sounds(words[at][2])
        if keys[0] not in self._first:
            return []
        following = keys[1] if len(keys) > 1 else sounds(words[at + 1][2])[0] if at + 1 < len(words) else ""
        hits = []
        for entry in (*self._several.get((keys[0], following), ()), *self._single.get(keys[0], ())):
            last = _end(entry.keys, words, at)
            if last and (fit := _fit(entry, words[at:last])):
                hits.append((last, fit == 2, entry))
        return hits


def _surname(name: str) -> str:
    return " ".join(fold(name).split()[-1:])


def _end(wanted: tuple[str, ...], words: list, at: int) -> int:
    """Where the wanted keys end when they begin at a word; 0 when other keys stand there."""
    have = 0
    while at < len(words):
        for key in sounds(words[at][2]):
            if have == len(wanted) or key != wanted[have]:
                return 0
            have += 1
        at += 1
        if have == len(wanted):
            return at
    return 0


def _fit(entry: Entry, words: list) -> int:
    """2 when the letters agree, 1 when only the sound does and that is enough, 0 when the words do not fit the entry."""
    first = words[0][2]
    if entry.match == "exact":
        raw = tuple(word.replace(".", "") for _, _, word in words)
        return 2 * (raw == entry.words or entry.spoken and raw == (entry.words[0].capitalize(),))
    if entry.alias[0].isupper() and first[0].islower():
        return 0
    if entry.capital and words[-1][2][0].islower() and len(words) > 1:
        return 0
    if entry.article and words[0][1] - words[0][0] == len(first):
        return 0
    if tuple(plain(word) for _, _, word in words) == entry.words:
        return 2
    return int(entry.match == "sound" and (len(words) > 1 or len(first) > 4))


def _best(hits: list[tuple[int, bool, Entry]]) -> Entry | None:
    """The surest entry of the longest; None when only likeness of sound speaks for several actors."""
    longest = max((end for end, _, _ in hits), default=0)
    found = [(same, entry) for end, same, entry in hits if end == longest]
    if same := [entry for same, entry in found if same]:
        return same[0]
    return found[0][1] if len({entry.actor_id for _, entry in found}) == 1 else None


def _entry(alias: str, actor_id: str, role: str, kind: str) -> Entry | None:
    words = name_words(alias)
    if not words:
        return None
    if _is_acronym(alias):
        raw = tuple(word.replace(".", "") for word in words)
        spoken = kind in _SPOKEN and len(raw) == 1 and len(raw[0]) > 3 and raw[0].isupper() and raw[0] not in _WORDS
        return Entry(alias, actor_id, role, raw, tuple(key for word in words for key in sounds(word)), "exact", spoken=spoken)
    keys = tuple(key for word in words for key in sounds(word))
    match = "letters" if kind in ("state", "government", "population") or role not in ("name", "alias", "given") else "sound"
    article = len(words) == 1 and kind != "person" and alias.lower()[:3] in ("al-", "al ", "el-", "el ")
    return Entry(alias, actor_id, role, tuple(plain(word) for word in words), keys, match, article, words[-1][0].isupper())


def _state_entries(rows: list[dict[str, str]]) -> Iterator[Entry]:
    for row in rows:
        for column, role in _STATE_ROLES.items():
            for alias in filter(None, (part.strip() for part in row[column].split("|"))):
                yield _entry(alias, row["actor_id"], role, "state")
        yield _entry(row["name"], row["actor_id"], "name", "state")


def _check_actors(rows: list[dict[str, str]], known: set[str]) -> Iterator[str]:
    """The faults of some rows of actors.csv."""
    seen = set()
    for number, row in enumerate(rows, 2):
        where = f"row {number} ({row['actor_id'] or row['name']})"
        if not row["actor_id"] or not row["name"]:
            yield f"{where}: actor_id and name must be given"
        if row["kind"] not in ACTOR_KINDS:
            yield f"{where}: kind {row['kind']!r} is none of {', '.join(ACTOR_KINDS)}"
        if row["actor_id"] in seen:
            yield f"{where}: actor_id stands twice"
        if row["parent"] and row["parent"] not in known:
            yield f"{where}: parent {row['parent']!r} is no actor_id"
        seen.add(row["actor_id"])


def _read(name: str, columns: Sequence[str], user: Path | str | None) -> list[tuple[str, list[dict[str, str]]]]:
    """The user's rows, if any, and then the shipped rows, each with the name of the file."""
    shipped = (name, read_csv(name, columns))
    return [shipped] if user is None else [(str(user), read_csv(name, columns, path=user)), shipped]


def _rows_of(name: str, columns: Sequence[str], *, user: Path | str | None, known: set[str], check: Sequence[str]) -> list[dict[str, str]]:
    """Rows whose columns in `check` hold known actor ids; faults of one file are raised together."""
    rows = []
    for file, part in _read(name, columns, user):
        faults = [f"row {number}: {column} {row[column]!r} is no actor_id" for number, row in enumerate(part, 2)
                  for column in check if row[column] not in known]  # fmt: skip
        if "tie" in columns:
            faults += [f"row {number}: tie {row['tie']!r} is none of {', '.join(OFFICE_TIES)}"
                       for number, row in enumerate(part, 2) if row["tie"] not in OFFICE_TIES]  # fmt: skip
        if faults:
            raise faults_error(file, faults)
        rows += part
    return rows


@lru_cache(maxsize=4)
def load_gazetteer(actors: Path | str | None = None, aliases: Path | str | None = None, offices: Path | str | None = None) -> Gazetteer:
    """Load the shipped gazetteer, and a researcher's own files of the same columns, whose rows win.

    Parameters
    ----------
    actors, aliases, offices : path, optional
        CSV files with the columns of data/actors.csv, aliases.csv and offices.csv. A row of `actors` with a shipped actor_id
        replaces the shipped row; a row of `aliases` takes an alias away from the shipped actor; a row of `offices` is asked first.

    Raises
    ------
    DataError
        If a file is missing or a row breaks its columns; names file, row and fault.

    Examples
    --------
    >>> load_gazetteer().actor("iran").country
    'IRN'
    """
    states = read_csv("states.csv", STATE_COLUMNS)
    people = {row["actor_id"]: Actor(row["actor_id"], row["name"], "state", row["iso3"]) for row in states}
    files = _read("actors.csv", ACTOR_COLUMNS, actors)
    known = set(people) | {row["actor_id"] for _, rows in files for row in rows}
    for file, rows in reversed(files):  # the user's rows last, so that they replace the shipped ones
        if faults := list(_check_actors(rows, known)):
            raise faults_error(file, faults)
        people.update((row["actor_id"], Actor(**row)) for row in rows)
    alias_rows = _rows_of("aliases.csv", ALIAS_COLUMNS, user=aliases, known=known, check=("actor_id",))
    office_rows = _rows_of("offices.csv", OFFICE_COLUMNS, user=offices, known=known, check=("actor_id", "of"))
    entries = [_entry(row["alias"], row["actor_id"], "alias", people[row["actor_id"]].kind) for row in alias_rows]
    entries += [_entry(actor.name, actor.actor_id, "name", actor.kind) for actor in people.values()]
    entries += _state_entries(states)
    entries += [_entry(alias, actor_id, "capital", "state") for alias, actor_id in _REGIONAL_CAPITALS.items() if actor_id in people]
    return Gazetteer(tuple(people.values()), [entry for entry in entries if entry], office_rows)
