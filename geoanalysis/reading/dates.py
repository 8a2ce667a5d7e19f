"""Finds the dates that a text names ("in January", "last fall") and reckons them from the publication date."""

import re
from dataclasses import dataclass, replace
from datetime import date as Day

from geoanalysis.errors import ParameterError
from geoanalysis.reading.date_rules import NUMBER, RULES, TRIGGERS, count_of
from geoanalysis.reading.stretches import UNITS, UNKNOWN, Base, Stretch, point, shifted
from geoanalysis.tables import PARTIAL_DATE

_WORD = re.compile(r"[A-Za-z]+")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.;!?]['\"”’]? ")
_AHEAD = (
    r"(?:will|shall|would|may|might|could|should|must|to)(?: \w+){0,2} (?:be|have been)"
    r"(?: \w+(?:ed|en|ld|nt|de|ght|wn|et))?|"
    r"will|shall|won['’]t|plan(?:s|ned|ning)?|expect(?:s|ed)?|scheduled|slated|due|set to|intend(?:s|ed)?|aims?|"
    r"going to|would|upcoming|hopes?|vow(?:s|ed)|pledged?|threaten(?:s|ed)?|promis(?:es|ed)|is to|are to|"
    r"by(?= (?:the (?:end of )?|early |late )?$)"
)
_BEHIND = (
    r"\w+ed|was|were|had|did|been|met|held|said|told|took|came|went|saw|began|left|made|gave|sent|led|won|lost|fought|struck|"
    r"shot|hit|fell|broke|became|found|got|kept|spent|stood|ran|rose|sought|spoke|swore|withdrew|bought|brought|built|caught|"
    r"chose|drew|flew|grew|knew|laid|paid|shut|shook|threw|wrote|dealt|drove|forbade|froze|heard|overthrew|overran|rebuilt"
)
_TENSE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))\b")
_LINK = re.compile(r"(?i) (and|to|until|till|through)(?: in| on)? (?:the )?| ?[-–] ?")
_PREFIX = re.compile(
    r"(?i)\b(since|until|till|before|prior to|after|following|between|from|by)(?: early| late)?(?: in| on)?(?: the)? $"
)
_DISTANCE = re.compile(r"(?i)(?:(\w+) )?(day|week|fortnight|month|year|decade)s? (after|before)$")
#: what stands between a day and the words "two days after" that lead on from it
_BEHIND = re.compile(r"(?i),? (?:just |only |barely |about |some )?")
#: a year that is named after its month, day or season: "(in April) of last year"
_YEAR_OF = re.compile(r"(?i) (?:of )?(?:last|this|next|that|the (?:same|next|following|previous|preceding)) year")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Words that say when.

    Attributes
    ----------
    start, end : int
        Characters of the text, end exclusive.
    date : str
        When, or from when: YYYY, YYYY-MM or YYYY-MM-DD; empty where the words do not tell or the beginning is open.
    until : str
        The end of a week, weekend, season, quarter, half, decade or range, written alike; empty for a day, month or
        year, and for an open end.
    precision : str
        day, week, month, season, quarter, half, year, decade, range or unknown ("two days after the killing").
    words : str
        The words themselves.
    """

    start: int
    end: int
    date: str
    until: str
    precision: str
    words: str

    def moved(self, by: int) -> "DateSpan":
        """The same dates in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    stretch: Stretch
    #: whether the words name no year, so that a neighbour may lend its own
    yearless: bool = False


def find_dates(
    text: str, published: str | None = None, precision: str = "day", *, prefer: str | None = None
) -> list[DateSpan]:
    """Find the words of a sentence or text that say when, in their order.

    Parameters
    ----------
    text : str
        Any text; tense is read within its sentences.
    published : str, optional
        Publication date, as far as it is known (YYYY, YYYY-MM or YYYY-MM-DD). Without it "last week" has precision
        unknown.
    precision : {"day", "month", "year"}
        How far `published` can be trusted, where that is less than it is written.
    prefer : {"past", "future"}, optional
        Which January "in January" is; by default the tense around it decides, and the past where there is none.

    Returns
    -------
    list of DateSpan

    Raises
    ------
    ParameterError
        If `published` or `prefer` is written otherwise.

    Notes
    -----
    Weeks begin on Monday, weekends are Saturday and Sunday, seasons those of the northern hemisphere (fall is September
    to November), winter 2019 begins in December 2019. "Recent months" and "a few months" are taken as six. What is
    counted back or forth from the publication date is never finer than that date. Rules for ISO dates, numbers, months,
    seasons, weekdays and units are in `geoanalysis.reading.date_rules`; holidays and the Islamic and Iranian calendars
    are not read.

    Examples
    --------
    >>> [(span.words, span.date, span.until) for span in find_dates("It struck yesterday and last fall.", "2020-07-19")]
    [('yesterday', '2020-07-18', ''), ('last fall', '2019-09', '2019-11')]
    """
    words = TRIGGERS.intersection(_WORD.findall(text))
    if _DIGIT.search(text):
        words |= {NUMBER}
    if not words:
        return []
    base = _base(published, precision)
    direction = {None: None, "past": -1, "future": 1}.get(prefer, 2)
    if direction == 2:
        raise ParameterError(f"prefer is {prefer!r}; allowed are 'past', 'future' or nothing")
    hits = _linked(text, _hits(text, words, base, direction), base)
    return [_span(text, hit) for hit in hits]


