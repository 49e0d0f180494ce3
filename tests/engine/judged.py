#!/usr/bin/env python3
"""judged.py BENCH DATA: every sample instance, and some fresh ones, solved at several budgets and judged by judge.py.

A plan must be legal at every budget, one tick included; the score that the engine gives must be the judge's; and more
ticks must never give a worse plan."""
import json, os, random, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate, judge

BUDGETS = [1, 60, 1500, 30000]
FRESH = [(kind, fte, horizon, ehcp, load, conflict)
         for kind, fte, horizon, ehcp in (("pri", 0.4, "week", 3), ("sec", 1.0, "week", 8), ("pri", 0.6, "half", 10), ("sec", 0.8, "half", 18))
         for load in (0.75, 1.3) for conflict in (0, 1)]

def solve(bench, inst, out, ticks):
    run = subprocess.run([bench, inst, "-o", out, "--ticks", str(ticks)], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])

def write_extras(f, inst, seed):
    """The optional rows, for some tasks of most of the fresh instances."""
    R = random.Random(seed)
    for i in range(len(inst.tasks)):
        if seed % 3 and R.random() < 0.2:
            print("before", i, R.choice((5, 10, 15, 30)), file=f)
        if seed % 5 and R.random() < 0.4:
            print("like", i, R.randrange(len(generate.MASKS)), file=f)
        if seed % 4 and R.random() < 0.5:
            print("perday", i, R.choice((1, 2, 2, 3, 4)), file=f)

def main():
    bench, data = sys.argv[1:3]
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as tmp:
        paths = sorted(os.path.join(data, f) for f in os.listdir(data) if f.endswith(".inst"))
        for seed, a in enumerate(FRESH):
            path = os.path.join(tmp, "fresh-%d.inst" % seed)
            with open(path, "w") as f:
                inst = generate.build("fresh-%d" % seed, 900 + seed, *a)
                if inst.free and seed % 2:   # time to be left free, of the first week
                    inst.write(f)
                    print("budget", 0, min(6, inst.days - 1), 240, file=f)
                else:
                    inst.write(f)
                write_extras(f, inst, seed)
            paths.append(path)
        for path in paths:
            problem = judge.load(path)
            last = None
            for ticks in BUDGETS:
                out = os.path.join(tmp, "out.sol")
                said = solve(bench, path, out, ticks)
                found, _, _ = judge.evaluate(problem, judge.loadsol(out))
                vector = said["vector"] if problem["prev"] else said["vector"][:3] + said["vector"][4:]
                good = found["feasible"] and found["vector"] == vector and said["bad"] == 0
                good = good and (last is None or found["vector"] <= last)
                last = found["vector"]
                passed, failed = passed + good, failed + (not good)
                if not good:
                    print("not ok", os.path.basename(path), ticks, found["errors"][:3], found["vector"], vector)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0

if __name__ == "__main__":
    sys.exit(main())
