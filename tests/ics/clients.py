#!/usr/bin/env python3
"""The sample school's year in other people's programs: exported, carried, changed, exported again.

    clients.py SENPLAN SHARE                    Debian's programs
    clients.py SENPLAN SHARE --ical-js FOLDER   ical.js, kept in FOLDER

The expected events come from the plan itself (export json). After each step (the first export; a block moved; a meeting
agreed; a task dropped; the last step undone; done again) the file and the folders pass `senplan check`, also beside the file
before it, and are read the same by python-icalendar, vobject, sabre/vobject, khal (which imports each file over the last),
and Radicale through vdirsyncer (a second machine pulls what the first one pushed). calcurse keeps no UIDs: it reads the
first export only. Radicale listens on the loopback address alone.

Prints one line a check and ends with 0 when all hold. A program of Debian's that is missing fails its check. ical.js is not
packaged: npm fetches it into FOLDER, once. Where that cannot be done the test says so and ends with 77 (skipped).
"""
import datetime
import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zoneinfo

try:
    import icalendar
    import vobject
except ImportError:
    # Debian's modules belong to Debian's own interpreter.
    if os.path.realpath(sys.executable) != os.path.realpath("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)
    raise

LONDON = zoneinfo.ZoneInfo("Europe/London")
NOW = "2026-11-23T07:50"
FORMAT = "%Y-%m-%d %H:%M"
IN_KHAL = ("first", "moved", "dropped", "undone")  # it takes its time
NONE = {"new": 0, "moved": 0, "changed": 0, "cancelled": 0}

KHAL = """[calendars]
[[planned]]
path = {folder}
type = calendar
[sqlite]
path = {cache}
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

VDIRSYNCER = """[general]
status_path = "{home}/status-{name}/"

[pair senco]
a = "here"
b = "server"
collections = ["senco", "deadlines"]
conflict_resolution = "a wins"

[storage here]
type = "filesystem"
path = "{here}/"
fileext = ".ics"

[storage server]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "senco"
password = "senco"
"""

ICAL_JS_VERSION = "2.2.1"
SKIPPED = 77

SABRE = r"""<?php
error_reporting(E_ALL & ~E_DEPRECATED);
require "Sabre/VObject/autoload.php";
$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[1]));
foreach ($calendar->validate() as $wrong) fwrite(STDERR, $wrong["message"] . "\n");
$utc = new DateTimeZone("UTC");
foreach ($calendar->VEVENT as $event) {
  $row = [(string)$event->UID];
  foreach ([$event->DTSTART, $event->DTEND] as $when)
    $row[] = $when->hasTime() ? $when->getDateTime()->setTimezone($utc)->format("Y-m-d\TH:i:s+00:00") : $when->getDateTime()->format("Y-m-d");
  echo implode("|", $row), "|", $event->STATUS, "\n";
}
"""

ICAL_JS = r"""
const fs = require("fs");
const loaded = require("ical.js");
const ICAL = loaded.default || loaded;
const root = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const pad = (n) => String(n).padStart(2, "0");
for (const part of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(part);
  const show = (t) => t.year + "-" + pad(t.month) + "-" + pad(t.day) + (t.isDate ? "" : " " + pad(t.hour) + ":" + pad(t.minute));
  console.log([event.uid, show(event.startDate), show(event.endDate), part.getFirstPropertyValue("status"),
               event.startDate.toJSDate ? event.startDate.convertToZone(ICAL.Timezone.utcTimezone).toString() : ""].join("|"));
}
"""


class World:
    """A home, a plan, a server, two machines."""

    def __init__(self, senplan, share, folder, js):
        self.folder = folder
        self.js = js  # the folder in which node finds ical.js; None: Debian's programs
        self.senplan = senplan
        self.env = dict(os.environ, HOME=folder, TZ="Europe/London", LC_ALL="C.UTF-8", SENPLAN_SHARE=share,
                        SENPLAN_DB=self.path("plan.db"), SENPLAN_NOW=NOW, XDG_STATE_HOME=self.path("state"),
                        XDG_DATA_HOME=self.path("data"), NODE_PATH=js or "")
        self.server = None
        self.told = {}  # every UID that was ever exported in the file

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, command, status=0):
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=300,
                              stdin=subprocess.DEVNULL)
        assert done.returncode == status, "%s: %d\n%s%s" % (command, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout

    def plan(self, *words, status=0):
        return self.run([self.senplan, *words], status)

    # --- the server and the two machines ---

    def start_server(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = open(self.path("radicale.log"), "w", encoding="utf-8")  # noqa: SIM115 the server's
        self.server = subprocess.Popen(
            ["/usr/bin/python3", "-m", "radicale", "--config", "", "--server-hosts", "127.0.0.1:%d" % port, "--auth-type", "none",
             "--storage-filesystem-folder", self.path("radicale")],
            env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert self.server.poll() is None, "radicale ended"
            time.sleep(0.1)
        for name, here in (("first", "mine"), ("second", "phone")):
            os.makedirs(self.path(here, "senco"), exist_ok=True)
            os.makedirs(self.path(here, "deadlines"), exist_ok=True)
            with open(self.path(name + ".conf"), "w", encoding="utf-8") as file:
                file.write(VDIRSYNCER.format(home=self.folder, name=name, here=self.path(here), port=port))

    def stop_server(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=30)

    def sync(self, first_time=False):
        for name in ("first", "second"):
            config = self.path(name + ".conf")
            if first_time:
                done = subprocess.run(["vdirsyncer", "-c", config, "discover"], env=self.env, input="y\n" * 8,
                                      capture_output=True, text=True, timeout=120)
                assert done.returncode == 0, done.stdout + done.stderr
            self.run(["vdirsyncer", "-c", config, "sync"])


# --- what each reads: uid -> (start, end, status), for all that is not cancelled ---


def local(when, is_end=False):
    if isinstance(when, datetime.datetime):
        return when.astimezone(LONDON).strftime(FORMAT)
    return (when - datetime.timedelta(days=1 if is_end else 0)).strftime("%Y-%m-%d")


def with_icalendar(paths):
    found = {}
    for path in paths:
        with open(path, "rb") as file:
            calendar = icalendar.Calendar.from_ical(file.read())
        for event in calendar.walk("VEVENT"):
            assert not event.errors, event.errors
            assert str(event["UID"]) not in found, "twice: %s" % event["UID"]
            found[str(event["UID"])] = (local(event["DTSTART"].dt), local(event["DTEND"].dt, True), str(event["STATUS"]))
    return found


def with_vobject(path):
    found = {}
    with open(path, encoding="utf-8", newline="") as file:
        for event in vobject.readOne(file).vevent_list:
            found[event.uid.value] = (local(event.dtstart.value), local(event.dtend.value, True), event.status.value)
    return found


def with_sabre(world, path):
    script = world.path("read.php")
    with open(script, "w", encoding="utf-8") as file:
        file.write(SABRE)
    done = subprocess.run(["php", script, path], env=world.env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and done.stderr == "", done.stdout[-500:] + done.stderr[-1500:]
    found = {}
    for line in done.stdout.splitlines():
        uid, start, end, status = line.split("|")
        of = datetime.datetime if "T" in start else datetime.date
        found[uid] = (local(of.fromisoformat(start)), local(of.fromisoformat(end), True), status)
    return found


def with_ical_js(world, path):
    script = world.path("read.js")
    with open(script, "w", encoding="utf-8") as file:
        file.write(ICAL_JS)
    found = {}
    for line in world.run(["node", script, path]).splitlines():
        uid, start, end, status, utc = line.split("|")
        if " " in start:
            moment = datetime.datetime.fromisoformat(utc.replace("Z", "+00:00"))
            assert local(moment) == start, "%s is %s there" % (start, utc)
        else:
            end = local(datetime.date.fromisoformat(end), True)
        found[uid] = (start, end, status)
    return found


def fetch_ical_js(folder):
    """Where node finds ical.js: fetched once. None, and why in words, where it cannot be had."""
    module = os.path.join(folder, "node_modules", "ical.js", "package.json")
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            return None, "there is no %s" % tool
    if not os.path.exists(module):
        os.makedirs(folder, exist_ok=True)
        try:
            done = subprocess.run(
                ["npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                 "--fetch-retries", "1", "--fetch-timeout", "20000", "ical.js@" + ICAL_JS_VERSION],
                capture_output=True, text=True, timeout=90, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None, "npm did not get it within 90 s"
        if done.returncode != 0 or not os.path.exists(module):
            return None, "npm could not fetch it: " + " ".join(done.stderr.split())[:200]
    return os.path.join(folder, "node_modules"), ""


def khal_lists(world, name, folder):
    config = world.path(name + ".khal")
    with open(config, "w", encoding="utf-8") as file:
        file.write(KHAL.format(folder=folder, cache=world.path(name + ".khaldb")))
    return ["khal", "-c", config]


def with_khal(world, name, folder):
    listing = world.run(khal_lists(world, name, folder) + [
        "list", "--day-format", "", "--format", "{uid}|{start-long}|{end-long}|{status}", "2026-08-01", "500d"])
    found = {}
    for line in listing.splitlines():
        if "|" not in line:
            continue
        uid, start, end, status = line.split("|")
        found.setdefault(uid, set()).add((start, end, status.strip()))
    for uid, rows in found.items():
        assert len(rows) == 1, "khal shows %s more than once: %s" % (uid, rows)
    return {uid: rows.pop() for uid, rows in found.items()}


def import_into_khal(world, path):
    os.makedirs(world.path("khal-import"), exist_ok=True)
    world.run(khal_lists(world, "import", world.path("khal-import")) + ["import", "--batch", path])
    return with_khal(world, "import", world.path("khal-import"))


def with_calcurse(world, path):
    data = world.path("calcurse")
    os.makedirs(data)
    world.run(["calcurse", "-D", data, "-C", data, "-q", "-i", path])
    found = []
    with open(os.path.join(data, "apts"), encoding="utf-8") as file:
        for line in file:
            timed = re.match(r"(\d+)/(\d+)/(\d+) @ (\S+) -> (\d+)/(\d+)/(\d+) @ (\S+?)[>|]", line)
            day = re.match(r"(\d+)/(\d+)/(\d+) \[1\]", line)
            if timed:
                m, d, y, at, m2, d2, y2, to = timed.groups()
                found.append(("%s-%s-%s %s" % (y, m, d, at), "%s-%s-%s %s" % (y2, m2, d2, to)))
            elif day:
                m, d, y = day.groups()
                found.append(("%s-%s-%s" % (y, m, d),) * 2)
    return sorted(found)


def todos(place):
    found = {}
    for path in glob.glob(os.path.join(place, "*.ics")) if os.path.isdir(place) else [place]:
        with open(path, "rb") as file:
            for todo in icalendar.Calendar.from_ical(file.read()).walk("VTODO"):
                found[str(todo["UID"])] = (todo["DUE"].dt.isoformat(), str(todo["STATUS"]), str(todo["SUMMARY"]))
    return found


# --- what the plan says ---


def expected(world):
    plan = json.loads(world.plan("export", "json"))
    tables = plan.get("tables", plan)
    tasks = {task["id"]: task for task in tables["tasks"]}
    activities = {activity["id"]: activity for activity in tables["activities"]}
    found = {}
    for block in tables["blocks"]:
        start = datetime.datetime.fromisoformat(block["start"])
        end = start + datetime.timedelta(minutes=block["length_min"])
        activity = activities[tasks[block["task"]]["activity"]]
        open_meeting = block["state"] == "proposed" and (activity["meets"] or activity["kind"] == "direct")
        found[block["uid"]] = (start.strftime(FORMAT), end.strftime(FORMAT), "TENTATIVE" if open_meeting else "CONFIRMED")
    return found


def differ(found, wanted):
    if found == wanted:
        return ""
    only = {uid: found[uid] for uid in found if found[uid] != wanted.get(uid)}
    lacks = {uid: wanted[uid] for uid in wanted if wanted[uid] != found.get(uid)}
    return "%d found, %d wanted; there %s; wanted %s" % (len(found), len(wanted), list(only.items())[:3], list(lacks.items())[:3])


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, name, test):
        try:
            wrong = test()
        except (AssertionError, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            wrong = "%s: %s" % (type(error).__name__, error)
        print(("ok    " if not wrong else "FAIL  ") + name, flush=True)
        if wrong:
            self.failed += 1
            print("      " + str(wrong)[:3000])
        else:
            self.passed += 1


def live(found):
    return {uid: row for uid, row in found.items() if row[2] != "CANCELLED"}


def timed(found):
    return {uid: row for uid, row in found.items() if " " in row[0]}


def counts(world, *words):
    return json.loads(world.plan("export", "calendar", "--json", *words))


def export_all(world, said):
    """File, folder, tasks; what is said of the change must be the same for the file and the folder."""
    file = counts(world, "-o", world.path("senco.ics"), "--deadlines", "--todos", world.path("tasks.ics"))
    folder = counts(world, "--vdir", world.path("mine", "senco"), "--deadlines", "--todos", world.path("mine", "deadlines"))
    for part in (file, folder):
        got = {key: part[key] for key in said}
        assert got == said, "said %s, wanted %s" % (got, said)
    return file


def passes_check(world):
    """Nothing at all is found in the file, by itself or as the successor of the last one, nor in the folders."""
    path, before = world.path("senco.ics"), world.path("before.ics")
    found = json.loads(world.plan("check", path, "--json"))["findings"]
    if os.path.exists(before):
        found += json.loads(world.plan("check", path, "--since", before, "--json"))["findings"]
    shutil.copyfile(path, before)
    for folder in ("senco", "deadlines"):
        if os.path.isdir(world.path("mine", folder)):
            found += json.loads(world.plan("check", world.path("mine", folder), "--json"))["findings"]
    assert [f for f in found if f["must"] or f["rule"] != "R49"] == [], found[:3]


def read_file(world, wanted, reference):
    """The file as python-icalendar reads it, against the plan; it is what the others are compared with."""
    reference.clear()
    reference.update(with_icalendar([world.path("senco.ics")]))
    gone = {uid for uid in world.told if uid not in wanted and " " in world.told[uid][0]}
    assert {uid for uid, row in timed(reference).items() if row[2] == "CANCELLED"} == gone
    world.told.update(reference)
    return differ(timed(live(reference)), wanted)


def read_by_all(world, checks, step):
    """Every client against the plan, and against each other for what is not in the plan's blocks (deadlines)."""
    path = world.path("senco.ics")
    wanted, reference = expected(world), {}
    checks(step + ": check", lambda: passes_check(world))
    checks(step + ": python-icalendar reads the plan", lambda: read_file(world, wanted, reference))
    if world.js is not None:
        checks(step + ": ical.js", lambda: differ(with_ical_js(world, path), reference))
        return reference
    checks(step + ": vobject", lambda: differ(with_vobject(path), reference))
    checks(step + ": sabre/vobject", lambda: differ(with_sabre(world, path), reference))
    if step in IN_KHAL:
        checks(step + ": khal, imported", lambda: differ(import_into_khal(world, path), reference))
    checks(step + ": khal on the folder", lambda: differ(with_khal(world, "mine", world.path("mine", "senco")), live(reference)))
    checks(step + ": vdirsyncer to Radicale and back", lambda: world.sync(first_time=step == "first"))
    checks(step + ": the second machine", lambda: differ(on_the_phone(world), live(reference)))
    checks(step + ": the tasks there", lambda: differ(todos(world.path("phone", "deadlines")), todos(world.path("mine", "deadlines"))))
    checks(step + ": the tasks in a file", lambda: differ(todos(world.path("tasks.ics")), todos(world.path("mine", "deadlines"))))
    return reference


