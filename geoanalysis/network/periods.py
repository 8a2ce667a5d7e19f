"""Turns dates that are known only in part ("2020", "2020-07") into the first and last day they can mean."""

import calendar
import re
from datetime import date as Day
from datetime import timedelta

import numpy as np
import pandas as pd

from geoanalysis.errors import ParameterError
from geoanalysis.tables import PARTIAL_DATE

#: Mean length of a unit in days, as the Gregorian calendar has it.
DAYS = {"day": 1.0, "week": 7.0, "month": 30.436875, "year": 365.2425}
#: How many days after the day written a precision without a partial form of its own still reaches.
_REACH = {"week": 6, "season": 91, "quarter": 91, "half": 182}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(day|week|month|year)s?\s*")


def bounds(date: str, precision: str = "", *, until: str = "") -> tuple[Day, Day] | None:
    """Return the first and the last day that a partial date can mean, or None for an empty one.

    Parameters
    ----------
    date : str
        YYYY, YYYY-MM, YYYY-MM-DD or empty.
    precision : str, optional
        As in the ties table; only those that the date itself cannot show matter: week, season, quarter, half, decade.
    until : str, optional
        End of a range, itself a partial date.

    Raises
    ------
    ParameterError
        If a date has another form or is not in the calendar.

    Examples
    --------
    >>> print(*bounds("2020-02"))
    2020-02-01 2020-02-29
    >>> print(*bounds("1980", "decade"))
    1980-01-01 1989-12-31
    >>> print(*bounds("2019-11", until="2020"))
    2019-11-01 2020-12-31
    """
    if not date:
        return None
    first, last = _span(date)
    if until:
        last = max(last, _span(until)[1])
    elif precision == "decade":
        last = Day(first.year + 9, 12, 31)
    elif precision in _REACH:
        last = max(last, first + timedelta(days=_REACH[precision]))
    return first, last


def _span(date: str) -> tuple[Day, Day]:
    """Return the first and last day of a partial ISO date."""
    try:
        if not PARTIAL_DATE.fullmatch(date):
            raise ValueError("wrong form")
        numbers = [int(part) for part in date.split("-")]
        if len(numbers) == 3:
            return Day(*numbers), Day(*numbers)
        year, month = numbers[0], numbers[1:]
        end = month[0] if month else 12
        return Day(year, *(month or [1]), 1), Day(year, end, calendar.monthrange(year, end)[1])
    except ValueError as error:
        raise ParameterError(f"date {date!r} is none; allowed are YYYY, YYYY-MM, YYYY-MM-DD") from error


def spans(dates: pd.Series, precisions: pd.Series, untils: pd.Series) -> pd.DataFrame:
    """Return first, middle and last day of each row (datetime64[s], NaT where undated) on the index of `dates`.

    Examples
    --------
    >>> given = pd.Series(["2020-07", ""]), pd.Series(["month", ""]), pd.Series(["", ""])
    >>> spans(*given)["middle"].dt.strftime("%Y-%m-%d").tolist()
    ['2020-07-16', nan]
    """
    keys = list(zip(dates.tolist(), precisions.tolist(), untils.tolist(), strict=True))
    known = {key: bounds(key[0], key[1], until=key[2]) for key in dict.fromkeys(keys)}
    found = [known[key] for key in keys]
    first = np.array([span[0] if span else None for span in found], dtype="datetime64[D]")
    last = np.array([span[1] if span else None for span in found], dtype="datetime64[D]")
    days = {"first": first, "middle": first + (last - first) // 2, "last": last}
    return pd.DataFrame({name: values.astype("datetime64[s]") for name, values in days.items()}, index=dates.index)


def last_day(date: str) -> pd.Timestamp:
    """Return the last day that a partial date can mean.

    Examples
    --------
    >>> print(last_day("2020-02").date())
    2020-02-29
    """
    return pd.Timestamp(_span(date)[1]).as_unit("s")


def first_day(date: str) -> pd.Timestamp:
    """Return the first day that a partial date can mean.

    Examples
    --------
    >>> print(first_day("2020-02").date())
    2020-02-01
    """
    return pd.Timestamp(_span(date)[0]).as_unit("s")


def days_of(duration: str | float) -> float:
    """Return a duration in days: "180 days", "6 months", "2 years", or a number of days.

    Raises
    ------
    ParameterError
        If it is not such a duration, or not longer than nothing.

    Examples
    --------
    >>> days_of("2 years"), days_of(90)
    (730.485, 90.0)
    """
    if isinstance(duration, str):
        match = _DURATION.fullmatch(duration)
        days = float(match[1]) * DAYS[match[2]] if match else 0.0
    else:
        days = float(duration)
    if not 0 < days < float("inf"):
        raise ParameterError(f"{duration!r} is no duration above zero; give one such as '180 days', '6 months'")
    return days
