"""A count and its noun: "1 pupils" is wrong wherever it may be read.

A format that puts a number before a noun in the plural takes the noun from sp_plural() (or an ending of its own). A
bound is no count: "at most %d rows", "more than %d files", and so on.
"""
import re

NOUNS = (
    "activities blocks calendars cases chains changes codes columns dates duties entries events files "
    "findings hours lessons lines meetings members months periods pieces places profiles pupils requests rows "
    "rules schools sources steps tasks terms times weeks windows words years"
).split()
BOUND = re.compile(r"(most|than|least|over|to|of|the) $", re.IGNORECASE)
COUNT = re.compile(r"%(?:d|zu|ld|lld|i) (?:[a-z-]+ )?(" + "|".join(NOUNS) + r")\b")
# Said only of more than one: by its words, or because the line before asks.
NEVER_ONE = (" begin with ", " fit ", "months is more than any rule")
ASKED = re.compile(r"(times|->n) > 1\b")


def findings(tree):
    for name in tree.files("src", "include"):
        lines = tree.text(name).splitlines()
        for number, line in enumerate(lines, 1):
            for match in COUNT.finditer(line):
                asked = any(ASKED.search(before) for before in lines[max(0, number - 3) : number])
                if asked or BOUND.search(line[: match.start()]) or any(words in line for words in NEVER_ONE):
                    continue
                yield f"{name}:{number}: {match.group(0)}: of one it would be wrong; sp_plural() has both"