def on_the_phone(world):
    return with_icalendar(glob.glob(world.path("phone", "senco", "*.ics")))


def movable(world):
    """A block of the week, the task of another, and a proposed meeting."""
    week = json.loads(world.plan("week", "2026-11-30", "--json"))["blocks"]
    wanted = expected(world)
    meeting = next(b for b in week if wanted[b["uid"]][2] == "TENTATIVE")
    others = [b for b in week if wanted[b["uid"]][2] == "CONFIRMED" and b["state"] == "proposed"]
    return others, meeting


def move_one(world, others):
    """The first that has another place, into the evening of its day; protected time is given a reason."""
    for block in others:
        for hour in ("17:00", "18:00", "16:45"):
            done = subprocess.run([world.senplan, "move", str(block["id"]), "%s %s" % (block["start"][:10], hour), "--because", "test"],
                                  env=world.env, capture_output=True, text=True, timeout=60)
            if done.returncode == 0:
                return block
    raise AssertionError("no block can be moved: " + done.stderr)


def changes(world):
    """Changes the plan a step at a time: the step's name, and the block that it was done to."""
    others, meeting = movable(world)
    moved = move_one(world, others)
    yield "moved", moved
    world.plan("confirm", str(meeting["id"]))
    yield "agreed", meeting
    dropped = next(b for b in others if b["id"] != moved["id"] and b["task"] != moved["task"])
    world.plan("drop", str(dropped["task"]), "--because", "test")
    yield "dropped", dropped
    world.plan("undo")
    yield "undone", dropped
    world.plan("redo")
    yield "done again", dropped


