# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as the export writes them: microseconds inside, "seconds.micros" outside, days of US Pacific time."""
import datetime
import functools

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
DAY = 86_400 * SECOND


def us_of(year, month=1, day=1, hour=0, minute=0, second=0, micro=0):
    delta = datetime.datetime(year, month, day, hour, minute, second, micro, UTC) - EPOCH
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def ts_of(us):
    sign = "-" if us < 0 else ""
    us = abs(us)
    return f"{sign}{us // SECOND}.{us % SECOND:06d}"


def iso_of(us):
    """RFC 3339 with six digits."""
    return (EPOCH + datetime.timedelta(microseconds=us)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def us_of_iso(text):
    """Reads RFC 3339 in UTC with up to nine digits exactly to the microsecond."""
    if not text.endswith("Z"):
        raise ValueError(f"not UTC: {text}")
    whole, _, fraction = text[:-1].partition(".")
    moment = datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    delta = moment - EPOCH
    fraction = (fraction + "000000000")[:9]
    if fraction[6:] != "000":
        raise ValueError(f"finer than a microsecond: {text}")
    return (delta.days * 86_400 + delta.seconds) * SECOND + int(fraction[:6])


def _sunday(year, month, nth):
    """The nth Sunday (1..) of a month; -1 for the last."""
    if nth > 0:
        first = datetime.date(year, month, 1)
        return 1 + (6 - first.weekday()) % 7 + 7 * (nth - 1)
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    return last.day - (last.weekday() + 1) % 7


@functools.lru_cache(maxsize=None)
def _summer(year):
    """The microseconds between which US Pacific time is seven hours behind UTC."""
    if year >= 2007:
        start, end = (3, _sunday(year, 3, 2)), (11, _sunday(year, 11, 1))
    else:
        start, end = (4, _sunday(year, 4, 1)), (10, _sunday(year, 10, -1))
    return us_of(year, *start, 10), us_of(year, *end, 9)


def pacific_day(us):
    year = (EPOCH + datetime.timedelta(microseconds=us)).year
    start, end = _summer(year)
    hours = 7 if start <= us < end else 8
    return (EPOCH + datetime.timedelta(microseconds=us - hours * 3600 * SECOND)).strftime("%Y-%m-%d")


def utc_day(us):
    return (EPOCH + datetime.timedelta(microseconds=us)).strftime("%Y-%m-%d")
