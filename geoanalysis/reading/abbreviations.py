"""Finds the names whose abbreviation a document explains, as far as its letters tell: "the Rwandan Patriotic Front (RPF)"."""

from collections import Counter

from geoanalysis.reading.mentions import View

#: Small words inside a name: "Movement for Oneness and Jihad in West Africa".
_LINKS = frozenset(("of", "for", "the", "and", "in", "to", "&", "-", "–", "'s", "’s", "'", "’", "de", "del", "la"))
#: How many words a name may have, and what share of an abbreviation's letters may come from elsewhere than its words' first letters.
_WORDS, _STRANGE = 12, 0.4


def abbreviation_at(view: View, i: int) -> str:
    """The abbreviation in the brackets that open at a token, or ""."""
    if view.words[i : i + 1] != ["("] or view.words[i + 2 : i + 3] != [")"]:
        return ""
    word = view.words[i + 1]
    before = "".join(letters[0] for letters in view.lower[max(i - _WORDS, 0) : i])
    spoken = len(word) > 3 and word.istitle() and before.endswith(word.lower())  # "Economic Community of West African States (Ecowas)"
    return word if spoken or 2 <= len(word) <= 10 and sum(map(str.isupper, word)) >= 2 else ""


def bracket_behind(view: View, i: int) -> int:
    """The token behind the abbreviation in brackets, and the closing mark, that follow a name: "group" in "'Islamic State' (IS) group"."""
    opened = i + (view.words[i : i + 1] in (['"'], ["''"], ["'"], ["”"], ["’"]))
    return opened + 3 if abbreviation_at(view, opened) else opened


def strange_letters(words: list[str], abbreviation: str) -> int:
    """How many letters of an abbreviation no word begins with, in whatever order: many are those of another language."""
    first = Counter(part[0].lower() for word in words for part in word.split("-") if part)
    return sum((Counter(letter.lower() for letter in abbreviation if letter.isalpha()) - first).values())


def find_abbreviated(view: View) -> list[tuple[int, int]]:
    """The names of several words right before their abbreviation: of all that its letters allow the shortest."""
    found = []
    for i in range(1, len(view.words) - 2):
        if not (short := abbreviation_at(view, i)) or len(short) < 3:
            continue
        floor = max(view.sentence_of(i - 1)[0], i - _WORDS)
        first, starts = i, []
        while first > floor and (view.words[first - 1][0].isupper() or view.lower[first - 1] in _LINKS):
            first -= 1
            if view.words[first][0].isupper() and view.lower[first] not in _LINKS:
                starts.append((strange_letters(view.words[first:i], short), i - first))
        strange, length = min(starts, default=(len(short), 0))
        words = view.lower[i - length : i]
        own = ["armed", "forces"] in (words[:2], words[-2:])  # a state's, which is the state
        if length > 1 and not own and strange <= len(short) * _STRANGE:
            found.append((i - length, i))
    return found
