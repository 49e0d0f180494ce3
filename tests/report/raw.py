"""Dates and directed time reckoned anew from the tables of `senplan export json`, in plain steps of their own: nothing here comes
from what the program says of a pupil's steps. The rules are the words of share/doc/rules.md, not the program's code."""
import calendar
import collections
import datetime

DAY = datetime.timedelta(days=1)


def day_of(text):
    return None if text is None else datetime.date.fromisoformat(text[:10])


def months_on(day, months):
    month = day.month - 1 + months
    year = day.year + month // 12
    return datetime.date(year, month % 12 + 1, min(day.day, calendar.monthrange(year, month % 12 + 1)[1]))


def school_year(day):
    return day.year if day.month >= 9 else day.year - 1


class Dates:
    """All dates of all pupils: (row of the review, due, column)."""

    def __init__(self, tables, today):
        self.today, self.t = today, tables
        self.rules = {r["key"]: r for r in tables["rules"] if r["profile"] == ""}
        self.steps = collections.defaultdict(list)
        for s in sorted(tables["steps"], key=lambda s: s["position"]):
            self.steps[s["chain"]].append(s)
        self.events = collections.defaultdict(list)
        for e in tables["case_events"]:
            self.events[e["subject"]].append((day_of(e["day"]), e["kind"], e["outcome"]))
        self.tasks = {t["key"]: t for t in tables["tasks"]}
        self.last_block = {}
        for b in tables["blocks"]:
            day = day_of(b["start"])
            self.last_block[b["task"]] = max(day, self.last_block.get(b["task"], day))
        self.found = []
        for case in tables["cases"]:
            if case["left_day"] is None:
                self.add_case(case)

    def value(self, key):
        return self.rules[key]["value"]

    def event(self, case, kind, since=None, before=None, last=False):
        days = [e for e in sorted(self.events[case["id"]], key=lambda e: e[0])
                if e[1] == kind and (since is None or e[0] > since) and (before is None or e[0] < before)]
        return days[-1 if last else 0] if days else None

    def add_case(self, case):
        if case["status"] == "ehcp":
            self.add_reviews(case)
        if case["status"] == "sen-support":
            self.add_support(case)
        if case["status"] == "request":
            self.add_assessment(case)
        for day, kind, _ in self.events[case["id"]]:
            if kind == "consulted":
                self.add_one(case, "consultation", "consult.reply", day + DAY * self.value("consult.reply"), day, day)
        if case["transfer"] != "none":
            for s in self.steps["transition"]:
                fixed = divmod(self.rules[s["rule"]]["value"], 100)
                self.add_one(case, "move", s["key"], datetime.date(case["transfer_year"], *fixed), datetime.date(case["transfer_year"], 1, 1), None)

    # --- when a step was done: an event says so, or the work planned for it ---

    def done_day(self, case, step, cycle, since, before=None):
        if step["done_by"]:
            said = self.event(case, step["done_by"], since, before)
            if said and step["done_by"] != "booked":
                return said[0]
        task = self.tasks.get(f"{case['code']}:{step['key']}:{cycle.isoformat() if cycle else ''}")
        if task and task["state"] == "done" and step["owner"] == "school":
            return self.last_block.get(task["id"], "done")
        return None

    def column(self, due, done):
        if done == "done":
            return "met"
        if done is not None:
            return "met" if done <= due else "late"
        return "missed" if due < self.today else "open"

    def add_one(self, case, row, key, due, cycle, since):
        step = next(s for chain in self.steps.values() for s in chain if s["key"] == key)
        self.found.append((row, due, self.column(due, self.done_day(case, step, cycle, since))))

    # --- reviews of a plan ---

    def add_reviews(self, case):
        """The round that was held (an event says so), then the one that comes: a year from the decision, the meeting, or the plan."""
        months = self.value("ar.interval.under5" if case["year"] in (-1, 0) else "ar.interval")
        issued, last = day_of(case["plan_issued"]), day_of(case["last_review"])
        held = [e[0] for e in sorted(self.events[case["id"]]) if e[1] == "held"]
        bases = [(base, base, day) for day in held for base in ([last] if last and last < day else [issued])]
        if held:
            decided = self.event(case, "decided", held[-1] - DAY)
            bases.append((held[-1], decided[0] if decided else held[-1], None))
        else:
            bases.append((last or issued, last or issued, None))
        closed = None  # the school year of the review that was the one before a move
        for key_day, base, day in bases:
            if base is None:
                continue
            anniversary = months_on(base, months)
            limit = anniversary - DAY * self.value("ar.meeting_before_anniv")
            transfer = None
            if case["transfer"] != "none" and closed is None:
                month, of_day = divmod(self.value("phase.post16" if case["transfer"] == "post16" else "phase.default"), 100)
                fixed = datetime.date(case["transfer_year"], month, of_day)
                safe = fixed - DAY * self.value("ar.final_plan")
                when = day or max(min(limit, safe), self.today)
                if fixed >= self.today and (school_year(when) == school_year(fixed) or safe <= limit):
                    transfer = closed = fixed
                    limit = min(limit, safe)
            self.add_round(case, transfer, limit, key_day, day)

    def add_round(self, case, transfer, limit, since, held):
        booked = day_of(case["review_booked"])
        meeting = held or (booked if booked and booked > since else limit)
        year = case["year"] + school_year(held or max(limit, self.today)) - school_year(self.today)
        begins = "transfer" if transfer else "review"
        chain = max((c for c in self.t["chains"] if c["begins"] == begins and c["active"] and c["year_from"] <= max(year, 0)), key=lambda c: c["year_from"])["key"]
        steps, due, done = self.steps[chain], {}, {}
        decision = self.event(case, "decided", meeting - DAY) if meeting <= self.today else None
        for s in steps:
            name = s["key"].split(".")[1]
            if name == "meeting":
                due[s["key"]] = limit
            elif name in ("invite", "circulate"):
                due[s["key"]] = meeting - DAY * self.value(s["rule"])
            elif name in ("report", "la_decision"):
                due[s["key"]] = meeting + DAY * self.value(s["rule"])
            elif name == "final_plan":
                due[s["key"]] = min(filter(None, (transfer, meeting + DAY * self.value("ar.final_plan"))))
        for s in steps:
            if s["key"].endswith(".comments"):
                due[s["key"]] = (decision[0] if decision else due[s["after"]]) + DAY * self.value("ar.family_comment")
        for s in reversed(steps):  # what has no date of its own must be done before what comes after it
            if s["key"] not in due:
                due[s["key"]] = min(due[n["key"]] - DAY * max(n["min_lag_day"], 0) for n in steps if n["after"] == s["key"])
        for s in steps:
            if s["done_by"] == "held":
                done[s["key"]] = held or self.done_day(case, s, since, since)
            elif s["done_by"] == "booked" and booked and booked > since and not held:
                done[s["key"]] = "done"
            else:
                behind = s["done_by"] in ("reported", "decided", "finalised")
                done[s["key"]] = self.done_day(case, s, since, (held or since) - DAY if behind else since)
        at_meeting = next(s["position"] for s in steps if s["done_by"] == "held")
        for s in reversed(steps):  # held, or the step after it is done: nobody asks for it any more
            follows = held or any(done[n["key"]] for n in steps if n["after"] == s["key"] and n["position"] <= at_meeting)
            if done[s["key"]] is None and s["position"] < at_meeting and follows:
                done[s["key"]] = "done"
        for s in steps:
            outcome = decision[2] if decision else ""
            if s["only_if"] and outcome and s["only_if"] != outcome:
                continue  # not needed: it has no date
            row = s["owner"] if s["owner"] != "school" else "phase-transfer" if transfer else "annual-review"
            column = self.column(due[s["key"]], done[s["key"]])
            if s["owner"] == "family" and column == "missed":  # their time to comment begins with the decision, and then it passes
                column = "met" if decision else "open"
            self.found.append((row, due[s["key"]], column))

    # --- the others ---

    def add_support(self, case):
        chain = "sen-support-teacher" if case["lead"] == "teacher" else "sen-support"
        step = next(s for s in self.steps[chain] if s["done_by"] == "held")
        terms = sorted((day_of(y["from_day"]), day_of(y["to_day"])) for y in self.t["year_spans"] if y["kind"] == "term")
        for first, last in terms:
            held = self.event(case, "held", first - DAY, last + DAY)
            review = day_of(case["last_review"])
            done = held[0] if held else review if review and first <= review <= last else self.done_day(case, step, first, first - DAY, last + DAY)
            if last < self.today and done is None and f"{case['code']}:{step['key']}:{first.isoformat()}" not in self.tasks:
                continue  # the plan began later and had no meeting for it
            self.found.append(("sen-support", last, self.column(last, done)))

    def add_assessment(self, case):
        requested = day_of(case["requested"])
        if requested is None:
            return
        decided, asked = self.event(case, "decided", requested - DAY), self.event(case, "advice-asked", requested - DAY)
        for key, start in (("na.decide", requested), ("na.no_plan", requested), ("na.final", requested), ("na.advice", asked and asked[0])):
            if start is None:
                continue
            step = next(s for s in self.steps["needs-assessment"] if s["key"] == key)
            due = start + DAY * self.value(key)
            done = decided[0] if key == "na.decide" and decided else self.done_day(case, step, requested, requested - DAY) if key != "na.decide" else None
            row = "la" if step["owner"] == "la" else "needs-assessment"
            self.found.append((row, due, self.column(due, done)))

    def counts(self, first, last):
        table = collections.defaultdict(collections.Counter)
        for row, due, column in self.found:
            if first <= due <= last:
                table[row][column] += 1
                table[row]["due"] += 1
        return {row: dict(counts) for row, counts in table.items()}


