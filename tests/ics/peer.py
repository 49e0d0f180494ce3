#!/usr/bin/env python3
"""A second opinion on repeat rules: python-dateutil counts the same rules as the reader, and finds the same dates.

    peer.py READER [SEED]       READER FROM TO FILE prints a reading as tests/ics/show.c does

A table of rules as schools write them, and rules made from a fixed seed. Left out are forms that dateutil reads
otherwise than the standard (weekdays with and without a number mixed). Rules that the reader refuses with a
warning are counted: few may be. Prints one line a check and ends with 0 when all hold.
"""
import datetime
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile

try:
    from dateutil.rrule import rrulestr
except ImportError:
    # Debian's module belongs to Debian's own interpreter.
    if os.path.realpath(sys.executable) != os.path.realpath("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)
    raise

FROM, TO = datetime.datetime(2026, 9, 1), datetime.datetime(2032, 9, 1)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# First date of its rule, and the rule.
TABLE = """
20260901 FREQ=DAILY;COUNT=12
20260901 FREQ=DAILY;INTERVAL=10
20260901 FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR
20260901 FREQ=DAILY;UNTIL=20260920T090000
20260901 FREQ=WEEKLY
20260901 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,FR
20260901 FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU
20260901 FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU
20260901 FREQ=WEEKLY;INTERVAL=3;WKST=SA;BYDAY=TU,FR,SA;COUNT=11
20260901 FREQ=WEEKLY;BYMONTH=9,11,1;BYDAY=TU
20260901 FREQ=MONTHLY
20260831 FREQ=MONTHLY
20260930 FREQ=MONTHLY;BYMONTHDAY=-1
20260901 FREQ=MONTHLY;BYMONTHDAY=1,15,-3
20260901 FREQ=MONTHLY;BYDAY=1TU
20260929 FREQ=MONTHLY;BYDAY=-1TU
20260904 FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR,-1SU
20260907 FREQ=MONTHLY;BYDAY=MO
20261113 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
20260930 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
20260903 FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3
20260901 FREQ=YEARLY
20280229 FREQ=YEARLY
20260901 FREQ=YEARLY;BYMONTH=9,3
20260906 FREQ=YEARLY;BYMONTH=9;BYDAY=1SU
20261025 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
20260907 FREQ=YEARLY;BYDAY=MO;BYMONTH=9
20261229 FREQ=YEARLY;BYDAY=-1TU
20260928 FREQ=YEARLY;BYWEEKNO=40;BYDAY=MO
20261010 FREQ=YEARLY;BYYEARDAY=283,100
20261231 FREQ=YEARLY;BYYEARDAY=-1
20260901 FREQ=YEARLY;INTERVAL=4;BYMONTH=9;BYMONTHDAY=1
20260901 FREQ=DAILY;BYHOUR=9,15;COUNT=9
20260930 FREQ=DAILY;BYMONTHDAY=-1
20260902 FREQ=WEEKLY;BYDAY=WE,FR;BYHOUR=15,9
20260915 FREQ=YEARLY;BYMONTHDAY=15
20260901 FREQ=WEEKLY;WKST=FR;BYDAY=TU,TH,FR;BYSETPOS=-2
20260904 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,FR;BYSETPOS=-1
20260906 FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;BYSETPOS=1
20260901 FREQ=WEEKLY;BYSETPOS=1;COUNT=9
20260901 FREQ=DAILY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=9
"""


class Maker:
    """Rules at random, of forms that the reader says it counts."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def numbers(self, high, negative, most):
        found = set()
        for _ in range(self.random.randint(1, most)):
            number = self.random.randint(1, high)
            found.add(-number if negative and self.chance(0.3) else number)
        return ",".join(str(number) for number in sorted(found, key=lambda _: self.random.random()))

    def weekdays(self, positions):
        position = str(self.random.choice(positions)) if positions and self.chance(0.5) else ""
        return ",".join(position + day for day in self.random.sample(DAYS, self.random.randint(1, 3)))

    def rule(self):
        freq = self.random.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"])
        parts = {}
        if self.chance(0.3) and not (freq == "DAILY" and self.chance(0.5)):
            parts["BYMONTH"] = self.numbers(12, False, 3)
        if freq != "WEEKLY" and self.chance(0.3):
            parts["BYMONTHDAY"] = self.numbers(28, True, 3)
        if self.chance(0.5) and not (freq == "DAILY" and "BYMONTHDAY" in parts):
            positions = [1, 2, 3, -1, -2] if freq in ("MONTHLY", "YEARLY") and "BYMONTHDAY" not in parts else []
            parts["BYDAY"] = self.weekdays(positions)
        if self.chance(0.4) and "-" not in parts.get("BYMONTHDAY", ""):
            parts["INTERVAL"] = self.random.choice([2, 2, 2, 3, 4, 7])
        if freq == "MONTHLY" and "BYDAY" in parts and "BYMONTHDAY" not in parts and self.chance(0.3):
            parts["BYSETPOS"] = self.random.choice([1, -1])
        if self.chance(0.3):
            parts["WKST"] = self.random.choice(DAYS)
        if "BYSETPOS" not in parts and self.chance(0.1):
            parts["BYHOUR"] = "15,9"
        if self.chance(0.5):
            parts.update(self.random.choice([{"COUNT": self.random.randint(1, 40)}, {"UNTIL": "20300615T090000"}]))
        names = list(parts)
        self.random.shuffle(names)
        return ";".join(["FREQ=" + freq] + ["%s=%s" % (name, parts[name]) for name in names])

    def start(self):
        return datetime.datetime(2022, 1, 1, 9) + datetime.timedelta(days=self.random.randint(0, 2500))


def counted_by_dateutil(start, text):
    """The start, whether or not it fits, then the others; COUNT counts the start."""
    count = re.search(r";COUNT=(\d+)", text)
    rule = rrulestr(re.sub(r";COUNT=\d+", "", text), dtstart=start)
    later = itertools.takewhile(lambda date: date < TO, (date for date in rule if date != start))
    if count:
        later = itertools.islice(later, int(count[1]) - 1)
    return [date for date in [start] + list(later) if FROM <= date < TO], next(iter(rule), None) == start


def counted_by_reader(reader, cases):
    lines = ["BEGIN:VCALENDAR"]
    for i, (start, text) in enumerate(cases):
        lines += ["BEGIN:VEVENT", "UID:%d" % i, start.strftime("DTSTART;TZID=Europe/London:%Y%m%dT%H%M%S"),
                  "RRULE:" + text, "SUMMARY:%d" % i, "END:VEVENT"]
    with tempfile.NamedTemporaryFile("w", suffix=".ics") as file:
        file.write("\n".join(lines + ["END:VCALENDAR", ""]))
        file.flush()
        printed = subprocess.run([reader, FROM.strftime("%Y-%m-%d"), TO.strftime("%Y-%m-%d"), file.name],
                                 capture_output=True, text=True, check=True, timeout=60).stdout
    dates, warnings = {}, {}
    for line in printed.splitlines():
        busy = re.match(r"busy (\S+) \S+ (\d+)$", line)
        warning = re.match(r"warning (\d+) (.*)$", line)
        if busy:
            dates.setdefault(int(busy[2]), []).append(datetime.datetime.fromisoformat(busy[1]))
        if warning:
            warnings[(int(warning[1]) - 2) // 6] = warning[2]
    return [(sorted(dates.get(i, [])), warnings.get(i, "")) for i in range(len(cases))]


def compare(reader, cases):
    """What is wrong, and how many rules were refused."""
    wrong, refused = [], 0
    for (start, text), (dates, warning) in zip(cases, counted_by_reader(reader, cases)):
        if "not understood" in warning or "no year has" in warning:
            refused += 1
            continue
        expected, fits = counted_by_dateutil(start, text)
        if dates != expected or fits == ("does not fit" in warning):
            wrong.append("%s %s: only here %s, only there %s, %r" % (
                start, text, [str(d) for d in dates if d not in expected][:3],
                [str(d) for d in expected if d not in dates][:3], warning))
    return wrong, refused


def main():
    reader = sys.argv[1]
    maker = Maker(int(sys.argv[2]) if len(sys.argv) > 2 else 20260901)
    table = [(datetime.datetime.strptime(line[:8] + "09", "%Y%m%d%H"), line[9:]) for line in TABLE.split("\n") if line]
    failed = 0

    def check(name, wrong):
        nonlocal failed
        print(("FAIL  " if wrong else "ok    ") + name)
        for line in wrong[:5]:
            print("      " + line)
        failed += bool(wrong)

    wrong, refused = compare(reader, table)
    check("the table of %d rules" % len(table), wrong + ["refused: %d" % refused] * (refused > 0))
    wrong, refused = [], 0
    for _ in range(30):
        more, count = compare(reader, [(maker.start(), maker.rule()) for _ in range(20)])
        wrong += more
        refused += count
    check("600 rules from a seed, %d refused" % refused, wrong + ["too many were refused"] * (refused > 60))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