def frame(text: str, published: str | None = None) -> DateSpan | None:
    """Return the date of a whole document: the publication date, else the latest day that the text names with its year.

    Examples
    --------
    >>> frame("BAGHDAD, July 19, 2020. Zarif arrived on Sunday.").date
    '2020-07-19'
    """
    if published:
        unit = _base(published, "day").unit
        return DateSpan(0, 0, published, "", unit, "")
    days = [span for span in find_dates(text) if span.precision == "day"]
    return max(days, key=lambda span: (span.date, -span.start), default=None)


def columns(span: DateSpan | None) -> dict[str, str]:
    """Return the cells date, date_precision and until of a tie.

    Examples
    --------
    >>> columns(None)
    {'date': '', 'date_precision': 'unknown', 'until': ''}
    """
    if span is None:
        return {"date": "", "date_precision": "unknown", "until": ""}
    return {"date": span.date, "date_precision": span.precision, "until": span.until}


def _base(published: str | None, precision: str) -> Base:
    """Return the publication date as a day in the middle of what is known of it."""
    if not published:
        return Base(None, "day")
    if not PARTIAL_DATE.fullmatch(published):
        raise ParameterError(f"published is {published!r}; allowed are YYYY, YYYY-MM and YYYY-MM-DD")
    numbers = [int(number) for number in published.split("-")]
    unit = {3: "day", 2: "month", 1: "year"}[len(numbers)]
    if precision in UNITS and UNITS.index(precision) > UNITS.index(unit):
        unit = precision
    middle = (*numbers, 15)[:3] if len(numbers) > 1 else (numbers[0], 7, 1)
    try:
        return Base(Day(*middle), unit)
    except ValueError as error:
        raise ParameterError(f"published is {published!r}, a day that no calendar has") from error


def _hits(text: str, words: frozenset[str], base: Base, direction: int | None) -> list[_Hit]:
    """Return what the rules find, none inside another: the first, then the longest, then the earlier rule wins."""
    matches = [
        (m.start(), -m.end(), rank, m)
        for rank, (needs, rule, _) in enumerate(RULES)
        if not needs.isdisjoint(words)
        for m in rule.finditer(text)
    ]
    hits, reached = [], 0
    for start, _, rank, m in sorted(matches, key=lambda found: found[:3]):
        if start < reached:
            continue
        tense = direction if direction is not None else _direction(text, start, m.end()) if base.day else 0
        stretch = RULES[rank][2](m, replace(base, direction=tense))
        if stretch is None:
            continue
        start += len(m[0]) - len(m[0].lstrip())
        yearless = bool({"month", "season"} & m.re.groupindex.keys()) and not m.groupdict().get("year")
        hits.append(_Hit(start, m.end(), stretch, yearless))
        reached = m.end()
    return hits


def _direction(text: str, start: int, end: int) -> int:
    """Return whether the nearest words of tense before a date, else after it, look ahead (+1) or back (-1)."""
    before = text[max(0, start - 120) : start]
    ends = list(_SENTENCE_END.finditer(before))
    found = list(_TENSE.finditer(before, ends[-1].end() if ends else 0))
    if found:
        return 1 if found[-1]["ahead"] else -1
    after = text[end : end + 100]
    stop = _SENTENCE_END.search(after)
    first = _TENSE.search(after, 0, stop.start() if stop else len(after))
    return 0 if first is None else 1 if first["ahead"] else -1


def _linked(text: str, hits: list[_Hit], base: Base) -> list[_Hit]:
    """Join "from X to Y", open "since X", and reckon "two days after X"."""
    out: list[_Hit] = []
    for hit in hits:
        before = out[-1] if out else None
        if before is not None and _joins(text, before, hit):
            out[-1] = _range(text, before, hit)
        elif before is not None and before.yearless and _YEAR_OF.fullmatch(text[before.end : hit.end]):
            out[-1] = _in_year(before, hit)
        elif before is not None and _leads(text, before) and text[before.end : hit.start] in (" ", " the "):
            out[-1] = _after(text, before, hit)
        elif before is not None and before.stretch.precision == "day" and _BEHIND.fullmatch(text, before.end, hit.start):
            out.append(_told_from(text, before, hit))
        else:
            out.append(hit)
    return [_opened(text, hit, base) for hit in out]


