#!/usr/bin/env python3
"""The engine's figures beside their bars: bars.py BUILD [--seeds N] [--ms N] [--no-peer | --only-peers]

For every sample instance: CPU time to the first plan, and the vector after 1, 10, 100, 1000 and 10000 ms of CPU time (the
last two where a bar asks for it), as the median of N seeds (5), each final plan judged by tests/engine/judge.py. Beside the
weeks, in the same run, what CBC makes of the window model (bounds of T1 and T2) and Gecode of the problem at the minute (plans, judged
too). Prints tables in Markdown.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests" / "engine"), str(Path(__file__).resolve().parent)]
import judge  # noqa: E402
import minutes_model  # noqa: E402
import window_model  # noqa: E402

# Best known: hard late, hard days, T2, T3, T4; and whether T4 is proved.
KNOWN = {
    "small-1-pri04": (0, 0, 0, 13, 95), "small-2-pri06": (0, 0, 0, 12, 141), "small-3-sec08": (0, 0, 240, 30, 146),
    "small-4-over": (0, 0, 620, 10, 229), "small-5-conf": (1, 9, 260, 37, 116), "small-6-sec10": (0, 0, 0, 20, 192),
    "medium-1-pri04": (0, 0, 0, 163, 301), "medium-2-pri06": (0, 0, 0, 244, 569),
    "medium-3-sec08": (0, 0, 0, 48, 528), "medium-4-over": (0, 0, 2760, 181, 1480),
    "medium-5-conf": (0, 0, 0, 11, 781), "medium-6-sec10": (0, 0, 0, 78, 1196),
    "large-1-sec10": (0, 0, 1079, 629, 6365), "large-2-over": (0, 0, 25323, 2181, 14243),
    "large-3-conf": (0, 0, 3652, 1171, 9778), "large-4-pri06": (1, 3, 51, 2007, 3771),
}
REPLANS = ["replan-1-small-crisis", "replan-2-medium-ill", "replan-3-medium-newtask", "replan-4-medium-moved",
           "replan-5-large-ill", "replan-6-large-newtask", "replan-7-large-lessons"]
MARKS = ("first", "1 ms", "3 ms", "10 ms", "100 ms", "1000 ms", "10000 ms")
TEN_SECONDS = ("medium", "large-1", "large-3")


def run(bench, name, seed, ms):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.sol")
        path = str(TOP / "tests" / "data" / "engine" / (name + ".inst"))
        done = subprocess.run([bench, path, "--ms", str(ms), "--seed", str(seed), "-o", out], capture_output=True,
                              text=True, check=True)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        problem = judge.load(path)
        found, _, _ = judge.evaluate(problem, judge.loadsol(out))
    marks = {line["at"]: line for line in lines if "at" in line}
    legal = found["feasible"] and all(line["bad"] == 0 for line in marks.values())
    marks["10 ms"] = marks.get("10 ms", marks["end"])
    marks["bytes"] = lines[0]["bytes"]
    return marks, legal


def tiers(line):
    late, days, soft, _, target, quality = line["vector"]
    return (late, days, soft, target, quality)


def median_vector(lines):
    return sorted(tiers(line) for line in lines)[len(lines) // 2]


def over(value, known):
    if value == known:
        return "0"
    return f"+{value - known}" if known == 0 else f"{100 * (value - known) / known:+.1f} %"


def show(vector):
    return ",".join(map(str, vector))


def first_plans(bench, args):
    print("| instance | best known | first plan, ms | at 10 ms | at 100 ms | at 1 s | T2 over | T4 over | at 10 s, T2 / T4 over | KB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    legal = plans = 0
    for name, known in KNOWN.items():
        results = [run(bench, name, seed, args.ms or 1005) for seed in range(1, args.seeds + 1)]
        long = []
        if args.ms == 0 and name.startswith(TEN_SECONDS):  # of its own: a run fits its pace to its length
            long = [run(bench, name, seed, 10050) for seed in range(1, args.seeds + 1)]
        legal += sum(good for _, good in results + long)
        plans += len(results + long)
        at = {mark: [marks[mark] for marks, _ in results if mark in marks] for mark in MARKS}
        at[MARKS[-1]] += [marks[MARKS[-1]] for marks, _ in long]
        row = [name, show(known), f"{statistics.median(line['ms'] for line in at['first']):.2f}"]
        row += [show(median_vector(at[mark])) if at[mark] else "" for mark in ("10 ms", "100 ms", "1000 ms")]
        for mark in ("1000 ms", "10000 ms"):
            if not at[mark]:
                row += [""] if mark == "10000 ms" else ["", ""]
                continue
            soft = statistics.median(tiers(line)[2] for line in at[mark])
            quality = statistics.median(tiers(line)[4] for line in at[mark])
            both = [over(soft, known[2]), over(quality, known[4])]
            row += [" / ".join(both)] if mark == "10000 ms" else both
        row.append(str(results[0][0]["bytes"] // 1024))
        print("| " + " | ".join(row) + " |", flush=True)
    print(f"\n{legal} of {plans} final plans are legal.\n")


def replans(bench, args):
    print("| re-plan | at 3 ms: T1, T2, moved | at 10 ms | at 1 s |")
    print("|---|---|---|---|")
    for name in REPLANS:
        results = [run(bench, name, seed, 1005)[0] for seed in range(1, args.seeds + 1)]
        row = [name]
        for mark in ("3 ms", "10 ms", "1000 ms"):
            lines = sorted(((line["vector"][0], line["vector"][2], line["moved"])
                            for line in (marks.get(mark, marks["end"]) for marks in results)))
            row.append(show(lines[len(lines) // 2]) + f" (moved at most {max(line[2] for line in lines)})")
        print("| " + " | ".join(row) + " |", flush=True)
    print()


def by_cbc(problem, seconds):
    found = window_model.solve(problem, seconds)
    if found is None:
        return "SKIPPED: CBC is not installed, or found nothing", ""
    vector, proved, cpu = found
    return show(vector) + (" (proved)" if proved else ""), f"{cpu:.2f}"


def by_gecode(problem, seconds):
    if shutil.which("minizinc") is None or shutil.which("fzn-gecode") is None:
        return "SKIPPED: minizinc or its Gecode is not installed", ""
    found = minutes_model.solve(problem, seconds)
    if found is None:
        return "no plan in that time", ""
    blocks, proved, cpu = found
    judged, _, _ = judge.evaluate(problem, blocks)
    text = show(judged["vector"][:3]) + (" (proved)" if proved else "")
    return text if judged["feasible"] else text + " NOT LEGAL", f"{cpu:.2f}"


def peers(bench, args):
    print("| week | CBC on the window model: T1, T2 | CPU s | Gecode at the minute: T1, T2 of its plan | CPU s | the engine at 20 ms |")
    print("|---|---|---|---|---|---|")
    for name in (name for name in KNOWN if name.startswith("small")):
        problem = judge.load(str(TOP / "tests" / "data" / "engine" / (name + ".inst")))
        ours = median_vector([run(bench, name, seed, 20)[0]["end"] for seed in range(1, args.seeds + 1)])
        row = [name, *by_cbc(problem, args.peer_seconds), *by_gecode(problem, args.peer_seconds), show(ours[:3])]
        print("| " + " | ".join(row) + " |", flush=True)
    print()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--ms", type=int, default=0, help="the same budget for all; else 1 s, and 10 s where a bar asks for it")
    parser.add_argument("--peer-seconds", type=int, default=60)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--only-peers", action="store_true")
    args = parser.parse_args()
    bench = str(Path(args.build).resolve() / "tests" / "bench" / "bench-engine")
    if not args.only_peers:
        first_plans(bench, args)
        replans(bench, args)
    if not args.no_peer:
        peers(bench, args)


if __name__ == "__main__":
    main()
