"""Finds who speaks where a text says "I" and "we": the subject of the verb of saying that the words belong to."""

from collections.abc import Sequence

from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set

FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_SAYING = word_set(
    """say says said saying tell tells told add adds added adding state states stated note notes noted write writes wrote comment
    comments commented explain explains explained announce announced declare declares declared reply replied ask asked continue
    continued warn warns warned insist insists insisted conclude concluded stress stressed emphasize emphasized remark remarked
    argue argues argued tweet tweeted claim claims claimed acknowledge acknowledged recall recalled vow vowed"""
)
#: How many sentences a speech goes on before and after the words that say whose it is.
_BACK, _AHEAD, _FAR = 2, 2, 8


class Speakers:
    """The sayings of one document, in order, and whose word a token is."""

    def __init__(self, view: View, mentions: Sequence[Mention]):
        self.view = view
        self.sayings: list[tuple[int, int, bool, Mention]] = []
        for m in mentions:
            verb = view.head[m.head]
            if (
                view.dep[m.head] != "nsubj"
                or view.lower[verb] not in _SAYING
                or m.kind in ("place", "media")
                or m.how.startswith("pronoun:wh")
            ):
                continue
            number = view.sentence[verb]
            last = view.sentence_of(verb)[1]
            opens = any(view.words[i] == ":" for i in range(verb, min(verb + 3, last)))
            self.sayings.append((number, verb, opens, m))
        self.sayings.sort(key=lambda saying: saying[:2])

    def of(self, token: int) -> Mention | None:
        """The mention of who says the words at a token, or None."""
        here = self.view.sentence[token]
        same = [s for s in self.sayings if s[0] == here]
        if same:
            return min(same, key=lambda s: abs(s[1] - token))[3]
        before = [s for s in self.sayings if s[0] < here]
        after = [s for s in self.sayings if s[0] > here]
        if before and before[-1][2]:
            return before[-1][3]
        if before and here - before[-1][0] <= _BACK:
            return before[-1][3]
        if after and after[0][0] - here <= _AHEAD:
            return after[0][3]
        return before[-1][3] if before and here - before[-1][0] <= _FAR else None
