"""The peer: the window model of share/doc/engine.md (a block is in a window, not at a minute) as a mixed-integer program,
solved by CBC. Every plan maps into it, so its optimum of a tier is a bound that no plan can beat."""
import os
import re
import subprocess
import tempfile

D = 1440


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


class Model:
    def __init__(self, problem):
        self.p = problem
        self.cost, self.rows, self.binary, self.general = [], [], [], []
        self.by_window = {}
        self.placed = {}

    def row(self, terms, sense, right):
        self.rows.append((terms, sense, right))

    def lateness(self, task, day):
        return max(0, day + 1 - task[4] // D)

    def price(self, task, late):
        if task[5] == "H":
            return 10**6 * (late > 0) + 10**3 * late
        return task[6] * min(self.p["par"]["latecap"], late)

    def add_task(self, number):
        p, task = self.p, self.p["task"][number]
        cat, length, buf, release, due, kind, weight, mask, least, most, _ = task
        pinned = {start // D for t, start, _ in p["pin"] if t == number}
        choices, minutes = [], []
        for day, windows in sorted(p["free"].items()):
            for w, window in enumerate(windows):
                room = max([overlap(window, m) for m in p["m"].get((mask, day), [])], default=0)
                need = least if most else length
                if room < need or day < max(release, p["now"]) // D or (pinned and day not in pinned):
                    continue
                name = f"x{number}_{day}_{w}"
                choices.append((name, day))
                self.binary.append(name)
                self.by_window.setdefault((day, w), []).append((name, number))
                if most:
                    amount = f"u{number}_{day}_{w}"
                    self.general.append(amount)
                    minutes.append(amount)
                    self.row([(1, amount), (-min(most, room) / 15, name)], "<=", 0)
                    self.row([(1, amount), (-least / 15, name)], ">=", 0)
        late = max(0, (p["days"] * D - due + D - 1) // D) + 7
        out = f"o{number}"
        self.binary.append(out)
        self.placed[number] = (choices, out)
        self.cost.append((self.price(task, late) if kind == "H" else weight * p["par"]["unplaced"], out))
        if not most:
            self.row([(1, name) for name, _ in choices] + [(1, out)], "=", 1)
            self.cost += [(self.price(task, self.lateness(task, day)), name) for name, day in choices]
            return
        self.row([(1, amount) for amount in minutes] + [(length / 15, out)], "=", length / 15)
        for day in {day for _, day in choices}:
            self.row([(1, name) for name, d in choices if d == day], "<=", 1)
        steps = sorted({self.lateness(task, day) for _, day in choices} - {0})
        before = 0
        for late in steps: # paid by the latest chunk
            name = f"l{number}_{late}"
            self.binary.append(name)
            self.cost.append((self.price(task, late) - before, name))
            before = self.price(task, late)
            for choice, day in choices:
                if self.lateness(task, day) >= late:
                    self.row([(1, name), (-1, choice)], ">=", 0)

    def add_windows(self):
        for (day, w), names in self.by_window.items():
            terms = []
            for name, number in names:
                task = self.p["task"][number]
                if task[9]:
                    terms += [(15, name.replace("x", "u", 1)), (task[2], name)]
                else:
                    terms.append((task[1] + task[2], name))
            window = self.p["free"][day][w]
            self.row(terms, "<=", window[1] - window[0])
        for cat, (_, _, most_blocks, _) in self.p["cat"].items():
            for day in self.p["free"]:
                names = [name for (d, _), all_names in self.by_window.items() if d == day
                         for name, number in all_names if self.p["task"][number][0] == cat]
                if most_blocks >= 0 and len(names) > most_blocks:
                    self.row([(1, name) for name in names], "<=", most_blocks)

    def add_links(self):
        big = self.p["days"] + 10
        for before, after, least, _ in self.p["prec"]:
            first, first_out = self.placed[before]
            then, then_out = self.placed[after]
            self.row([(1, then_out), (-1, first_out)], ">=", 0)
            for name, day in then: # nothing of the first so late that this could not follow
                late = [other for other, d in first if d > day - least]
                if late:
                    self.row([(1, other) for other in late] + [(big, name)], "<=", big)

    def write(self, path):
        def line(terms):
            return " ".join(f"{c:+g} {name}" for c, name in terms) or "0 " + self.binary[0]

        with open(path, "w", encoding="ascii") as f:
            f.write("Minimize\n obj: " + "\n ".join(line([c]) for c in self.cost if c[0]) + "\nSubject To\n")
            for i, (terms, sense, right) in enumerate(self.rows):
                f.write(f" r{i}: " + "\n ".join(line(terms[k:k + 8]) for k in range(0, len(terms), 8)) + f" {sense} {right:g}\n")
            f.write("Binaries\n " + "\n ".join(self.binary) + "\nGenerals\n " + "\n ".join(self.general) + "\nEnd\n")


def solve(problem, seconds):
    """(T1a, T1b, T2) of the best found, whether it is proved, and CPU seconds; None without CBC."""
    model = Model(problem)
    for number in problem["task"]:
        model.add_task(number)
    model.add_windows()
    model.add_links()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.lp")
        model.write(path)
        try:
            done = subprocess.run(["cbc", path, "sec", str(seconds), "solve", "quit"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return None
    value = re.search(r"Objective value:\s+([-\d.e+]+)", done.stdout)
    cpu = re.search(r"Total time \(CPU seconds\):\s+([\d.]+)", done.stdout)
    if value is None:
        return None
    points = round(float(value.group(1)))
    hard, rest = divmod(points, 10**6)
    days, soft = divmod(rest, 10**3) if hard else (0, rest)
    return (hard, days, soft), "Optimal solution found" in done.stdout, float(cpu.group(1)) if cpu else 0.0