def _joins(text: str, one: _Hit, two: _Hit) -> bool:
    link = _LINK.fullmatch(text, one.end, two.start)
    if not link or not one.stretch.first or not two.stretch.first:
        return False
    prefix = _PREFIX.search(text, 0, one.start)
    lead = (prefix[1] if prefix else text[one.start : one.end].split()[0]).lower()
    word = (link[1] or "-").lower()
    return lead == "between" if word == "and" else word == "-" or lead == "from" or two.stretch.precision == "year"


def _range(text: str, one: _Hit, two: _Hit) -> _Hit:
    """Join two ends; a first end without a year ("from January to March 2019") takes that of the second."""
    first, last = one.stretch.first, two.stretch.last
    if one.yearless and not two.yearless:
        first = first.replace(year=last.year if first.month <= last.month else last.year - 1)
    elif two.yearless and last < first:
        last = shifted(last, "year", 1)
    prefix = _PREFIX.search(text, 0, one.start)
    start = prefix.start() if prefix else one.start
    if last < first:
        return _Hit(start, two.end, UNKNOWN)
    return _Hit(start, two.end, Stretch(first, last, "range", one.stretch.unit, two.stretch.unit))


def _in_year(one: _Hit, year: _Hit) -> _Hit:
    """Reckon "in April last year", "the summer of this year"; of "March that year" nobody tells the year."""
    if one.stretch.first is None or year.stretch.first is None:
        return _Hit(one.start, year.end, UNKNOWN)
    count = year.stretch.first.year - one.stretch.first.year
    first, last = (shifted(at, "year", count) for at in (one.stretch.first, one.stretch.last))
    return _Hit(one.start, year.end, replace(one.stretch, first=first, last=last))


def _leads(text: str, hit: _Hit) -> bool:
    """Whether words tell how far it is from what follows: "two days after"."""
    return hit.stretch is UNKNOWN or _DISTANCE.fullmatch(text, hit.start, hit.end) is not None


def _after(text: str, distance: _Hit, hit: _Hit) -> _Hit:
    """Reckon "two days after January 3"."""
    m = _DISTANCE.search(text, distance.start, distance.end)
    count = count_of(m[1]) if m else None
    whole = _Hit(distance.start, hit.end, UNKNOWN)
    if count is None or hit.stretch.first is None:
        return whole
    sign = 1 if m[3].lower() == "after" else -1
    return replace(whole, stretch=point(hit.stretch.first, m[2].lower(), sign * count))


def _told_from(text: str, day: _Hit, hit: _Hit) -> _Hit:
    """Reckon back from a day what its words "two days after" lead to: "met on Friday, two days after the rebels fled"."""
    m = _DISTANCE.fullmatch(text, hit.start, hit.end)
    count = count_of(m[1]) if m else None
    if count is None:
        return hit
    return replace(hit, stretch=point(day.stretch.first, m[2].lower(), count if m[3].lower() == "before" else -count))


def _opened(text: str, hit: _Hit, base: Base) -> _Hit:
    """Read the word before a date: "since" reaches to the publication, "until" and "before" have no beginning."""
    own = text[hit.start : hit.end].split()[0].lower()
    prefix = _PREFIX.search(text, 0, hit.start)
    word = own if own in ("since", "until", "till") else prefix[1].lower() if prefix else ""
    stretch, start = hit.stretch, prefix.start() if prefix else hit.start
    if word == "from" and re.search(r"\bthe $", text[:hit.start]) and re.match(r" \w", text[hit.end:]):
        return hit  # "withdrew from the 2015 deal"
    if stretch.first is None or word in ("", "by", "following", "between") or hit.stretch.precision == "range":
        return hit
    if word == "since":
        last = base.day if base.day and base.day >= stretch.first else None
        return _Hit(start, hit.end, Stretch(stretch.first, last, "range", stretch.unit, base.unit))
    if word in ("until", "till", "before", "prior to"):
        return _Hit(start, hit.end, Stretch(None, stretch.last, "range", stretch.unit))
    return _Hit(
        start, hit.end, Stretch(stretch.last if word == "after" else stretch.first, None, "range", stretch.unit)
    )


def _span(text: str, hit: _Hit) -> DateSpan:
    stretch = hit.stretch
    length = {"day": 10, "month": 7, "year": 4}
    date = stretch.first.isoformat()[: length[stretch.unit]] if stretch.first else ""
    until = stretch.last.isoformat()[: length[stretch.last_unit or stretch.unit]] if stretch.last else ""
    if stretch.precision in UNITS:
        until = ""
    return DateSpan(hit.start, hit.end, date, until, stretch.precision, text[hit.start : hit.end])