def one_block(world, checks, step, uid, was, reference):
    """The block that was changed, by name, in khal after one import over another and on the second machine."""
    imported = with_khal(world, "import", world.path("khal-import")) if step in IN_KHAL else {}
    phone = on_the_phone(world)
    status = {"dropped": "CANCELLED", "done again": "CANCELLED"}.get(step, "CONFIRMED")

    def in_khal():
        assert imported[uid][2] == status, imported[uid]
        if step == "moved":
            assert imported[uid][:2] != was[:2], "it has not moved: %s" % (was,)
        assert sorted(imported) == sorted(reference), "more or fewer events than the file has"

    def there():
        assert (uid in phone) == (status == "CONFIRMED"), "there: %s" % (phone.get(uid),)
        assert status == "CANCELLED" or phone[uid] == reference[uid], "%s, and in the file %s" % (phone[uid], reference[uid])
        if step == "moved":
            assert phone[uid][:2] != was[:2], "it has not moved: %s" % (was,)

    if imported:
        checks(step + ": that event in khal, once", in_khal)
    checks(step + ": that event on the second machine", there)


def first_export(world, checks):
    """What is asked of the first export only; says how many events it holds."""
    file = export_all(world, {"moved": 0, "changed": 0, "cancelled": 0, "unchanged": 0})
    with open(world.path("senco.ics"), "rb") as first:
        before = first.read()
    read_by_all(world, checks, "first")
    checks("calcurse, first import", lambda: "" if with_calcurse(world, world.path("senco.ics")) == sorted(
        row[:2] for row in with_icalendar([world.path("senco.ics")]).values()) else "it reads other times")
    times = times_of_files(world)

    def same_bytes():
        with open(world.path("senco.ics"), "rb") as again:
            return "" if again.read() == before else "other bytes"

    checks("again: nothing is new", lambda: export_all(world, dict(NONE, unchanged=file["new"])) and "")
    checks("again: the same bytes", same_bytes)
    checks("again: no file was touched", lambda: "" if times == times_of_files(world) else "touched")


