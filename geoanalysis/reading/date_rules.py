"""The ways in which English says a date: one regular expression each, and the stretch of time that it means."""

import calendar
import re
from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta

from geoanalysis.reading.stretches import (
    UNKNOWN,
    Base,
    Stretch,
    coarsened,
    day,
    months,
    nearest,
    part,
    point,
    rolling,
    shifted,
    week,
    years,
)

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name: number for number, name in enumerate(calendar.month_abbr) if name} | {"Sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
#: First month of each season of the northern hemisphere, as meteorologists count.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {
    "a": 1, "an": 1, "a couple of": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
#: What "recent", "a few" and "several" are taken to mean: that many days, weeks, months or years.
FEW = 6
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def count_of(words: str | None) -> int | None:
    """Return the number that words say; None for "several", "a few", "some"."""
    text = (words or "one").lower().strip()
    return int(text) if text.isdigit() else NUMBERS.get(text)


# What a regular expression of a rule is put together from.
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?P<month>{_NAMES}|{_SHORT})"
#: What follows a number that counts things and is no day or year.
_COUNTED = (
    r"(?! ?%|[.,:/]\d| (?:people|persons|men|women|children|civilians|soldiers|troops|fighters|militants|others|"
    r"percent|per cent|per|million|billion|thousand|hundred|dollars|km|kilomet\w+|miles|met(?:er|re)s|tons|tonnes|"
    r"barrels|points|members|seats|votes|rockets|missiles|police|officers|vehicles|feet|"
    r"inmates|prisoners|refugees|families)\b)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_TO_DAY = rf"(?:\s?[-–]\s?(?P<last>{_DAY}))?"
_YEAR = r"(?:1[89]\d\d|20[0-4]\d)\b(?![.,]\d|%)"
_OF_YEAR = rf"(?:,? (?P<year>{_YEAR}))?"
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_PART = r"(?P<part>(?:early|mid|late)(?: in)?(?: |-)|(?:the )?(?:very )?(?:beginning|start|middle|end) of (?:the )?)"
_N = r"(?P<n>\d{1,3}|(?:a couple of|" + "|".join(NUMBERS) + r")\b|(?:a |the )?few|several|some|many|countless)"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade)"
_NOW = "(?P<which>this|last|next|past|previous|coming)"


def _number(text: str) -> int:
    return int(re.match(r"\d+", text)[0])


def _on_day(year: int, month: int, number: int) -> Stretch | None:
    return day(Day(year, month, number)) if number <= calendar.monthrange(year, month)[1] else None


def _calendar_day(m: re.Match, base: Base) -> Stretch | None:
    """ "January 3, 2020", "3rd of January", "September 10-21"."""
    month = MONTHS[m["month"].rstrip(".")]
    first, last = _number(m["day"]), _number(m["last"] or m["day"])
    if last < first:
        return None

    def make(year: int) -> Stretch | None:
        begin, end = _on_day(year, month, first), _on_day(year, month, last)
        if not begin or not end or not m["last"]:
            return begin if not m["last"] else None
        return Stretch(begin.first, end.last, "range", "day")

    if m["year"]:
        return make(int(m["year"]))
    if (month, first) == (9, 11) and re.match(r"(?: terror(?:ist)?)? attack", m.string[m.end() :]):
        return make(2001)
    return nearest(make, base)


def _month_of_year(m: re.Match, base: Base) -> Stretch:
    return part(months(int(m["year"]), MONTHS[m["month"].rstrip(".")], 1, precision="month"), m["part"])


