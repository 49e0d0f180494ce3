#!/usr/bin/env python3
"""What must not come out does not: marks.py SENPLAN SHARE

A mark of its own is written into every text of a sample school's file (notes, titles, names, roles, evidence, reasons …), and a pupil's code with
it. Then the review, a comparison and the trust's view are given out in all formats, and the screen
is opened for looking together and walked through. Only the marks of what may be shown come out, and no pupil's code does.

Ends with `N passed, N failed`.
"""
import os
import pty
import re
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import checks
from checks import check

# What the program reads as words of its own, dates and keys: a mark there would make another file of it.
STRUCTURE = {"key", "kind", "status", "anchor", "chain", "step", "rule", "done_by", "only_if", "uid", "cadence", "basis", "begins", "what", "cause",
             "colour", "letter", "outcome", "profile", "unit", "side", "owner", "authority", "state", "code", "value", "changes", "start", "end",
             "at", "after", "before", "per", "prefer", "reason", "transfer", "lead", "from_day", "to_day", "day", "scope", "estimate_source"}
# What a report is made of: names of work, reasons for moving protected time, terms, the school, the scenario.
SHOWN = {("activities", "name"), ("activities", "plain"), ("duties", "name"), ("breaches", "why"), ("year_spans", "name"), ("scenarios", "name")}
# Beside the line manager the week shows what the timetable has, too.
ON_SCREEN = SHOWN | {("timetable_slots", "title"), ("periods", "name"), ("sources", "name"), ("windows", "name")}


def plant(path, code):
    """Returns the marks: mark -> (table, column)."""
    marks = {}
    with sqlite3.connect(path) as db:
        tables = [r[0] for r in db.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        for table in tables:
            if table in ("settings", "meta", "history", "exports", "export_uids"):
                continue
            for _, column, kind, must, _, _ in db.execute(f'pragma table_info("{table}")').fetchall():
                if kind != "TEXT" or not must or column in STRUCTURE:
                    continue
                mark = f"Q{len(marks) + 10}Z"
                try:
                    db.execute(f'update "{table}" set "{column}" = ? || "{column}"', (f"{mark} {code} ",))
                except sqlite3.IntegrityError:
                    continue
                marks[mark] = (table, column)
    return marks


def screen_of(senplan, db, home, keys):
    """All that the screen ever drew, looking together."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(home, TERM="xterm", LINES="40", COLUMNS="120")
        os.execv(senplan, [senplan, "--now", "2027-01-18T08:00", "review", "--open", db])
    drawn, pending = b"", list(keys)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.4)
        if ready:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            drawn += part
        elif pending:
            os.write(terminal, pending.pop(0).encode())
        else:
            break
    os.close(terminal)
    os.waitpid(child, 0)
    return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b" ", drawn).decode("utf-8", "replace")


def main():
    senplan, share = sys.argv[1:3]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = {**os.environ, "HOME": folder, "SENPLAN": senplan, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        home.pop("SENPLAN_DB", None)
        db = os.path.join(folder, "school.db")
        subprocess.run(["sh", os.path.join(share, "examples", "six-weeks.sh"), db, "secondary"], env=home, check=True, capture_output=True)

        def program(*words):
            done = subprocess.run([senplan, "--db", db, "--now", "2027-01-18T08:00", *words], env=home, capture_output=True, text=True, check=False)
            check(done.returncode == 0, f"{words}: exit {done.returncode}, {done.stderr}")
            return done.stdout

        program("whatif", "+0.5 day", "drop email", "--save", "case", "-q")
        with sqlite3.connect(db) as plan:
            codes = [r[0] for r in plan.execute("select code from cases")]
            plan.execute("update log_entries set note = 'said in confidence'")
            plan.execute("update cases set note = 'at home'")
        marks = plant(db, codes[0])
        with sqlite3.connect(db) as plan:  # the school's name is a setting; a short code is known by its capitals
            plan.execute("delete from settings where key = 'school'")
            plan.execute("insert into settings (key, value) values ('school', ?)", (f"Hill {codes[0].lower()} School",))
            plan.execute("update cases set code = 'QX' where code = ?", (codes[1],))
            plan.execute("update activities set name = name || ' of QX and ' || ?, plain = plain || ' QX'", (codes[2],))
            codes[1] = "QX"
        check(len(marks) >= 25 and {("log_entries", "note"), ("cases", "note"), ("case_events", "note"), ("tasks", "title"), ("attendees", "role"),
                                    ("staff_members", "role"), ("busy_times", "title"), ("breaches", "why")} <= set(marks.values()), f"marks are there: {sorted(marks.values())}")
        with sqlite3.connect(db) as plan:
            name = plan.execute("select name from scenarios").fetchone()[0]
        outputs = {}
        for form in ("text", "md", "csv", "json", "html"):
            outputs[f"review {form}"] = program("review", "--range", "year", "--format", form)
            outputs[f"review and scenario {form}"] = program("review", "--from", "2026-11-23", "--to", "2027-02-12", "--scenario", name, "--format", form)
            outputs[f"what if {form}"] = program("whatif", "compare", name, "--format", form)
            outputs[f"trust {form}"] = program("review", "--many", db, "--format", form)
        for what, text in outputs.items():
            out = {marks[m] for m in re.findall(r"Q\d+Z", text) if m in marks}
            check(out <= SHOWN, f"{what} shows {sorted(out - SHOWN)}")
            found = [c for c in codes if re.search(rf"(?<![A-Za-z0-9]){re.escape(c)}(?![A-Za-z0-9])", text, re.I)]
            check(not found, f"{what} has codes: {found[:5]}")
        check({("activities", "name"), ("duties", "name"), ("breaches", "why")} <= {marks[m] for m in re.findall(r"Q\d+Z", outputs["review and scenario json"])},
              "what may be shown is shown")
        down, page, tab = "\x1b[B", "\x1b[6~", "\t"
        drawn = screen_of(senplan, db, home, ["5", page, page, page, page, "\r", "\x1b", "1", tab, down, "\r", "\x1b", "L", page, "L", "[", "2", down, "\r", "\x1b", "4",
                                              "\r", "\x1b", page, "3", "6", "5", "w", "t", "reserve 10\r", "\r", page, "\x1b", "s", "\x1b", "\x1b", "q"])
        check("Looking together" in drawn or "look together" in drawn or "Review" in drawn, "the screen was there")
        out = {marks[m] for m in re.findall(r"Q\d+Z", drawn) if m in marks}
        check(out <= ON_SCREEN, f"looking together shows {sorted(out - ON_SCREEN)}")
        check({("activities", "name"), ("duties", "name")} <= out, "looking together shows what work there is")
        found = [c for c in codes if re.search(rf"(?<![A-Za-z0-9]){re.escape(c)}(?![A-Za-z0-9])", drawn, re.I)]
        where = [drawn[max(0, drawn.find(c) - 60):drawn.find(c) + 40] for c in found]
        check(not found, f"looking together has codes: {found[:5]} {where[:2]}")
        shutil.rmtree(folder, ignore_errors=True)
    return checks.ended()


if __name__ == "__main__":
    sys.exit(main())
