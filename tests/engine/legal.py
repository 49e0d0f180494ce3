#!/usr/bin/env python3
"""legal.py BENCH [--count N] [--seed N] [--ms] [--second CHECKER.py]: are plans of generated instances legal?

Weeks, half-terms and now and then a year, on grids of 5 and 15 minutes, solved with little and with much, each plan judged by
judge.py (and by a second judge of the same form). From each plan two re-plans are made, after a lost day and with one more
hard task, and judged too. The score that the engine gives must be the judge's. With --ms the budgets are 1 tick and 1, 10 and 100 ms."""
import argparse
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate
import judge

D = 1440
TICKS = [("--ticks", "1"), ("--ticks", "300"), ("--ticks", "3000"), ("--ticks", "15000")]
MS = [("--ticks", "1"), ("--ms", "1"), ("--ms", "10"), ("--ms", "100")]


def module_at(path):
    spec = importlib.util.spec_from_file_location("second_judge", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def instance(dice, number, seed):
    """The lines of one instance."""
    horizon = "year" if number % 50 == 49 else dice.choice(["week", "half"])
    most_plans = {"week": 12, "half": 24, "year": 60}[horizon]
    inst = generate.build(f"legal-{number}", seed + number, dice.choice(["pri", "sec"]), dice.choice([1.0, 0.8, 0.6, 0.5, 0.4]), horizon,
                          dice.randint(0, most_plans), dice.choice([0.5, 0.75, 0.9, 1.3, 1.6]), dice.choice([0, 1]))
    with tempfile.TemporaryFile("w+") as f:
        inst.write(f)
        f.seek(0)
        lines = f.read().splitlines()
    if number % 3 == 2:
        lines = ["slot 15" if line == "slot 5" else line for line in lines]
    return lines + (optional_rows(dice, lines) if number % 4 == 1 else [])


def optional_rows(dice, lines):
    """Time to be left free, time before some tasks, and several chunks a day of some; the second judge knows nothing of these."""
    out = [f"budget 0 6 {dice.randrange(60, 600, 30)}"]
    for task in (line.split() for line in lines if line.startswith("task ")):
        if dice.random() < 0.2:
            out.append(f"before {task[1]} {dice.choice([15, 30])}")
        if int(task[11]) > 0 and dice.random() < 0.5:
            out.append(f"perday {task[1]} {dice.randint(2, 4)}")
    return out


def is_plain(lines):
    return not any(line.startswith(("budget ", "before ", "perday ")) for line in lines)


def lost_day(dice, lines, blocks):
    """The plan stands, and from the morning of a day with work on it that day is gone; what has begun before is pinned."""
    days = sorted({start // D for _, start, _ in blocks})
    if not days:
        return None
    day = dice.choice(days)
    begun = {task for task, start, _ in blocks if start < day * D}
    out = [f"now {day * D}" if line.startswith("now ") else line for line in lines if not line.startswith(f"free {day} ")]
    return out + [f"{'pin' if task in begun else 'prev'} {task} {start} {n}" for task, start, n in blocks]


def one_more(dice, lines, blocks):
    """The plan stands, and another task like one of the hard ones is wanted."""
    tasks = [line.split() for line in lines if line.startswith("task ")]
    hard = [task for task in tasks if task[7] == "H"]
    if not hard:
        return None
    task = list(dice.choice(hard))
    task[1] = str(max(int(other[1]) for other in tasks) + 1)
    return lines + [" ".join(task)] + [f"prev {task} {start} {n}" for task, start, n in blocks]


class Run:
    def __init__(self, bench, folder, second):
        self.bench, self.folder, self.second = bench, folder, second
        self.passed = self.failed = 0

    def solve(self, name, lines, budget, seed):
        """The blocks of the plan; None when there is no plan."""
        path, out = os.path.join(self.folder, "i.inst"), os.path.join(self.folder, "o.sol")
        with open(path, "w", encoding="ascii") as f:
            f.write("\n".join(lines) + "\n")
        done = subprocess.run([self.bench, path, "-o", out, *budget, "--seed", str(seed)], capture_output=True, text=True, check=False)
        problems = []
        blocks = None
        if done.returncode != 0:
            problems.append(f"exit {done.returncode}: {done.stderr.strip()}")
        else:
            said = json.loads(done.stdout.splitlines()[-1])
            for which in filter(None, (judge, self.second if is_plain(lines) else None)):
                problem = which.load(path)
                blocks = which.loadsol(out)
                found, _, _ = which.evaluate(problem, blocks)
                vector = said["vector"] if problem["prev"] else said["vector"][:3] + said["vector"][4:]
                if not found["feasible"] or found["vector"] != vector or said["bad"] != 0:
                    problems.append(f"{which.__name__}: {found['errors'][:2]} {found['vector']} said {vector}")
        self.passed += not problems
        self.failed += bool(problems)
        for problem in problems:
            print("not ok", name, " ".join(budget), problem)
        return blocks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=20000)
    parser.add_argument("--ms", action="store_true")
    parser.add_argument("--second")
    args = parser.parse_args()
    budgets = MS if args.ms else TICKS
    dice = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(args.bench, folder, module_at(args.second) if args.second else None)
        for number in range(args.count):
            lines = instance(dice, number, args.seed)
            for budget in budgets:
                blocks = run.solve(f"legal-{number}", lines, budget, number)
            for what, change in (("lost day", lost_day), ("one more", one_more)):
                changed = change(dice, lines, blocks or [])
                for budget in budgets[:3] if changed else ():
                    run.solve(f"legal-{number}, {what}", changed, budget, number)
    print(f"{run.passed} passed, {run.failed} failed")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