def _month_alone(m: re.Match, base: Base) -> Stretch | None:
    """ "in January", "this March"; names that are also words or people need something before them."""
    name, before = m["month"], (m["before"] or "").strip().lower()
    led = before in (
        "in",
        "since",
        "until",
        "till",
        "from",
        "during",
        "last",
        "this",
        "next",
        "past",
        "of last",
        "through",
    )
    after = m.string[m.end() :]
    if not led and not m["part"]:
        noun = before in ("a", "the") and re.match(r" [a-z]", after)
        if name not in MONTHS or len(name) <= 4 and name not in ("June", "July"):
            if not (noun and name == "May"):
                return None
        elif name == "March" and not noun or re.match(r" [A-Z]", after) and not noun:
            return None
    which = before.split()[-1] if before else ""
    number = MONTHS[name.rstrip(".")]
    found = nearest(lambda year: months(year, number, 1, precision="month"), base, which if which in _WHICH else "")
    return part(found, m["part"]) if found else None


_WHICH = ("this", "last", "next", "past", "previous", "coming")


def _season(m: re.Match, base: Base) -> Stretch | None:
    begin = SEASONS[m["season"].lower()]
    before = (m["before"] or "").strip().lower()
    if m["year"]:
        return months(int(m["year"]), begin, 3, precision="season")
    if not before:
        return None  # "Arab Spring", "winter clothes", "to fall"
    which = before.split()[-1]
    return nearest(lambda year: months(year, begin, 3, precision="season"), base, which if which in _WHICH else "")


def _decade(m: re.Match, base: Base) -> Stretch:
    first = int(m["full"] or f"19{m['short']}")
    return part(years(first, first + 9, "decade"), m["part"])


def _fraction(m: re.Match, base: Base) -> Stretch | None:
    """ "the first half of 2019", "the second quarter of this year", "Q3 2020"."""
    year = _said_year(m["year"], base)
    if year is None:
        return UNKNOWN
    number = int(m["q"]) if m["q"] else ORDINALS[m["nth"].lower()]
    if m["q"] or m["fraction"].lower() == "quarter":
        return months(year, 3 * number - 2, 3, precision="quarter")
    return months(year, 1 if number == 1 else 7, 6, precision="half") if number in (1, 2, 4) else None


def _said_year(words: str, base: Base) -> int | None:
    if words.isdigit():
        return int(words)
    if base.day is None:
        return None
    return base.day.year + {"last": -1, "next": 1}.get(words.split()[0].lower(), 0)


def _year(m: re.Match, base: Base) -> Stretch | None:
    """ "in 2003", "late 2018", "the 2015 deal"; a number of four digits alone may count anything."""
    year = int(m["year"])
    if not m["part"] and m.start() and not _BEFORE_YEAR.search(m.string, max(0, m.start() - 10), m.start()):
        return None
    if m["last"]:
        last = int(m["last"]) if len(m["last"]) == 4 else year - year % 100 + int(m["last"])
        return years(year, last, "range") if year < last <= year + 60 else None
    return part(years(year, year, "year"), m["part"])


