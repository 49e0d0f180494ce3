#!/usr/bin/env python3
"""How the engine's work grows with the number of tasks: scaling.py BUILD [OUT.svg]

Years from tests/engine/generate.py with 250 to 4,000 tasks; for each the ticks to the first whole plan, and to the best of the
first tier (late hard tasks) that a long search finds. Ticks are counted, so the machine does not matter. Prints a table
and draws the plot of share/doc/engine.md, with a line of n log n through the first point of each.
"""
import json
import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "engine"))
import generate  # noqa: E402

SIZES = (250, 500, 1000, 2000, 4000)
SEEDS = (1, 2, 3)
LONG = 1500000
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 50


def turned(size, seed):
    """A year of about so many tasks: the load is turned until the number fits."""
    kind, fte = ("pri", 0.4) if size <= 250 else ("sec", 1.0)
    low, high, best = 0.01, 4.0, None
    for _ in range(14):
        load = (low + high) / 2
        inst = generate.build(f"year-{size}", seed, kind, fte, "year", max(2, size // 60), load, 0)
        if best is None or abs(len(inst.tasks) - size) < abs(len(best.tasks) - size):
            best = inst
        if len(inst.tasks) < size:
            low = load
        else:
            high = load
    return best


def year_of(size, seed):
    """More than 2,000 tasks are those of two years in one. Work is shorter where there is more of it, so that the hours stay
    about the same."""
    inst = turned(min(size, 2000), seed)
    if size > 2000:
        other, first = turned(size - 2000, seed + 100), len(inst.tasks)
        inst.tasks += other.tasks
        inst.prec += [(p[0] + first, p[1] + first, *p[2:]) for p in other.prec]
    for task in inst.tasks:
        if size > 1000 and task[9] == 0:
            task[1], task[2] = max(10, round(task[1] * 1000 / size / 5) * 5), 0
    return inst


def measure(program, inst, seed):
    with tempfile.NamedTemporaryFile("w", suffix=".inst") as f:
        inst.write(f)
        f.flush()
        done = subprocess.run([program, "solve", f.name, "--ticks", str(LONG), "--seed", str(seed), "--trace"],
                              capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    best = answer["vector"][:2]
    reached = next((step["ticks"] for step in answer["trace"] if step["vector"][:2] == best), answer["first_ticks"])
    return answer["first_ticks"], max(reached, 1), best


def x_of(n):
    return LEFT + (WIDTH - LEFT - 20) * math.log(n / 200) / math.log(5000 / 200)


def plot(rows, path):
    ticks = [v for row in rows for v in row[1:3]]
    low, high = min(ticks) / 2, max(ticks) * 3

    def y_of(v):
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 20) * math.log(v / low) / math.log(high / low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
           f'<path d="M{LEFT} 20V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="black"/>']
    for n in SIZES:
        out.append(f'<text x="{x_of(n):.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{n}</text>')
    power = 10 ** math.ceil(math.log10(low))
    while power < high:
        out.append(f'<text x="{LEFT - 6}" y="{y_of(power) + 4:.0f}" text-anchor="end">{power:,}</text>')
        out.append(f'<path d="M{LEFT} {y_of(power):.1f}H{WIDTH - 20}" stroke="#ddd"/>')
        power *= 10
    for k, (colour, name) in enumerate((("#1f5fa8", "ticks to the first plan"), ("#b8481f", "ticks to the best of the first tier"))):
        points = [(x_of(row[0]), y_of(row[1 + k])) for row in rows]
        n0, v0 = rows[0][0], rows[0][1 + k]
        line = [(x_of(row[0]), y_of(v0 * row[0] * math.log(row[0]) / (n0 * math.log(n0)))) for row in rows]
        for data, dash in ((points, ""), (line, ' stroke-dasharray="4 4"')):
            path_text = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in data)
            out.append(f'<path d="{path_text}" fill="none" stroke="{colour}"{dash}/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        out.append(f'<text x="{LEFT + 12}" y="{36 + 16 * k}" fill="{colour}">{name} (dashed: n log n)</text>')
    out.append(f'<text x="{(WIDTH + LEFT) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">tasks in a year</text></svg>')
    Path(path).write_text("\n".join(out) + "\n", encoding="ascii")


def main():
    program = str(Path(sys.argv[1]).resolve() / "src" / "senplan")
    rows = []
    print("| tasks | ticks to the first plan | ticks to the best T1 | T1 |")
    print("|---|---|---|---|")
    for size in SIZES:
        found = []
        for seed in SEEDS:
            inst = year_of(size, seed)
            found.append((len(inst.tasks), *measure(program, inst, seed)))
        row = [round(statistics.median(f[k] for f in found)) for k in range(3)]
        rows.append(row)
        print(f"| {row[0]} | {row[1]} | {row[2]} | {' '.join(str(f[3]) for f in found)} |", flush=True)
    if len(sys.argv) > 2:
        plot(rows, sys.argv[2])


if __name__ == "__main__":
    main()
