"""Times: the dates, times of day, durations and sets of a text, as TIMEX3 values anchored in the article.

Takes a reading and the day of publication, gives `Time` records. Patterns and words are in tables/; the arithmetic is
in calendar.py. Conventions: TimeML 1.2.1 (Saurí et al. 2006) as TempEval-3 applies it (UzZaman et al. 2013).
"""

from onrecord.times.finding import find_times

__all__ = ["find_times"]
