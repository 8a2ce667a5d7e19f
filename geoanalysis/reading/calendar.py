"""When a tie holds: the words of its sentence that say so, else the time of the document where it speaks of its own days."""

from geoanalysis.reading.dates import columns, find_dates, frame

#: how the finite verb over an act is tagged where the text speaks of its own days: "accuses", "have agreed"
PRESENT = {"VBZ", "VBP"}
TOLD = PRESENT | {"VBD"}
FINITE = TOLD | {"MD"}
#: the relations that lead into another clause with a time of its own, and what leads into one that often shares it
APART = {"acl:relcl", "acl", "advcl", "advcl:relcl", "parataxis", "csubj"}
BESIDE = {"ccomp", "conj", "appos"}
#: what leads into a clause that shares the time of the one it hangs on: "in February, when guards opened fire"
THEN = {"when", "where"}
#: how a year stands before the noun that alone it dates: "the 2015 deal"
INSIDE = {"nummod", "compound", "amod", "nmod:desc", "nmod:unmarked", "nmod:poss"}


class Calendar:
    """The dates of one document, found sentence by sentence and only once."""

    def __init__(self, syntax, published):
        self.syntax, self.published = syntax, published
        self.frame = frame("", published[:7]) if published else None
        self._spans = {}

    def date(self, scene, candidate, row):
        """The cells date, date_precision and until of a tie; a standing tie has no day."""
        if row["kind"] == "standing":
            return columns(None)
        trigger, far = self.syntax.view.starts[candidate.predicate], {}
        tense = self._tense(candidate.predicate) if candidate.reading.status in ("actual", "alleged") else ""
        for span in self.spans(scene.start, scene.end):
            if tense in TOLD and self._ahead(span):
                continue  # "promised to leave by September": he has promised
            away = self._away(candidate.predicate, span)
            if away < 2 or span.precision == "day":  # a year in another clause is background, a day mostly the day of the news
                far[span] = away, min(abs(span.start - trigger), abs(span.end - trigger)), span.start
        if far:
            return columns(min(far, key=far.get))
        return columns(self.frame if tense in PRESENT or tense == "VBD" and self._of_now(scene.start) else None)

    def spans(self, start, end):
        """The dates in the tokens start … end, with characters of the document."""
        if start not in self._spans:
            view = self.syntax.view
            first = view.starts[start]
            found = find_dates(view.text[first:view.ends[end - 1]], self.published)
            self._spans[start] = [d.moved(first) for d in found]
        return self._spans[start]

    def _ahead(self, span):
        """Whether a date lies behind the publication."""
        return bool(self.published) and span.date > self.published

    def _away(self, i, span):
        """How far a date is from token i in the tree of the sentence: 0 in its clause, 2 more for each other one with its own time."""
        s, root, up = self.syntax, self._hinge(i, span), {}
        for end, start in enumerate((i, root)):
            away, up[end] = 0, {}
            for _ in range(30):
                up[end].setdefault(start, away)
                if s.head[start] == start:
                    break
                d = s.dep[start]
                apart = d in APART and not (d == "advcl" and s.tag[start] in ("VBG", "VB")) and not any(
                    s.lower[c] in THEN for c in s.children[start])
                away += 2 * (apart or start == root and d in INSIDE and start < s.head[start] != i) + (d in BESIDE)
                start = s.head[start]
        return min(away + up[1][t] for t, away in up[0].items() if t in up[1])

    def _hinge(self, i, span):
        """The token by which a date hangs on the rest of the sentence of token i; the one after it where it has no token of its own."""
        view, head = self.syntax.view, self.syntax.head
        tokens = [t for t in range(*view.sentence_of(i)) if view.starts[t] >= span.start]
        own = [t for t in tokens if view.ends[t] <= span.end]
        return next((t for t in own if head[t] not in own), next((t for t in tokens if t not in own), i))

    def _tense(self, i):
        """The tag of the finite verb over token i; none for a past before the past, "had refused", nor for what goes on beside an act that
        is itself going on, "is trying to help"."""
        s, own = self.syntax, True
        for _ in range(6):
            if s.is_verb(i):
                helper = next((c for c in s.children[i] if s.dep[c].startswith(("aux", "cop")) and s.tag[c] in FINITE), None)
                if helper is not None or s.tag[i] in FINITE:
                    tag, word = s.tag[i if helper is None else helper], "" if helper is None else s.lemma[helper]
                    past = tag == "VBD" or word == "have"
                    return tag if (past or own) and (word, tag) != ("have", "VBD") else ""
                own = False
            if s.head[i] == i:
                break
            i = s.head[i]
        return ""

    def _of_now(self, start):
        """Whether a past tense tells the news of the document: neither its sentence names another time, nor does the one before in what
        it tells first."""
        for back in range(2):
            start, end = self.syntax.view.sentence_of(start)
            root = next(i for i in range(start, end) if self.syntax.head[i] == i)
            spans = [x for x in self.spans(start, end) if not self._ahead(x) and (not back or self._away(root, x) < 2)]
            if not self.published or any(not span.date.startswith(self.published[:7]) for span in spans):
                return False
            start = max(start - 1, 0)
        return True
