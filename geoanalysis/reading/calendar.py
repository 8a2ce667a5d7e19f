"""When a tie holds: the words of its sentence that say so, else the time of the document where it speaks of its own days."""

from geoanalysis.reading.dates import columns, find_dates, frame

#: how the finite verb over an act is tagged where the text speaks of its own days: "accuses", "have agreed"
PRESENT = {"VBZ", "VBP"}
FINITE = PRESENT | {"VBD", "MD"}


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
        trigger = self.syntax.view.starts[candidate.predicate]
        spans = self.spans(scene.start, scene.end)
        if spans:
            return columns(min(spans, key=lambda d: (min(abs(d.start - trigger), abs(d.end - trigger)), d.start)))
        if candidate.reading.status in ("actual", "alleged") and self._present(candidate.predicate):
            return columns(self.frame)
        return columns(None)

    def spans(self, start, end):
        """The dates in the tokens start … end, with characters of the document."""
        if start not in self._spans:
            view = self.syntax.view
            first = view.starts[start]
            found = find_dates(view.text[first:view.ends[end - 1]], self.published)
            self._spans[start] = [d.moved(first) for d in found]
        return self._spans[start]

    def _present(self, i):
        """Whether the finite verb over token i is in the present or the present perfect."""
        s = self.syntax
        for _ in range(6):
            if s.is_verb(i):
                finite = next((c for c in s.children[i] if s.dep[c].startswith(("aux", "cop")) and s.tag[c] in FINITE), i)
                return s.tag[finite] in PRESENT
            if s.head[i] == i:
                return False
            i = s.head[i]
        return False