def _this_unit(m: re.Match, base: Base) -> Stretch | None:
    """ "last week", "earlier this month", "next year": of the calendar; "the last year": the twelve months before."""
    if base.day is None:
        return UNKNOWN
    which, unit, at = m["which"].lower(), m["unit"].lower(), base.day
    if m["the"] and which == "next" and base.direction <= 0:
        return UNKNOWN  # "the next day": after something else
    if which in ("past", "coming") or (m["the"] and which in ("last", "next")):
        return rolling(unit, 1, -1 if which in ("past", "last") else 1, base=base)
    at = shifted(at, unit, {"this": 0, "last": -1, "previous": -1, "next": 1}[which])
    if unit == "day":
        return None
    found = {
        "week": week(at), "fortnight": week(at), "month": months(at.year, at.month, 1, precision="month"),
        "quarter": months(at.year, 3 * ((at.month - 1) // 3) + 1, 3, precision="quarter"),
        "year": years(at.year, at.year, "year"),
        "decade": years(at.year - at.year % 10, at.year - at.year % 10 + 9, "decade"),
    }[unit]  # fmt: skip
    return coarsened(part(found, m["part"]) if m["part"] else found, base)


def _last_units(m: re.Match, base: Base) -> Stretch | None:
    """ "in the last ten months", "in recent weeks", "over the coming days"."""
    if base.day is None:
        return UNKNOWN
    ahead = m["which"].lower() in ("next", "coming")
    count = count_of(m["n"]) if m["n"] else None
    return rolling(m["unit"].lower(), count or FEW, 1 if ahead else -1, base=base)


def _ago(m: re.Match, base: Base) -> Stretch | None:
    """ "two days ago", "a year ago": as exact as the unit; "years ago" is no date."""
    count = count_of(m["n"]) if m["n"] else None
    if count is None or base.day is None:
        return UNKNOWN
    return coarsened(point(base.day, m["unit"].lower(), -count), base)


def _in_units(m: re.Match, base: Base) -> Stretch | None:
    """ "will return in two weeks", "three days from now"; "the second visit in two weeks" is none."""
    if base.direction <= 0 and not m["now"]:
        return None
    count = count_of(m["n"])
    if count is None or base.day is None:
        return UNKNOWN
    return coarsened(point(base.day, m["unit"].lower(), count), base)


def _weekday(m: re.Match, base: Base) -> Stretch | None:
    if base.day is None:
        return UNKNOWN
    number, which = WEEKDAYS[m["weekday"]], (m["which"] or "").lower()
    if m["week"]:
        monday = week(shifted(base.day, "week", {"last": -1, "next": 1, "this": 0}[m["week"].lower()])).first
        return coarsened(day(monday + timedelta(days=number)), base)
    back = (base.day.weekday() - number) % 7
    if which in ("last", "past"):
        found = base.day - timedelta(days=back or 7)
    elif which in ("next", "coming"):
        found = base.day + timedelta(days=(-back) % 7 or 7)
    elif which == "this":
        found = base.day + timedelta(days=number - base.day.weekday())
    else:
        found = base.day + timedelta(days=(-back) % 7 if base.direction > 0 else -back)
    return coarsened(day(found), base)


def _named_day(m: re.Match, base: Base) -> Stretch:
    if base.day is None:
        return UNKNOWN
    step = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "overnight": -1, "tomorrow": 1,
            "the day after tomorrow": 2}.get(m[0].lower(), 0)  # fmt: skip
    return coarsened(day(base.day + timedelta(days=step)), base)


def _weekend(m: re.Match, base: Base) -> Stretch:
    """Saturday and Sunday: the one just over or running, or the next one for what lies ahead."""
    if base.day is None:
        return UNKNOWN
    which = (m["which"] or "").lower()
    saturday = base.day - timedelta(days=(base.day.weekday() - 5) % 7)
    running = base.day.weekday() >= 5
    if which in ("next", "coming") or (not running and (base.direction > 0 or which == "this" and base.direction == 0)):
        saturday += timedelta(days=7)
    elif which == "last" and running:
        saturday -= timedelta(days=7)
    return coarsened(Stretch(saturday, saturday + timedelta(days=1), "range", "day"), base)


def _iso(m: re.Match, base: Base) -> Stretch | None:
    year, month, number = (int(m[group]) for group in ("year", "month", "day"))
    return _on_day(year, month, number) if 1 <= month <= 12 and number else None


def _slashes(m: re.Match, base: Base) -> Stretch | None:
    """Return the day where only one order of the numbers makes sense, else the year alone."""
    one, two, year = int(m["one"]), int(m["two"]), int(m["year"])
    found = [stretch for month, number in ((one, two), (two, one)) if 1 <= month <= 12 and number >= 1
             for stretch in [_on_day(year, month, number)] if stretch]  # fmt: skip
    if not found:
        return None
    return found[0] if len(set(found)) == 1 else years(year, year, "year")


def _unknown(m: re.Match, base: Base) -> Stretch:
    """ "A week later", "that year": relative to an event whose date the words do not tell."""
    return UNKNOWN


#: What stands before a number of four digits that is a year.
_BEFORE_YEAR = re.compile(
    r"(?i)(?:\b(?:in|of|by|the|a|since|until|till|from|during|before|after|year|between|to|and|or|through|around|about|"
    r"early|late|mid)[ -]|['’]s |\(|, )$"
)
_UNITS = frozenset(["day", "week", "fortnight", "month", "quarter", "year", "decade"])
_PLURALS = frozenset(f"{unit}s" for unit in _UNITS)
#: Stands for any number among the words of a sentence.
NUMBER = "0"
#: Words one of which a sentence must have before the rules of that group are tried.
_NEEDS = {
    "number": frozenset({NUMBER}),
    "month": frozenset(MONTHS),
    "season": frozenset({*SEASONS, *(name.title() for name in SEASONS)}),
    "unit": _UNITS,
    "units": _PLURALS,
    "any unit": _UNITS | _PLURALS,
    "fraction": frozenset({"half", "quarter"}),
    "ago": frozenset({"ago"}),
    "weekday": frozenset(WEEKDAYS),
    "day": frozenset(
        [
            "yesterday",
            "today",
            "tomorrow",
            "tonight",
            "night",
            "morning",
            "afternoon",
            "evening",
            "Yesterday",
            "Today",
            "Tomorrow",
        ]
    ),
    "weekend": frozenset({"weekend"}),
    "then": frozenset({"then", "eve"}),
}

#: Each rule: what a sentence must have, what the rule matches, and what that means. Where two match, the one that
#: begins first, then the longer, wins.
RULES: tuple[tuple[frozenset[str], re.Pattern, Callable[[re.Match, Base], Stretch | None]], ...] = tuple(
    (_NEEDS[needs], re.compile(pattern), meaning)
    for needs, pattern, meaning in [
        ("number", r"\b(?P<year>(?:1[89]|20)\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)\b", _iso),
        ("number", r"\b(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b", _slashes),
        ("number", r"\b9/11\b", lambda m, base: day(Day(2001, 9, 11))),
        ("month", rf"\b(?:{_WEEKDAY},? )?{_MONTH} (?P<day>{_DAY}){_COUNTED}{_TO_DAY}{_OF_YEAR}", _calendar_day),
        ("month", rf"\b[Bb]etween {_MONTH} (?P<day>{_DAY}) and (?P<last>{_DAY}){_COUNTED}{_OF_YEAR}", _calendar_day),
        ("month", rf"\b[Ff]rom {_MONTH} (?P<day>{_DAY}) (?:to|until|through) (?P<last>{_DAY}){_COUNTED}{_OF_YEAR}",
         _calendar_day),
        ("month", rf"\b(?:{_WEEKDAY},? )?(?:the )?(?<![\d.,:/-])(?P<day>{_DAY}){_TO_DAY}(?: of)? {_MONTH}{_OF_YEAR}",
         _calendar_day),
        ("month", rf"\b(?:[Bb]etween|[Ff]rom|[Oo]n) (?P<day>{_DAY}) (?:and|to|until|through) (?P<last>{_DAY}) {_MONTH}{_OF_YEAR}",
         _calendar_day),
        ("month", rf"\b(?:{_PART})?{_MONTH}(?:,| of)? (?P<year>{_YEAR})", _month_of_year),
        ("month", r"(?:\b(?P<before>[Ii]n|[Ss]ince|[Uu]ntil|till|[Ff]rom|[Dd]uring|[Tt]hrough|a|[Tt]he|"
                  rf"(?i:of last|last|this|next|past)) )?\b(?:{_PART})?{_MONTH}"
                  rf"(?![-’']?\w|\.?(?:,| of)? \d{{4}}|\.? \d\d?(?:st|nd|rd|th)?\b{_COUNTED})", _month_alone),
        ("season", r"\b(?P<before>(?i:(?:(?:in|during|by|since|until|over) )?(?:the )?(?:(?:early|mid|late)[ -])?"
                   r"(?:this|last|next|past|coming|previous|in the|in|during the|by the|by|since|until|over the))"
                   r"(?: (?:early|mid|late)[ -]?)?)? ?"
                   r"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b"
                   rf"(?:(?: of|,)? (?P<year>{_YEAR})(?:[-/–]\d\d(?:\d\d)?)?)?", _season),
        ("number", rf"\b(?i:the )?(?:{_PART})?(?:the )?(?P<full>(?:1[89]|20)\d0)(?P<short>)s\b", _decade),
        ("number", rf"\b(?i:the) (?:{_PART})?(?P<full>)['’‘]?(?P<short>[3-9]0)s\b", _decade),
        ("fraction", r"\b(?i:(?:the )?(?P<nth>first|second|third|fourth|last)[ -](?P<fraction>half|quarter) of )(?P<q>)"
                     rf"(?P<year>{_YEAR}|(?:this|last|next|the) year)", _fraction),
        ("number", rf"\bQ(?P<q>[1-4]) (?P<nth>)(?P<fraction>)(?P<year>{_YEAR})", _fraction),
        ("number", rf"\b(?:{_PART})(?P<last>)(?P<year>{_YEAR})", _year),
        ("number", rf"\b(?P<part>)(?P<year>{_YEAR}){_COUNTED}(?!-[A-Za-z])(?:[-–/](?P<last>(?:19|20)?\d\d)\b)?", _year),
        ("unit", r"\b(?i:(?P<part>(?:the )?(?:beginning|start|middle|end) of (?:the )?)?"
                 rf"(?:earlier |later |early |late )?(?P<the>the )?(?:{_NOW} ){_UNIT})\b(?!-)", _this_unit),
        ("units", rf"\b(?i:(?:the )?(?P<which>last|past|next|coming|recent|previous) (?:{_N} )?{_UNIT}s)\b",
         _last_units),
        ("ago", rf"\b(?i:(?:{_N} )?{_UNIT}s? ago)\b", _ago),
        ("ago", r"\b(?i:(?:hours|minutes|moments|an hour) ago)\b", _named_day),
        ("any unit", rf"\b(?i:in {_N} {_UNIT}s?(?P<now> from now| time|['’]s?’? time)?)\b", _in_units),
        ("any unit", rf"\b(?i:{_N} {_UNIT}s?(?P<now> from now))\b", _in_units),
        ("weekday", rf"(?<!Black )(?<!Bloody )(?<!Good )(?<!Ash )(?<![Ee]very )(?<![Ee]ach )\b"
                    r"(?:(?P<which>(?i:last|this|next|past|coming)) )?"
                    rf"(?P<weekday>{_WEEKDAY})\b(?! (?:[Pp]rayer|[Ss]ermon|Times|Telegraph|Express|Mirror|Mail|Market))"
                    r"(?: (?:morning|afternoon|evening|night))?(?: (?P<week>last|this|next) week)?", _weekday),
        ("day", r"\b(?i:the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|last night|"
                r"this (?:morning|afternoon|evening))\b", _named_day),
        ("weekend", r"\b(?i:(?:over|at|during|on|for|of|through) "
                    r"(?:the|(?:this )?(?P<which>last|this|next|past|coming)) weekend)\b", _weekend),
        ("weekend", r"\b(?i:(?P<which>last|this|next|coming) weekend)\b", _weekend),
        ("any unit", rf"\b(?i:(?:{_N} )?{_UNIT}s? (?:after|before|later|earlier|following))\b", _unknown),
        ("unit", rf"\b(?i:(?:the (?:next|following|previous|same|preceding)|that(?: same)?) {_UNIT})\b", _unknown),
        ("then", r"\b(?i:since then|(?:on )?the eve of)\b", _unknown),
    ]
)  # fmt: skip
TRIGGERS = frozenset().union(*_NEEDS.values())
