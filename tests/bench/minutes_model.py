"""The peer at the minute: the data of minutes.mzn for Gecode, and the plan that it finds, in the form of the judge."""
import os
import resource
import subprocess
import tempfile
from pathlib import Path

D = 1440
HERE = Path(__file__).resolve().parent


def marked(spans, slot):
    inside = [False] * (D // slot)
    for first, last in spans:
        for k in range(-(-first // slot), last // slot):
            inside[k] = True
    return inside


def runs(inside):
    """How many slots in a row there are from each on."""
    n = [0] * (len(inside) + 1)
    for k in range(len(inside) - 1, -1, -1):
        n[k] = n[k + 1] + 1 if inside[k] else 0
    return n


class Data:
    def __init__(self, problem):
        assert not problem["budget"] and max(problem["perday"].values(), default=1) == 1, "not in the model"
        self.p = problem
        self.slot = problem["slot"]
        self.per_day = D // self.slot
        self.pieces = [] # task, starts, lengths, lead, buffer, category, day of a chunk, longest by slot
        self.pieces_of = {}
        for number in problem["task"]:
            self.pieces_of[number] = []
            self.add_task(number)

    def longest(self, number, day):
        """Of a block of the task, by the slot of the day at which it begins."""
        _, _, buffer, release, _, _, _, mask, _, _, _ = self.p["task"][number]
        lead = self.p["before"].get(number, 0) // self.slot
        free = runs(marked(self.p["free"].get(day, []), self.slot))
        allowed = runs(marked(self.p["m"].get((mask, day), []), self.slot))
        least = max(release, self.p["now"] + lead * self.slot)
        out = []
        for k in range(self.per_day):
            early = (day * self.per_day + k) * self.slot < least or k < lead or free[k - lead] < lead
            out.append(0 if early else max(0, min(free[k] - buffer // self.slot, allowed[k])))
        return out

    def add_task(self, number):
        cat, length, buffer, _, _, _, _, _, least, most, _ = self.p["task"][number]
        lead = self.p["before"].get(number, 0) // self.slot
        pins = [(start, n) for task, start, n in self.p["pin"] if task == number]
        rest = (lead, buffer // self.slot, cat)
        whole = most == 0 or least >= length
        if pins:
            for start, n in pins:
                self.add(number, [start // self.slot], [n // self.slot], *rest, -1, None)
            return
        chosen = []
        for day in range(self.p["days"]):
            longest = self.longest(number, day)
            need = (length if whole else least) // self.slot
            starts = [day * self.per_day + k for k in range(self.per_day) if longest[k] >= need]
            if whole:
                chosen += starts
            elif starts:
                step = max(15, self.slot)
                lengths = [n // self.slot for n in range(-(-least // step) * step, min(most, length) + 1, step)]
                self.add(number, starts, [0] + lengths, *rest, day, longest)
        if whole:
            self.add(number, chosen, [0, length // self.slot], *rest, -1, None)

    def add(self, number, *piece):
        self.pieces_of[number].append(len(self.pieces) + 1)
        self.pieces.append((number, *piece))

    def write(self, f):
        p, slot = self.p, self.slot
        tasks = list(p["task"])
        at = {number: i + 1 for i, number in enumerate(tasks)}
        cats = list(p["cat"])
        links = p["prec"]

        def numbers(name, values):
            print(f"{name} = [{', '.join(map(str, values))}];", file=f)

        def sets(name, values):
            print(f"{name} = [{', '.join('{' + ', '.join(map(str, v)) + '}' for v in values)}];", file=f)

        def slots(minutes):
            return minutes // slot if minutes >= 0 else -1

        for name, value in (("slots_day", self.per_day), ("days", p["days"]), ("n_tasks", len(tasks)), ("n_pieces", len(self.pieces)),
                            ("n_cats", len(cats)), ("far", p["days"] * self.per_day), ("n_links", len(links)),
                            ("unplaced", p["par"]["unplaced"]), ("late_cap", p["par"]["latecap"])):
            print(f"{name} = {value};", file=f)
        rows = [p["task"][number] for number in tasks]
        numbers("total", [row[1] // slot for row in rows])
        numbers("due", [row[4] // D for row in rows])
        numbers("hard", ["true" if row[5] == "H" else "false" for row in rows])
        numbers("weight", [row[6] for row in rows])
        sets("pieces_of", [self.pieces_of[number] for number in tasks])
        columns = list(zip(*self.pieces))
        numbers("task", [at[number] for number in columns[0]])
        sets("starts", columns[1])
        sets("lengths", columns[2])
        numbers("lead", columns[3])
        numbers("buffer", columns[4])
        numbers("cat", [cats.index(cat) + 1 for cat in columns[5]])
        numbers("chunk_day", columns[6])
        flat = [n for row in columns[7] for n in (row or [0] * self.per_day)]
        print(f"most = array2d(1..{len(self.pieces)}, 0..{self.per_day - 1}, [{', '.join(map(str, flat))}]);", file=f)
        numbers("before", [at[link[0]] for link in links])
        numbers("after", [at[link[1]] for link in links])
        numbers("least_lag", [link[2] for link in links])
        numbers("most_lag", [link[3] for link in links])
        numbers("most_blocks", [p["cat"][cat][2] for cat in cats])
        numbers("most_slots", [slots(p["cat"][cat][3]) for cat in cats])
        return tasks


def solve(problem, seconds):
    """The blocks of the best plan (task, start, minutes), whether it is proved, and CPU seconds; None: nothing in that time. Without
    MiniZinc and its Gecode: FileNotFoundError."""
    data = Data(problem)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "data.dzn")
        with open(path, "w", encoding="ascii") as f:
            tasks = data.write(f)
        was = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(["minizinc", "--solver", "gecode", "-i", "--solver-time-limit", str(seconds * 1000), str(HERE / "minutes.mzn"), path],
                              capture_output=True, text=True, check=False)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - was.ru_utime - was.ru_stime
    plans = done.stdout.split("----------")[:-1]
    if not plans:
        return None
    blocks = []
    for line in plans[-1].splitlines():
        if line.startswith("b "):
            task, start, n = map(int, line.split()[1:])
            blocks.append((tasks[task - 1], start * data.slot, n * data.slot))
    return blocks, "==========" in done.stdout, cpu
