#!/usr/bin/env python3
"""The review against its own file: review.py SENPLAN SHARE

A sample school lives six weeks (share/examples/six-weeks.sh), and a file is filled with names that try to be markup, formulas and
control characters. Of each, for several ranges:

- text, Markdown, CSV, JSON and HTML have the same figures, cell by cell;
- every figure is reckoned anew here from the raw tables (dates from the listing of pupils) and is the same;
- what is hidden as under five cannot be reckoned from what is shown.

Ends with `N passed, N failed`.
"""
import collections
import csv
import datetime
import html
import html.parser
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

import checks
import raw
from checks import check

DAY = datetime.timedelta(days=1)


def day_of(text):
    return datetime.date.fromisoformat(text[:10])


def monday(day):
    return day - DAY * day.weekday()


# --- the five formats -----------------------------------------------------------------------------------------------------


def shown(unit, value):
    """A figure of the JSON as the formats for people write it."""
    if value is None:
        return "-"
    if isinstance(value, str) and unit != "date":
        return value
    if unit == "minutes":
        return f"{'-' if value < 0 else ''}{abs(value) // 60}h{abs(value) % 60:02}"
    if unit == "percent":
        return f"{value}%"
    if unit == "date":
        day = datetime.date.fromisoformat(value)
        return f"{day:%a} {day.day} {day:%b} {day.year}"
    return str(value)


