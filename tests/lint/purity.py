"""The engine's object code: what it calls, what it keeps, what it computes with.

It calls only the library's own sp_ functions and a few of libc that touch nothing but their arguments; it has no
variable data of its own; it does no floating-point arithmetic. Read from the static library by nm and objdump, so
that a macro or an inline function cannot hide anything. base, time and model keep no variable data either.
"""
import re
import subprocess

MAY_CALL = re.compile(
    r"^(sp_\w+|mem(cpy|move|set|cmp|chr)|__mem(cpy|move|set)_chk|str(len|cmp|ncmp|chr|spn|cspn|tol|toll|toul|toull)|"
    r"__isoc23_strto\w+|__ctype_b_loc|__errno_location|v?snprintf|__v?snprintf_chk|__assert_fail|__popcountdi2|__stack_chk_fail|"
    r"_GLOBAL_OFFSET_TABLE_)$")
FLOAT = re.compile(r"\t(v?(?:add|sub|mul|div|sqrt|u?comi|max|min|round)[sp][sd]|v?cvt\w+|f(?:add|sub|mul|div|ild)\w*)\s")
NO_STATE = ("base", "time", "model", "engine", "plan", "report")
# A constant that only looks writable: the empty text of sp_str.
CONSTANTS = {("base", "empty")}


def output(*command):
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


def calls(library):
    own = {line.split()[-1] for line in output("nm", "--defined-only", str(library)).splitlines() if " " in line}
    for line in output("nm", "--undefined-only", str(library)).splitlines():
        cells = line.split()
        if len(cells) == 2 and cells[0] == "U" and cells[1] not in own and not MAY_CALL.match(cells[1]):
            yield f"the engine calls {cells[1]}"


def state(library, room):
    for line in output("objdump", "-t", str(library)).splitlines():
        match = re.match(r"^[0-9a-f]+ .{7} (\.t?(?:data|bss)(?:\.(?!rel\.ro)\S*)?)\t[0-9a-f]+ (?:\.hidden )?(\S+)$", line)
        if match and not match.group(2).startswith(".") and (room, match.group(2).split(".")[0]) not in CONSTANTS:
            yield f"{room} keeps variable data: {match.group(2)} in {match.group(1)}"


def floats(library):
    function = "?"
    for line in output("objdump", "-d", "--no-show-raw-insn", str(library)).splitlines():
        match = re.match(r"^[0-9a-f]+ <(\S+)>:$", line)
        function = match.group(1) if match else function
        match = FLOAT.search(line + " ")
        if match:
            yield f"the engine computes with floating point: {match.group(1)} in {function}"


def findings(tree):
    found = []
    for room in NO_STATE:
        library = tree.build / "src" / f"libsp_{room}.a"
        if not library.is_file():
            if room == "engine":
                found.append(f"there is no {library}: build first")
            continue
        found += state(library, room)
        if room == "engine":
            found += calls(library)
            found += floats(library)
    return sorted(set(found))