# --- the contract's hours ---


def minutes_between(start, length_min, day):
    """Of a moment and a length: the minutes of the day that it takes."""
    begin = datetime.datetime.fromisoformat(start)
    midnight = datetime.datetime.combine(day, datetime.time())
    first = int((begin - midnight).total_seconds() // 60)
    return set(range(max(0, first), min(1440, first + length_min)))


def worked(file, day):
    """Minutes of the day that are worked: hours without lunch, lessons and duties even in the lunch, and what is planned."""
    kind, minutes, added = file.kind(day), set(), set()
    if kind != "closed":
        week = file.cycle_week(day)
        holds = [r for r in file.working_windows + file.timetable_slots
                 if r["weekday"] in (-1, day.weekday()) and r["cycle_week"] in (-1, week)
                 and (r["from_day"] is None or day_of(r["from_day"]) <= day) and (r["to_day"] is None or day <= day_of(r["to_day"]))]
        slots = [r for r in holds if "what" in r] if kind == "school" else []
        for r in [r for r in holds if "what" not in r] + [r for r in slots if r["what"] == "senco"]:
            minutes |= set(range(r["from_min"], r["to_min"]))
        lunch = [r for r in slots if r["what"] == "lunch"]
        if kind == "school" and not lunch:
            lunch = [p for p in file.periods_of(day, week) if p["kind"] == "lunch"]
        if not lunch:
            times = [file.setting.get("lunch_from", "12:30"), file.setting.get("lunch_to", "13:00")]
            lunch = [dict(zip(("from_min", "to_min"), (int(x[:2]) * 60 + int(x[3:]) for x in times)))]
        for r in lunch + [r for r in slots if r["what"] == "out"]:
            minutes -= set(range(r["from_min"], r["to_min"]))
        for r in slots:
            if r["what"] in ("teach", "ppa", "duty", "meeting"):
                added |= set(range(r["from_min"], r["to_min"]))
    for b in file.blocks:
        if abs((day_of(b["start"]) - day).days) < 2:
            added |= minutes_between(b["start"], b["length_min"], day)
    return minutes | added


def contract_figures(file, today):
    """Directed time of a teacher's contract, and a leader's highest average, of the school year of today."""
    first = datetime.date(school_year(today), 9, 1)
    days = [first + DAY * i for i in range((first.replace(year=first.year + 1) - first).days)]
    rule = {r["key"]: r["value"] for r in file.rules if r["profile"] == ""}
    used = ahead = share_days = open_days = 0
    weeks, leads, longest = collections.Counter(), collections.Counter(), collections.Counter()
    for day in days:
        here = [c for c in file.contracts if (c["from_day"] is None or day_of(c["from_day"]) <= day) and (c["to_day"] is None or day <= day_of(c["to_day"]))]
        minutes, is_open, monday = worked(file, day), file.kind(day) != "closed", day - DAY * day.weekday()
        open_days += is_open
        longest[monday] += len(minutes)
        kind = here[-1]["kind"] if here else None
        if kind == "teacher":
            share_days += here[-1]["share_pct"] * is_open
            used += len(minutes) if day < today else 0
            ahead += len(minutes) if day >= today else 0
        if kind == "leadership":
            for e in file.log_entries:
                if e["kind"] != "lost" and day_of(e["start"]) == day:
                    minutes |= minutes_between(e["start"], e["length_min"], day)
            weeks[monday] += len(minutes)
            leads[monday] += is_open
    limit = (rule["contract.directed_hours"] * 60 * share_days + open_days * 50) // (open_days * 100)
    runs = [weeks[m] for m in sorted(weeks) if leads[m]]
    n = min(rule["contract.average_weeks"], len(runs))
    return {
        "limit": limit, "used": used, "ahead": ahead, "left": max(0, limit - used - ahead), "over": max(0, used + ahead - limit),
        "average": max((sum(runs[i:i + n]) // n for i in range(len(runs) - n + 1)), default=0) if n else 0,
        "longest": max(longest.values()),
    }
