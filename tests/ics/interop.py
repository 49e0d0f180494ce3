#!/usr/bin/env python3
"""Other programs read what the export writes: the same events at the same times, on both sides of 28 March 2027.

    interop.py WRITER       WRITER FILE writes the sample of tests/ics/sample.c

python-icalendar, khal and calcurse each read the file; khal imports a changed one over it. Prints one line a
check and ends with 0 when all hold. A program that is not installed fails its check.
"""
import datetime
import os
import re
import subprocess
import sys
import tempfile
import zoneinfo

try:
    import icalendar
except ImportError:
    # Debian's module belongs to Debian's own interpreter.
    if os.path.realpath(sys.executable) != os.path.realpath("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)
    raise

LONDON = zoneinfo.ZoneInfo("Europe/London")
UID = "3f0c5a0e-8a9e-4b0e-9d7c-0000000000%02d"

# What the sample says, on London's clock: uid -> start, end, status. Days are first and last.
TIMES = {
    UID % 1: ("2027-03-26 09:00", "2027-03-26 10:30", "CONFIRMED"),
    UID % 2: ("2027-03-29 09:00", "2027-03-29 10:30", "TENTATIVE"),
    UID % 3: ("2026-11-24 13:35", "2026-11-24 14:05", "CONFIRMED"),
    UID % 4: ("2026-11-25 11:00", "2026-11-25 12:00", "CANCELLED"),
    UID % 5: ("2027-02-15", "2027-02-15", "CONFIRMED"),
    UID % 6: ("2027-10-31 01:30", "2027-10-31 03:00", "CONFIRMED"),
    UID % 7: ("2027-07-01", "2027-07-02", "CONFIRMED"),
}

KHAL = """[calendars]
[[planned]]
path = {folder}/vdir
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = planned
"""


def local(when, is_end):
    if isinstance(when, datetime.datetime):
        return when.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    return (when - datetime.timedelta(days=1 if is_end else 0)).strftime("%Y-%m-%d")


def with_icalendar(path):
    found = {}
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        found[str(event["UID"])] = (
            local(event["DTSTART"].dt, False),
            local(event["DTEND"].dt, True),
            str(event["STATUS"]),
        )
    return found


def run(command, env):
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def with_khal(path, folder, env):
    config = os.path.join(folder, "khal.conf")
    os.makedirs(os.path.join(folder, "vdir"), exist_ok=True)
    with open(config, "w", encoding="utf-8") as file:
        file.write(KHAL.format(folder=folder))
    run(["khal", "-c", config, "import", "--batch", path], env)
    listing = run(
        ["khal", "-c", config, "list", "--day-format", "", "--format", "{uid}|{start-long}|{end-long}|{status}",
         "2026-11-01", "500d"],
        env,
    )
    found = {}
    for line in listing.splitlines():
        if "|" not in line:
            continue
        uid, start, end, status = line.split("|")
        found.setdefault(uid, set()).add((start, end, status.strip()))
    for uid, rows in found.items():
        assert len(rows) == 1, "khal shows %s more than once: %s" % (uid, rows)
    return {uid: rows.pop() for uid, rows in found.items()}


def with_calcurse(path, folder, env):
    data = os.path.join(folder, "calcurse")
    os.makedirs(data)
    run(["calcurse", "-D", data, "-C", data, "-q", "-i", path], env)
    found = set()
    with open(os.path.join(data, "apts"), encoding="utf-8") as file:
        for line in file:
            timed = re.match(r"(\d+)/(\d+)/(\d+) @ (\S+) -> (\d+)/(\d+)/(\d+) @ (\S+?)[>|]", line)
            day = re.match(r"(\d+)/(\d+)/(\d+) \[1\] (?:\{1D -> (\d+)/(\d+)/(\d+)\})?", line)
            if timed:
                m, d, y, at, m2, d2, y2, to = timed.groups()
                found.add(("%s-%s-%s %s" % (y, m, d, at), "%s-%s-%s %s" % (y2, m2, d2, to)))
            elif day:
                m, d, y, m2, d2, y2 = day.groups()
                first = "%s-%s-%s" % (y, m, d)
                found.add((first, "%s-%s-%s" % (y2, m2, d2) if y2 else first))
    return found


def changed(path, folder):
    """The export after event 1 has moved by an hour and event 7 has been dropped."""
    with open(path, encoding="utf-8", newline="") as file:
        events = file.read().split("BEGIN:VEVENT")
    for i, event in enumerate(events):
        if UID % 1 in event:
            event = event.replace("T090000", "T100000").replace("T103000", "T113000")
        elif UID % 7 in event:
            event = event.replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
        else:
            continue
        events[i] = event.replace("SEQUENCE:0", "SEQUENCE:1")
    later = os.path.join(folder, "later.ics")
    with open(later, "w", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VEVENT".join(events))
    return later


def main():
    writer = sys.argv[1]
    failed = 0

    def check(name, test):
        nonlocal failed
        try:
            wrong = test()
        except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as error:
            wrong = str(error)
        print(("ok    " if not wrong else "FAIL  ") + name)
        if wrong:
            failed += 1
            print("      " + str(wrong))

    def differ(found, expected):
        return "" if found == expected else "found %s, expected %s" % (found, expected)

    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, HOME=folder, TZ="Europe/London", LC_ALL="C.UTF-8")
        path = os.path.join(folder, "sample.ics")
        subprocess.run([writer, path], check=True)
        later = changed(path, folder)
        after = dict(TIMES)
        after[UID % 1] = ("2027-03-26 10:00", "2027-03-26 11:30", "CONFIRMED")
        after[UID % 7] = ("2027-07-01", "2027-07-02", "CANCELLED")
        check("python-icalendar", lambda: differ(with_icalendar(path), TIMES))
        check("khal, first import", lambda: differ(with_khal(path, folder, env), TIMES))
        check("khal, changed export over it", lambda: differ(with_khal(later, folder, env), after))
        check(
            "calcurse, first import",
            lambda: differ(with_calcurse(path, folder, env), {(a, b) for a, b, _ in TIMES.values()}),
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
