#!/usr/bin/env python3
"""How quick and how large the program is, on the year of the sample school: bench.py BUILD

Prints one table. What can be counted is counted (bytes written to the terminal, ticks, blocks); times are the median and
the worst of several tries; a time is also given as a ratio against a peer measured in the same run: sqlite3 counting the
plan's tasks, the least that a program reading this file must do. The bar is what the project wants; the table decides
nothing.
"""
import fcntl
import json
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

NOW = "2026-11-23T08:00"
TRIES = 15
KEYS = [("Down", "\x1b[B"), ("Right", "\x1b[C"), ("Up", "\x1b[A"), ("Left", "\x1b[D")]
KEYS += [(key, key) for key in "][2131415161LL"]
ROWS = []


def row(what, value, unit, bar=None, note=""):
    kept = "" if bar is None else f"{bar:g} {unit}"
    over = bar is not None and value > bar
    ROWS.append((what, f"{value:.1f} {unit}" if isinstance(value, float) else f"{value} {unit}", kept,
                 "OVER" if over else "", note))


def milliseconds(function):
    start = time.perf_counter()
    result = function()
    return (time.perf_counter() - start) * 1e3, result


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **options)


class Screen:
    """The program in a pseudo-terminal. Its answer to something is over when it has been silent for a while."""

    QUIET_S = 0.08

    def __init__(self, program, db, rows=24, columns=80):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.execv(program, [program, "--db", db, "--now", NOW])

    def answer(self, start, patience=5.0):
        """Milliseconds from start to the last byte before silence, and the bytes."""
        last, n_bytes = start, 0
        while True:
            ready, _, _ = select.select([self.fd], [], [], self.QUIET_S if n_bytes else patience)
            if not ready:
                return (last - start) * 1e3, n_bytes
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return (last - start) * 1e3, n_bytes
            if not data:
                return (last - start) * 1e3, n_bytes
            last = time.perf_counter()
            n_bytes += len(data)

    def press(self, keys):
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        return self.answer(start, patience=1.0)

    def memory_mib(self):
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return int(fields["VmRSS"].split()[0]) / 1024, int(fields["VmHWM"].split()[0]) / 1024

    def close(self):
        os.write(self.fd, b"\x1bq")
        self.answer(time.perf_counter(), patience=0.5)
        try:
            os.kill(self.pid, signal.SIGHUP)
        except ProcessLookupError:
            pass
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def bench_start(program, db):
    peer = statistics.median(
        milliseconds(lambda: run("sqlite3", db, "select count(*) from tasks"))[0] for _ in range(TRIES))
    times, sizes = [], []
    for _ in range(TRIES):
        start = time.perf_counter()
        screen = Screen(program, db)
        taken, n_bytes = screen.answer(start)
        times.append(taken)
        sizes.append(n_bytes)
        screen.close()
    row("start to first screen, 80x24: bytes", statistics.median(sizes), "bytes")
    row("start to first screen, 80x24: median", statistics.median(times), "ms", 150,
        f"{statistics.median(times) / peer:.1f} times sqlite3 ({peer:.1f} ms)")
    row("start to first screen, 80x24: worst", max(times), "ms", 150)


def bench_keys(program, db):
    screen = Screen(program, db, 50, 200)
    screen.answer(time.perf_counter())
    times, sizes = [], []
    for name, key in KEYS * 4:
        taken, n_bytes = screen.press(key)
        if n_bytes:
            times.append((taken, name))
            sizes.append(n_bytes)
    screen.press("?")
    escape, _ = screen.press("\x1b")
    resident, peak = screen.memory_mib()
    screen.close()
    row(f"key to redraw, 200x50: bytes a key ({len(times)} keys)", int(statistics.mean(sizes)), "bytes")
    row("key to redraw, 200x50: median", statistics.median(taken for taken, _ in times), "ms", 16)
    row("key to redraw, 200x50: worst", max(times)[0], "ms", 16, f"key {max(times)[1]}")
    row("Esc to redraw, 200x50", escape, "ms", None, "25 ms of it wait for what may follow an Esc")
    row("resident memory of the screen", resident, "MiB", 64, f"peak {peak:.1f}")


def plan_figures(result):
    try:
        return json.loads(result.stdout)
    except ValueError:
        print(result.stdout + result.stderr, file=sys.stderr)
        return {}


def bench_plan(program, db):
    with_year = db + ".first"
    shutil.copy(db, with_year)
    run("sqlite3", with_year, "delete from blocks")
    taken, result = milliseconds(
        lambda: run(program, "--db", with_year, "--now", NOW, "plan", "--dry-run", "--json"))
    figures = plan_figures(result)
    row("first plan of the year: new blocks", len(figures.get("new", [])), "blocks")
    row("first plan of the year: tasks without room", len(figures.get("did_not_fit", [])), "tasks")
    for key in ("ticks", "first_plan_ticks"):
        if key in figures:
            row(f"first plan of the year: {key}", figures[key], "ticks")
    if "first_plan_ms" in figures:
        row("first plan of the year: whole plan stands", float(figures["first_plan_ms"]), "ms", 100)
    if "elapsed_ms" in figures:
        row("first plan of the year: until the budget of ticks is used", float(figures["elapsed_ms"]), "ms")
    row("first plan of the year: the whole command", taken, "ms")


def bench_lost(program, db):
    times, elapsed, moved = [], [], 0
    for _ in range(5):
        copy = db + ".lost"
        shutil.copy(db, copy)
        taken, result = milliseconds(lambda: run(
            program, "--db", copy, "--now", NOW, "lost", "mon 23 nov", "09:00-11:30", "--cause", "cover", "--json"))
        figures = plan_figures(result)
        times.append(taken)
        if "elapsed_ms" in figures:
            elapsed.append(float(figures["elapsed_ms"]))
        moved = len(figures.get("moved", []))
        os.unlink(copy)
    row("re-plan after one lost morning: moved blocks", moved, "blocks")
    if elapsed:
        row("re-plan after one lost morning: planning, median", statistics.median(elapsed), "ms", 20)
    row("re-plan after one lost morning: the whole command, median", statistics.median(times), "ms")


def print_table():
    head = ("what", "measured", "bar", "", "")
    widths = [max(len(line[i]) for line in ROWS + [head]) for i in range(4)]
    for line in [head] + ROWS:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)) + "  " + line[4])


def main():
    program = str(Path(sys.argv[1]).resolve() / "src" / "senplan")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, XDG_DATA_HOME=folder, XDG_STATE_HOME=folder, LC_ALL="C.UTF-8")
        db = os.path.join(folder, "demo.db")
        made = run(program, "--db", db, "--now", NOW, "demo", "secondary", "--no-tui")
        if made.returncode not in (0, 1):
            sys.exit(f"the sample school could not be made: {made.stderr}")
        row("the sample school's file", os.path.getsize(db) // 1024, "KiB")
        bench_start(program, db)
        bench_keys(program, db)
        bench_plan(program, db)
        bench_lost(program, db)
    print_table()


if __name__ == "__main__":
    main()