class Page(html.parser.HTMLParser):
    """Tables of a page by the id of their section's heading: rows of texts, the row's own label without its explanation."""

    VOID = {"meta", "br", "rect", "line"}

    def __init__(self, text):
        super().__init__()
        self.tables, self.section, self.cell, self.plain, self.open, self.tags = {}, None, None, False, [], set()
        self.wrong = []
        self.feed(text)
        check(not self.open and not self.wrong, f"the page is well made: {self.open} {self.wrong[:3]}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        for name in attributes:
            if name.startswith("on") or name in ("src", "href"):
                self.wrong.append(f"{tag} has {name}")
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "h2":
            self.section = attributes["id"]
            self.tables[self.section] = []
        if tag == "tr":
            self.tables[self.section].append([])
        if tag in ("th", "td"):
            self.cell = ""
            if tag == "th" and attributes.get("scope") not in ("col", "row"):
                self.wrong.append("a heading without a scope")
        if tag == "span":
            self.plain = True

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            if not self.open or self.open.pop() != tag:
                self.wrong.append(f"{tag} closes what is not open")
        if tag == "span":
            self.plain = False
        if tag in ("th", "td"):
            self.tables[self.section][-1].append(self.cell.strip())
            self.cell = None

    def handle_data(self, text):
        if self.cell is not None and not self.plain:
            self.cell += text


def md_tables(text):
    tables, title = {}, None
    for line in text.splitlines():
        if line.startswith("## "):
            title = line[3:]
            tables[title] = []
        elif line.startswith("| ") and title:
            cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
            tables[title].append([html.unescape(re.sub(r"\\(.)", r"\1", c)) for c in cells])
    return tables


def text_tables(text):
    tables, title, lines = {}, None, text.splitlines()
    for i, line in enumerate(lines):
        if i + 1 < len(lines) and lines[i + 1] == "-" * len(line) and line:
            title = line
            tables[title] = []
        elif title and not line.startswith("---"):
            tables[title].append(line)
    return tables


def text_has(lines, wanted):
    """The rows of figures stand in the lines, in order; a wide table is cut into two of fewer columns, one below the other."""
    width = len(wanted[0]) if wanted else 0
    for first in range(width, 0, -1):
        parts, at = [[r[:first] for r in wanted]] + ([[r[first:] for r in wanted]] if first < width else []), 0
        for row in sum(parts, []):
            while at < len(lines) and re.split(" {2,}", lines[at])[-len(row):] != row:
                at += 1
            at += 1
        if at <= len(lines):
            return True
    return not wanted


def formats_agree(run, options, what):
    document = json.loads(run("--json", *options))
    sections = document["sections"]
    page_text = run("--format", "html", *options)
    page = Page(page_text)
    check("script" not in page.tags and page_text.startswith("<!DOCTYPE html>"), "one page without script")
    md = md_tables(run("--format", "md", *options))
    plain_text = run("--format", "text", *options)
    wide = [line for line in plain_text.splitlines() if len(line) > 80]
    check(not wide, f"{what}: lines of more than 80 columns: {wide[:2]}")
    text = text_tables(plain_text)
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", *options), newline="")))
    by_key = {(r["section"], r["key"].removeprefix("'"), r["figure"]): r for r in rows}
    check(len(rows) == sum(len(s["rows"]) * len(s["columns"]) for s in sections.values()), f"{what}: CSV has each figure once")
    formulas = [row[name] for row in rows for name in ("key", "row", "value") if re.match(r"[=+@\t\r]|-(?!\d+$)", row[name])]
    check(not formulas, f"{what}: formulas: {formulas}")
    for key, section in sections.items():
        units = [c["unit"] for c in section["columns"]]
        wanted = [[shown(u, r["figures"][c["key"]]) for u, c in zip(units, section["columns"])] for r in section["rows"]]
        labels = [r["label"] for r in section["rows"]]
        got = page.tables[key][1:]
        check([r[1:] for r in got] == wanted and [r[0] for r in got] == [x.strip() for x in labels], f"{what}: HTML {key} is as JSON")
        check([r[1:] for r in md[section["title"]][1:]] == wanted, f"{what}: Markdown {key} is as JSON")
        if "text" not in units:
            check(text_has(text[section["title"]], wanted), f"{what}: text {key} is as JSON")
        cells = [(by_key[(key, r["key"], c["key"])], c["unit"], r["figures"][c["key"]]) for r in section["rows"] for c in section["columns"]]
        check(all(c["value"] == ("" if v is None else str(v)) and c["unit"] == u for c, u, v in cells), f"{what}: CSV {key} is as JSON")
    return document


# --- everything reckoned anew from the file -------------------------------------------------------------------------------


class File:
    """The tables as `senplan export json` gives them out."""

    def __init__(self, tables):
        self.tables = tables
        for name, rows in tables.items():
            setattr(self, name, rows)
        self.setting = {r["key"]: r["value"] for r in self.settings}
        self.activity = {r["id"]: r for r in self.activities}
        self.duty = {r["id"]: r for r in self.duties}
        self.task = {r["id"]: r for r in self.tasks}

    def span(self, kind, day):
        return any(r["kind"] == kind and day_of(r["from_day"]) <= day <= day_of(r["to_day"]) for r in self.year_spans)

    def kind(self, day):
        if day.weekday() > 4 or any(self.span(k, day) for k in ("bank-holiday", "closure", "half-term")) or not self.span("term", day):
            return "closed"
        return "inset" if self.span("inset", day) else "school"

    def cycle_week(self, day):
        """Weeks alternate from the last fact on; weeks without school are skipped."""
        if self.setting.get("cycle", "1") == "1":
            return 0
        facts = [f for f in self.cycle_facts if day_of(f["day"]) <= day + DAY * 6]
        fact = max(facts, key=lambda f: f["day"]) if facts else min(self.cycle_facts, key=lambda f: f["day"])
        week, at = fact["week"], monday(day_of(fact["day"]))
        while at < monday(day):
            week += any(self.kind(at + DAY * i) == "school" for i in range(7))
            at += DAY * 7
        return week % 2

    def periods_of(self, day, week):
        rows = [p for p in self.periods if p["weekday"] in (-1, day.weekday()) and p["cycle_week"] in (-1, week)]
        for name in ("weekday", "cycle_week"):
            if any(p[name] >= 0 for p in rows):
                rows = [p for p in rows if p[name] >= 0]
        return rows

    def allocated(self, day):
        kind = self.kind(day)
        if kind == "closed" or (kind == "inset" and self.setting.get("inset_work", "no") == "no"):
            return 0
        week = self.cycle_week(day)

        def holds(r):
            return (r["weekday"] in (-1, day.weekday()) and r["cycle_week"] in (-1, week)
                    and (r["from_day"] is None or day_of(r["from_day"]) <= day)
                    and (r["to_day"] is None or day <= day_of(r["to_day"])))

        minutes = set()
        for r in filter(holds, self.working_windows):
            minutes |= set(range(r["from_min"], r["to_min"]))
        slots = list(filter(holds, self.timetable_slots))
        for r in slots:
            if r["what"] == "senco":
                minutes |= set(range(r["from_min"], r["to_min"]))
        taken = [r for r in slots if r["what"] != "senco"]
        for what in ("break", "lunch"):
            if not any(r["what"] == what for r in slots):
                taken += [p for p in self.periods_of(day, week) if p["kind"] == what]
        if not any(r.get("what", r.get("kind")) == "lunch" for r in taken):
            taken.append({"from_min": clock(self.setting.get("lunch_from", "12:30")), "to_min": clock(self.setting.get("lunch_to", "13:00"))})
        for r in taken:
            minutes -= set(range(r["from_min"], r["to_min"]))
        for r in self.busy_times:
            start, end = (datetime.datetime.fromisoformat(r[k]) for k in ("start", "end"))
            midnight = datetime.datetime.combine(day, datetime.time())
            if start < midnight + DAY and end > midnight:
                minutes -= set(range(max(0, int((start - midnight).total_seconds() // 60)), min(1440, int((end - midnight).total_seconds() // 60))))
        return len(minutes)


def clock(text):
    return int(text.split(":")[0]) * 60 + int(text.split(":")[1])


def half_up(part, whole):
    return None if whole <= 0 else (part * 200 + whole) // (2 * whole)


def figures(section):
    return {r["key"]: r["figures"] for r in section["rows"]}


def sums(file, first, last, now):
    """Minutes of the range: by name, by activity, by week."""
    total, planned, logged, weeks = collections.Counter(), collections.Counter(), collections.Counter(), {}
    at = monday(first)
    while at <= last:
        days = [d for d in (at + DAY * i for i in range(7)) if first <= d <= last]
        week = weeks[at] = collections.Counter(allocated=sum(map(file.allocated, days)))
        week["open"] = sum(file.kind(d) != "closed" for d in days)
        at += DAY * 7
    lost = [e for e in file.log_entries if e["kind"] == "lost"]
    said = {e["block"] for e in file.log_entries if e["block"]}
    for b in file.blocks:
        if not first <= day_of(b["start"]) <= last:
            continue
        week, start = weeks[monday(day_of(b["start"]))], datetime.datetime.fromisoformat(b["start"])
        end = start + datetime.timedelta(minutes=b["length_min"])
        week["planned"] += b["length_min"]
        total["past"] += b["length_min"] if start < now else 0
        planned[file.task[b["task"]]["activity"]] += b["length_min"]
        over = any(datetime.datetime.fromisoformat(e["start"]) < end and start < datetime.datetime.fromisoformat(e["start"])
                   + datetime.timedelta(minutes=e["length_min"]) for e in lost)
        if end <= now and b["state"] != "done" and b["id"] not in said and not over:
            week["unreviewed"] += b["length_min"]
    for e in file.log_entries:
        if not first <= day_of(e["start"]) <= last:
            continue
        week = weeks[monday(day_of(e["start"]))]
        if e["kind"] == "lost":
            week["lost"] += e["length_min"]
            total["lost " + e["cause"]] += e["length_min"]
            total["times " + e["cause"]] += 1
            continue
        week["logged"] += e["length_min"]
        week["beyond"] += e["length_min"] if e["kind"] == "beyond" else 0
        logged[e["activity"]] += e["length_min"]
    pct = int(file.setting.get("reserve_pct", "20"))
    for week in weeks.values():
        kept = 0 if week["allocated"] < 180 else week["allocated"] - week["allocated"] * (100 - pct) // 100
        week["reserve"] = max(0, min(kept, week["allocated"] - week["planned"]))
        week["unplanned"] = week["allocated"] - week["planned"] - week["reserve"]
        for name in ("allocated", "planned", "reserve", "unplanned", "logged", "lost", "beyond", "unreviewed"):
            total[name] += week[name]
    total["open"] = sum(w["open"] > 0 for w in weeks.values())
    return total, planned, logged, weeks


def hours_are_right(file, document, now, what):
    first, last = day_of(document["from"]), day_of(document["to"])
    total, planned, logged, weeks = sums(file, first, last, now)
    before, _, before_logged, _ = sums(file, day_of(document["before_from"]), day_of(document["before_to"]), now)
    sections = document["sections"]
    got = figures(sections["hours"])
    for name in ("allocated", "planned", "reserve", "unplanned", "logged", "lost", "beyond", "unreviewed"):
        check(got[name]["hours"] == total[name] and got[name]["before"] == before[name], f"{what}: {name}: {got[name]} {total[name]} {before[name]}")
        if total["open"]:
            check(got[name]["week"] == int(total[name] / total["open"]), f"{what}: {name} a week")
    check(got["gap"]["hours"] == total["past"] - total["logged"], f"{what}: gap")
    check(total["allocated"] == total["planned"] + total["reserve"] + total["unplanned"], f"{what}: the hours add up")

    rows = figures(sections["activities"])
    for id, activity in file.activity.items():
        row = rows.get(activity["key"])
        if row is None:
            check(planned[id] == logged[id] == before_logged[id] == 0 and activity["target_pct"] <= 0, f"{what}: {activity['key']} has no row")
            continue
        target = activity["target_pct"]
        check(row == {"target": None if target < 0 else total["allocated"] * target // 100, "planned": planned[id], "logged": logged[id],
                      "share": half_up(logged[id], total["logged"]), "target_share": None if target < 0 else target,
                      "before": before_logged[id], "share_before": half_up(before_logged[id], before["logged"])},
              f"{what}: activity {activity['key']}: {row}")
    kinds = figures(sections["kinds"])
    for column in ("planned", "logged", "before"):
        check(sum(r[column] for k, r in kinds.items() if k != "total") == kinds["total"][column], f"{what}: {column} by kind adds up")
    check(kinds["total"]["logged"] == got["logged"]["hours"] and kinds["total"]["planned"] == got["planned"]["hours"], f"{what}: kinds are of all hours")
    check(got["allocated"]["hours"] == sum(got[k]["hours"] for k in ("planned", "reserve", "unplanned")), f"{what}: allocated is planned, reserve and unplanned")
    for kind in {a["kind"] for a in file.activities}:
        ids = [i for i, a in file.activity.items() if a["kind"] == kind]
        values = [sum(c[i] for i in ids) for c in (planned, logged, before_logged)]
        row = kinds.get(kind)
        check(row is None and values == [0, 0, 0] or [row[k] for k in ("planned", "logged", "before")] == values
              and row["share"] == half_up(values[1], total["logged"]) and row["share_planned"] == half_up(values[0], total["planned"]), f"{what}: kind {kind}")
    check(sum(r["logged"] for k, r in kinds.items() if k != "total") == total["logged"], f"{what}: the kinds are all that was logged")
    rows = figures(sections["weeks"])
    for at, week in weeks.items():
        row = rows.get(at.isoformat())
        check(row is None and not week["open"] or row is not None and all(row[n] == week[n] for n in row if n not in ("wanted", "load")),
              f"{what}: week {at}: {row} {dict(week)}")
        if row is not None:
            whole = sum(file.allocated(at + DAY * i) for i in range(7))  # wanted is known by whole weeks
            load = half_up(week["planned"], week["allocated"]) if row["wanted"] is None else half_up(row["wanted"], whole)
            check(row["load"] == load, f"{what}: load {at}")
    rows = figures(sections["pulled_away"])
    for cause, row in rows.items():
        name = "lost" if cause == "total" else "lost " + cause
        times = sum(v for k, v in total.items() if k.startswith("times ")) if cause == "total" else total["times " + cause]
        check(row == {"hours": total[name], "times": times, "before": before[name]}, f"{what}: pulled away, {cause}")
    check(set(rows) - {"total"} == {k[5:] for c in (total, before) for k in c if k.startswith("lost ")}, f"{what}: every cause is there")
    rows = sections["protected"]["rows"] if "protected" in sections else []
    here = [(b["why"], b["length_min"]) for b in file.breaches if first <= day_of(b["at"]) <= last]
    check([(r["label"], r["figures"]["hours"]) for r in rows] == here, f"{what}: protected time")
    rows = figures(sections["delegable"])
    for id, activity in file.activity.items():
        if activity["delegable"] and (planned[id] or logged[id]):
            check(rows.get(activity["key"]) == {"planned": planned[id], "logged": logged[id]}, f"{what}: delegable {activity['key']}")
    check(all(file_key == "total" or any(a["key"] == file_key and a["delegable"] for a in file.activities) for file_key in rows), f"{what}: only delegable work")
    check(not rows or rows["total"]["logged"] == sum(r["logged"] for k, r in rows.items() if k != "total"), f"{what}: delegable adds up")


def period(file, day):
    """Which half-term a day belongs to, from the raw spans: its first day and its name, or that of the holidays behind it."""
    of = [{"from": day_of(r["from_day"]), "to": day_of(r["to_day"]), "name": r["name"]} for r in file.year_spans if r["kind"] == "half-term"]
    halves = []
    for term in sorted((r for r in file.year_spans if r["kind"] == "term"), key=lambda r: r["from_day"]):
        at, n = day_of(term["from_day"]), 1
        for gap in sorted((g for g in of if day_of(term["from_day"]) < g["from"] and g["to"] < day_of(term["to_day"])), key=lambda g: g["from"]):
            halves.append((at, gap["from"] - DAY, f"{term['name']} {n}"))
            at, n = gap["to"] + DAY, n + 1
        halves.append((at, day_of(term["to_day"]), f"{term['name']} {n}"))
    for first, last, name in halves:
        if first <= day <= last:
            return first if first.weekday() < 5 else monday(first) + DAY * 7, f"{name} {first.year}"
    before = max(h for h in halves if h[1] < day)
    own = [g["name"] for g in of if g["from"] <= day <= g["to"]]
    return before[1] + DAY, f"{own[0]} {before[1].year}" if own else f"Holidays after {before[2]} {before[0].year}"


def accuracy_is_right(file, document, today, what):
    """Finished work with its time, by the half-term of its last entry; the year up to the end of the range or up to today."""
    last, rows = min(day_of(document["to"]), today), {}
    worked, ended = collections.Counter(), {}
    for e in file.log_entries:
        if e["task"] and e["kind"] != "lost":
            worked[e["task"]] += e["length_min"]
            ended[e["task"]] = max(ended.get(e["task"], ""), e["start"])
    for t in file.tasks:
        if t["state"] != "done" or not worked[t["id"]]:
            continue
        day = day_of(ended[t["id"]])
        if day > last or day <= last.replace(year=last.year - 1):
            continue
        row = rows.setdefault(period(file, day), [0, 0, 0])
        row[0] += t["length_min"]
        row[1] += worked[t["id"]]
        row[2] += 1
    section = document["sections"]["accuracy"]
    got = {(day_of(r["key"]), r["label"]): [r["figures"][n] for n in ("planned", "logged", "finished")] for r in section["rows"]}
    check(got == rows and list(got) == sorted(got), f"{what}: planned and real {got} {rows}")
    check(all(row["ratio"] == half_up(row["logged"], row["planned"]) for row in figures(section).values()), f"{what}: of planned")


def work_is_right(file, document, now, what):
    """Wanted, and what has no place. The plan was just made, so the tasks of the file are all there are."""
    today, placed = now.date(), collections.Counter()
    end = datetime.date(today.year + (today.month >= 9), 8, 31)
    done_since = collections.Counter()
    for b in file.blocks:
        placed[b["task"]] += b["length_min"]
    for b in file.blocks:
        if b["state"] == "done" and day_of(b["start"]) < monday(today):
            done_since[b["task"]] += b["length_min"]
    missing = {}
    first, last = day_of(document["from"]), day_of(document["to"])
    for t in file.tasks:
        by = t["work_by_day"] or t["due_day"]
        if t["state"] != "open" or by is None or placed[t["id"]] >= t["length_min"]:
            continue
        day = max(day_of(by), today)
        if not first <= day <= last:
            continue
        key = file.duty[t["duty"]]["key"] if t["duty"] else file.activity[t["activity"]]["key"]
        row = missing.setdefault((bool(t["duty"]), key), [0, 0, day])
        row[0] += 1
        row[1] += t["length_min"] - placed[t["id"]]
        row[2] = min(row[2], day)
    wanted = sorted((k[1], *v[:2], monday(v[2]).isoformat()) for k, v in missing.items())
    got = sorted((r["key"], r["figures"]["pieces"], r["figures"]["hours"], r["figures"]["week"]) for r in document["sections"]["no_place"]["rows"] if not r["total"])
    check(got == wanted, f"{what}: what has no place: {got} {wanted}")
    if "year" in document["sections"]:
        rows = document["sections"]["year"]["rows"]
        for name in ("allocated", "reserve", "wanted"):
            check(rows[-1]["figures"][name] == sum(r["figures"][name] for r in rows[:-1]), f"{what}: {name} of the year adds up")
        days = (end - monday(today)).days + 1
        check(rows[-1]["figures"]["allocated"] == sum(file.allocated(monday(today) + DAY * i) for i in range(days)), f"{what}: hours of the rest of the year")


STARTS = {"review": "annual-review", "transfer": "phase-transfer", "assessment": "needs-assessment", "consultation": "consultation", "move": "move"}


def counts_are_right(file, document, cases, now, what):
    first, last = day_of(document["from"]), day_of(document["to"])
    begins = {c["key"]: c["begins"] for c in file.chains}
    table = collections.defaultdict(collections.Counter)
    for case in cases["cases"]:
        for step in case["steps"]:
            if step["due"] is None or not first <= day_of(step["due"]) <= last:
                continue
            start = begins.get(step["chain"])
            row = "sen-support" if start == "support" else step["owner"] if step["owner"] != "school" else STARTS.get(start, "other")
            if row == "sen-support" and step["step"] != "sens.meeting":
                continue
            column = {"met": "met", "late": "late", "missed": "missed"}.get(step["state"], "open")
            table[row][column] += 1
            table[row]["due"] += 1
            if row not in ("la", "family", "sen-support"):
                table["total"][column] += 1
                table["total"]["due"] += 1
    got = figures(document["sections"]["clocks"]) | figures(document["sections"]["sen_support"])
    anew = raw.Dates(file.tables, now.date()).counts(first, last)
    for row in set(got) | set(anew):
        if row != "total":
            shown_row = {k: v for k, v in got.get(row, {}).items() if v}
            check(shown_row == anew.get(row, {}), f"{what}: dates of {row} from the raw tables: {shown_row} {anew.get(row)}")
    for row in set(got) | set(table):
        check({k: v for k, v in got.get(row, {}).items() if v} == dict(+table[row]), f"{what}: dates of {row}: {got.get(row)} {dict(table[row])}")
    reasons = figures(document["sections"]["late_reasons"])
    late = table["total"]["late"] + table["total"]["missed"]
    check(sum(r["count"] for k, r in reasons.items() if k != "total") == late == reasons.get("total", {"count": 0})["count"], f"{what}: reasons are of all late dates")
    at = min(last, now.date())
    here = [c for c in file.cases if c["left_day"] is None or day_of(c["left_day"]) > at]
    status = collections.Counter(c["status"] for c in here)
    year = collections.Counter({-1: "Nursery", 0: "Reception", -99: "Not known"}.get(c["year"], f"Year {c['year']}") for c in here)
    for key, wanted in (("caseload", status), ("caseload_years", year)):
        rows = {k: r["pupils"] for k, r in figures(document["sections"][key]).items()}
        check(rows.pop("total", 0) == len(here) and rows == dict(wanted), f"{what}: {key}")


def contracts_are_right(program, today, what):
    """A teacher's directed time, then a leader's average, from the raw tables; at the end there is no contract as before."""
    for words in (["teacher"], ["teacher", "--share", "60", "--from", "2027-01-04"], ["leadership", "--from", "2027-02-22"]):
        program("contract", "set", *words, "-q")
        sections = json.loads(program("review", "--range", "year", "--json"))["sections"]
        anew = raw.contract_figures(File(json.loads(program("export", "json"))), today)
        for key in ("directed", "average"):
            rows = {k: r["hours"] for k, r in figures(sections[key]).items()} if key in sections else {}
            check((key in sections) == (key == "directed" or words[0] == "leadership"), f"{what}: {key} is there for {words}")
            check(rows == {k: anew[k] for k in rows}, f"{what}: {key} of {words}: {rows} {anew}")
    for _ in range(3):
        program("undo", "-q")


# --- nothing hidden can be reckoned ---------------------------------------------------------------------------------------


def lines_of(sections):
    """Which counts are the sum of which: (section, row, column) each."""
    lines = []
    for key, column in (("caseload", "pupils"), ("caseload_years", "pupils"), ("late_reasons", "count")):
        rows = [r["key"] for r in sections[key]["rows"]]
        if rows:
            lines.append(((key, "total", column), [(key, r, column) for r in rows if r != "total"]))
    parts = ("met", "late", "missed", "open")
    for key in ("clocks", "sen_support"):
        rows = [r["key"] for r in sections[key]["rows"]]
        lines += [((key, r, "due"), [(key, r, p) for p in parts]) for r in rows]
        if "total" in rows:
            school = [r for r in rows if r not in ("total", "la", "family")]
            lines += [((key, "total", c), [(key, r, c) for r in school]) for c in ("due", *parts)]
    if sections["caseload"]["rows"]:
        lines.append((("caseload", "total", "pupils"), [("caseload_years", "total", "pupils")]))
    if sections["late_reasons"]["rows"]:
        lines.append((("late_reasons", "total", "count"), [("clocks", "total", "late"), ("clocks", "total", "missed")]))
    return lines


def nothing_leaks(open_document, exact, what):
    shown_cells, true_cells = {}, {}
    for cells, document in ((shown_cells, open_document), (true_cells, exact)):
        for key in ("caseload", "caseload_years", "clocks", "sen_support", "late_reasons"):
            for r in document["sections"][key]["rows"]:
                for column, value in r["figures"].items():
                    cells[(key, r["key"], column)] = value
    low, high = {}, {}
    for cell, value in shown_cells.items():
        true = true_cells[cell]
        few, many = value == "<5", value == "5+"
        check(few and true < 5 or many and true >= 5 or value == true and not 0 < true < 5, f"{what}: {cell} is shown as {value}")
        low[cell] = (1 if true else 0) if few else 5 if many else value
        high[cell] = 4 if few else 10**6 if many else value
    for _ in range(200):
        for total, parts in lines_of(open_document["sections"]):
            for sign, cell in [(1, total)] + [(-1, p) for p in parts]:
                others = [p for p in parts if p != cell]
                if sign > 0:
                    least, most = sum(low[p] for p in parts), sum(high[p] for p in parts)
                else:
                    least, most = low[total] - sum(high[p] for p in others), high[total] - sum(low[p] for p in others)
                low[cell], high[cell] = max(low[cell], least), min(high[cell], most)
    for cell, true in true_cells.items():
        check(not 0 < true < 5 or low[cell] < high[cell], f"{what}: {cell} can be reckoned to be {true}")


# --- the runs -------------------------------------------------------------------------------------------------------------


def main():
    senplan, share = sys.argv[1:3]
    now = "2027-01-18T08:00"
    with tempfile.TemporaryDirectory() as folder:
        home = {**os.environ, "HOME": folder, "SENPLAN": senplan, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        home.pop("SENPLAN_DB", None)

        def program(db, *words, status=(0,)):
            done = subprocess.run([senplan, "--db", db, "--now", now, *words], env=home, capture_output=True, text=True, check=False)
            check(done.returncode in status, f"{words}: exit {done.returncode}, {done.stderr}")
            return done.stdout

        for school in ("secondary", "primary"):
            db = os.path.join(folder, school + ".db")
            subprocess.run(["sh", os.path.join(share, "examples", "six-weeks.sh"), db, school], env=home, check=True)
            program(db, "plan", "-q", status=(0, 1))
            cases = json.loads(program(db, "cases", "--json"))
            file = File(json.loads(program(db, "export", "json")))
            for options in (["--from", "2026-11-23", "--to", "2027-02-12"], [], ["--range", "year"], ["--range", "term", "--from", "2026-11-02"], ["--range", "half-term", "--from", "2026-12-01"],
                            ["--range", "week", "--from", "2026-12-07"], ["--from", "2026-12-09", "--to", "2027-01-20"], ["--from", "2031-01-01", "--to", "2031-03-01"]):
                what = f"{school} {' '.join(options)}"
                run = lambda *words: program(db, "review", *words)  # noqa: E731
                exact = formats_agree(run, [*options, "--exact"], what + " exact")
                hidden = formats_agree(run, options, what)
                moment = datetime.datetime.fromisoformat(now)
                hours_are_right(file, exact, moment, what)
                accuracy_is_right(file, exact, moment.date(), what)
                work_is_right(file, exact, moment, what)
                counts_are_right(file, exact, cases, moment, what)
                nothing_leaks(hidden, exact, what)
                text = run("--format", "html", *options)
                check(not any(re.search(rf"\b{re.escape(c['code'])}\b", text) for c in file.cases), f"{what}: no code is in it")
            contracts_are_right(lambda *words: program(db, *words), datetime.date(2027, 1, 18), school)
            total = json.loads(program(db, "duties", "--json"))["demand"]["total"]
            year = json.loads(program(db, "review", "--range", "year", "--json"))["sections"]
            check(figures(year["year"])["total"]["wanted"] == figures(year["hours"])["wanted"]["hours"] == total, f"{school}: one demand")

        db = os.path.join(folder, "hostile.db")
        program(db, "init", "-q")
        names = ["<script>alert(1)</script>", "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", 'say "no", comma; \'tick\'', "a|b `c` *d* [e](f) \\", "x" * 400,
                 "</title></table>&amp;", "\u202ereversed", "line\u2028break"]
        with sqlite3.connect(db) as plan:
            ids = [r[0] for r in plan.execute("select id from activities order by id")]
            for id, name in zip(ids, names):
                plan.execute("update activities set name = ?, plain = ? where id = ?", (name, name, id))
                plan.execute("insert into log_entries (kind, activity, start, length_min, cause, note) values ('worked', ?, '2027-01-12T10:00', 25, 'none', 'SECRET NOTE')", (id,))
            plan.execute("insert or replace into settings (key, value) values ('school', ?)", ("<b>A&B</b> School",))
            plan.execute("insert into log_entries (kind, start, length_min, cause, note) values ('worked', '2027-01-13T10:00', 30, 'none', '')")
        for options in ([], ["--range", "week", "--from", "2027-01-12"]):
            document = formats_agree(lambda *words: program(db, "review", *words), options, "hostile")
            text = program(db, "review", "--format", "html", *options)
            check("<script" not in text and "<b>" not in text and "SECRET" not in json.dumps(document), "names stay names, notes stay out")
        check(figures(document["sections"]["kinds"])["none"]["logged"] == 30, "work of no activity is counted")
        hours = figures(document["sections"]["kinds"])
        check(sum(r["logged"] for k, r in hours.items() if k != "total") == hours["total"]["logged"] == 25 * len(names) + 30, "and adds up")
        empty = os.path.join(folder, "empty.db")
        program(empty, "init", "-q")
        program(empty, "hours", "off", "mon-fri", "-q")
        for options in ([], ["--range", "year"]):
            formats_agree(lambda *words: program(empty, "review", *words), options, "empty")
    return checks.ended()


if __name__ == "__main__":
    sys.exit(main())