def times_of_files(world):
    return {path: os.stat(path).st_mtime_ns for path in glob.glob(world.path("mine", "*", "*.ics"))}


def steps(world, checks):
    """What is said of each change, and what each program makes of it."""
    said = {"moved": dict(NONE, moved=1), "agreed": dict(NONE, changed=1), "dropped": {"new": 0, "moved": 0},
            "undone": {"moved": 0, "cancelled": 0}, "done again": {"new": 0, "moved": 0}}
    more = {"dropped": "cancelled", "undone": "new", "done again": "cancelled"}
    world.plan("--db", world.path("plan.db"), "demo", "secondary", "--no-tui")
    world.start_server()
    first_export(world, checks)
    for step, block in changes(world):
        times, was = times_of_files(world), world.told[block["uid"]]

        def says():
            counted = export_all(world, said[step])
            return "" if step not in more or counted[more[step]] > 0 else "none " + more[step]

        checks(step + ": said", says)
        if step in ("moved", "agreed"):
            checks(step + ": one file was touched", lambda: "" if sum(
                os.stat(path).st_mtime_ns != then for path, then in times.items()) == 1 else "more or fewer")
        reference = read_by_all(world, checks, step)
        one_block(world, checks, step, block["uid"], was, reference)


def steps_with_ical_js(world, checks):
    world.plan("--db", world.path("plan.db"), "demo", "secondary", "--no-tui")
    counts(world, "-o", world.path("senco.ics"), "--deadlines")
    read_by_all(world, checks, "first")
    for step, _ in changes(world):
        counts(world, "-o", world.path("senco.ics"), "--deadlines")
        read_by_all(world, checks, step)


def main():
    js = None
    if sys.argv[3:4] == ["--ical-js"]:
        js, why = fetch_ical_js(os.path.abspath(sys.argv[4]))
        if js is None:
            print("SKIPPED: nothing was read with ical.js, %s." % why, flush=True)
            return SKIPPED
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        world = World(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), folder, js)
        try:
            (steps if js is None else steps_with_ical_js)(world, checks)
        finally:
            world.stop_server()
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
