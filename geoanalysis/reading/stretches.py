"""Stretches of time, and how one is reckoned from a publication date that may itself be known only in part."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

#: Units from fine to coarse; a date is written as far as its unit.
UNITS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: first and last day (None: open), its precision, and the units to which its ends are known."""

    first: Day | None
    last: Day | None
    precision: str
    unit: str
    #: that of the last day, where it is another
    last_unit: str = ""


UNKNOWN = Stretch(None, None, "unknown", "day")


@dataclass(frozen=True, slots=True)
class Base:
    """The publication date: a day within it, how far it is known, and the text around the words in question."""

    day: Day | None
    unit: str
    #: +1: the words before speak of what will be, -1: of what was, 0: neither.
    direction: int = 0


def day(at: Day) -> Stretch:
    """Return the stretch of one day."""
    return Stretch(at, at, "day", "day")


def week(at: Day) -> Stretch:
    """Return the week, from Monday to Sunday, in which a day lies."""
    monday = at - timedelta(days=at.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week", "day")


def months(year: int, first: int, count: int, *, precision: str) -> Stretch:
    """Return `count` months from a month on; months beyond December fall into the next year."""
    begin, end = _month(year, first), _month(year, first + count - 1)
    return Stretch(begin, end.replace(day=calendar.monthrange(end.year, end.month)[1]), precision, "month")


def years(first: int, last: int, precision: str) -> Stretch:
    """Return the stretch from the first day of a year to the last day of another or the same."""
    return Stretch(Day(first, 1, 1), Day(last, 12, 31), precision, "year")


def _month(year: int, month: int) -> Day:
    return Day(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def shifted(at: Day, unit: str, count: int) -> Day:
    """Return the day `count` units later; the last day of a shorter month where there is no such day."""
    if unit in ("day", "week", "fortnight"):
        return at + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    first = _month(at.year, at.month + count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
    return first.replace(day=min(at.day, calendar.monthrange(first.year, first.month)[1]))


def coarsened(stretch: Stretch, base: Base) -> Stretch:
    """Return a stretch reckoned from the publication date no finer than that date is known."""
    if UNITS.index(stretch.unit) >= UNITS.index(base.unit):
        return stretch
    first, last = stretch.first, stretch.last
    same = first and last and (first.year, first.month if base.unit == "month" else 0) == (
        last.year, last.month if base.unit == "month" else 0)  # fmt: skip
    return Stretch(first, last, base.unit if same else "range", base.unit)


def part(stretch: Stretch, modifier: str) -> Stretch:
    """Return the early, middle or late third of a month, year or decade ("the end of 2018")."""
    if not modifier or stretch.first is None:
        return stretch
    word = modifier.lower()
    third = 0 if re.search("early|begin|start", word) else 1 if "mid" in word else 2
    if stretch.precision == "month":
        begin = 1 + 10 * third
        last = stretch.last if third == 2 else stretch.first.replace(day=begin + 9)
        return Stretch(stretch.first.replace(day=begin), last, "range", "day")
    if stretch.precision == "year":
        return months(stretch.first.year, 1 + 4 * third, 4, precision="range")
    if stretch.precision == "decade":
        begin, length = ((0, 3), (4, 2), (7, 2))[third]
        return years(stretch.first.year + begin, stretch.first.year + begin + length, "range")
    return stretch


def nearest(make: Callable[[int], Stretch | None], base: Base, which: str = "") -> Stretch | None:
    """Return the stretch of a year that is not said ("in January"): by "last" or "next", by tense, else the past.

    Without a tense, what begins within ten weeks is taken to lie ahead ("the September summit" in August).
    """
    if base.day is None:
        return UNKNOWN
    found = [stretch for stretch in (make(base.day.year + step) for step in (-2, -1, 0, 1)) if stretch]
    now = [stretch for stretch in found if stretch.first <= base.day <= stretch.last]
    past = [stretch for stretch in found if stretch.last < base.day]
    ahead = [stretch for stretch in found if stretch.first > base.day]
    if which == "this":
        current = [stretch for stretch in found if stretch.first.year == base.day.year]
        return (now or current or found)[0]
    if which in ("last", "past", "previous"):
        return past[-1] if past else None
    if which in ("next", "coming"):
        return ahead[0] if ahead else None
    if now:
        return now[0]
    soon = ahead and (ahead[0].first - base.day).days <= 70
    if ahead and (base.direction > 0 or (base.direction == 0 and soon)):
        return ahead[0]
    return past[-1] if past else None


def point(at: Day, unit: str, count: int) -> Stretch:
    """Return the stretch that lies `count` units after a day: the week, month or year, or the day itself."""
    at = shifted(at, unit, count)
    if unit in ("week", "fortnight"):
        return week(at)
    if unit in ("month", "quarter"):
        return months(at.year, at.month, 1, precision="month")
    return years(at.year, at.year, "year") if unit in ("year", "decade") else day(at)


def rolling(unit: str, count: int, direction: int, *, base: Base) -> Stretch:
    """Return the `count` units before or after the publication date."""
    fine = "day" if unit in ("day", "week", "fortnight") else "year" if unit == "decade" else "month"
    ends = sorted((base.day, shifted(base.day, unit, direction * count)))
    return coarsened(Stretch(ends[0], ends[1], "range", fine), base)
