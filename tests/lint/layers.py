"""Who may include whom: the table in share/doc/architecture.md, line by line.

A file may include headers of its own room, of the rooms in its row, and private headers that stand beside it. Each
outside library is included in one room, and there in few files.
"""
import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.MULTILINE)

# What only certain rooms may include, and in how many files.
OUTSIDE = {
    "sqlite3.h": ({"store"}, 99),
    "libical/": ({"ics"}, 1),
    "curses.h": ({"term"}, 1),
    "ncurses.h": ({"term"}, 1),
    "ncursesw/": ({"term"}, 1),
    "term.h": ({"term"}, 1),
    "time.h": ({"main.c"}, 1),
    "sys/time.h": ({"main.c"}, 1),
    "locale.h": ({"main.c", "term"}, 2),
    "langinfo.h": ({"main.c", "term"}, 2),
    "signal.h": ({"main.c", "term", "app"}, 9),
    "math.h": (set(), 0),
    "float.h": (set(), 0),
    "pthread.h": (set(), 0),
    "threads.h": (set(), 0),
    "stdatomic.h": (set(), 0),
    "sys/socket.h": ({"store"}, 1),
    "netdb.h": (set(), 0),
    "netinet/": (set(), 0),
}

# Rooms without files, processes and the like.
NO_IO = {"base", "time", "model", "engine", "plan", "report", "ics", "ui"}
IO_HEADERS = {"fcntl.h", "unistd.h", "dirent.h", "sys/stat.h", "sys/file.h", "sys/wait.h", "poll.h", "termios.h"}


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def includes(tree, name):
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), tree.text(name), flags=re.DOTALL)
    for match in INCLUDE.finditer(text):
        yield line_of(text, match.start()), match.group(1), match.group(2)


def system_findings(tree, room, header, users, name, place):
    for prefix, (rooms, most) in OUTSIDE.items():
        if header != prefix and not (prefix.endswith("/") and header.startswith(prefix)):
            continue
        if room not in rooms:
            yield f"{place}: {room} may not include <{header}>"
        else:
            files = users.setdefault((room, prefix), set())
            files.add(str(name))
            if len(files) > most:
                yield f"{place}: <{header}> is for {most} file of {room}, and {', '.join(sorted(files))} have it"
    if room in NO_IO and header in IO_HEADERS:
        yield f"{place}: {room} does no I/O, but includes <{header}>"


def own_findings(tree, room, header, name, place):
    if ".." in header.split("/"):
        yield f"{place}: '..' in an include"
    elif header.startswith("senplan/"):
        other = header.split("/")[1]
        if not (tree.root / "include" / header).is_file():
            yield f"{place}: there is no include/{header}"
        elif other != room and other not in tree.rooms[room]:
            yield f"{place}: {room} may not include {other} (\"{header}\")"
    elif not (tree.root / name.parent / header).is_file():
        yield f"{place}: private header \"{header}\" does not stand beside the file"
    elif name.parts[0] == "include":
        yield f"{place}: a public header includes the private \"{header}\""


def findings(tree):
    users = {}
    for name in tree.files("src", "include"):
        room = tree.room(name)
        if room not in tree.rooms:
            yield f"{name}: {room} is no room of share/doc/architecture.md"
            continue
        for line, mark, header in includes(tree, name):
            place = f"{name}:{line}"
            if mark == "<":
                yield from system_findings(tree, room, header, users, name, place)
            else:
                yield from own_findings(tree, room, header, name, place)
