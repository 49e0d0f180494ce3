"""Calls that are banned everywhere, and calls that belong to one room.

Unbounded string functions, functions with hidden state, conversions that hide errors. Below cli, term and main
nothing prints or ends the program; only main reads the clock, the environment, the locale.
"""
import re

EVERYWHERE = {
    "strcpy": "memcpy or sp_str", "strcat": "sp_str", "sprintf": "snprintf", "vsprintf": "vsnprintf",
    "strncpy": "memcpy or sp_str", "strncat": "sp_str", "gets": "fgets", "strtok": "strcspn",
    "atoi": "sp_parse_int", "atol": "sp_parse_int", "atof": "integers", "alloca": "an arena", "rand": "sp_rand",
    "srand": "sp_rand", "random": "sp_rand", "system": "nothing", "popen": "nothing", "setjmp": "an error code",
    "longjmp": "an error code", "localtime": "localtime_r, in main", "gmtime": "sp_day", "ctime": "sp_day",
    "asctime": "sp_day", "strftime": "sp_day_format", "mktime": "sp_day_of",
    "tmpnam": "sp_file_write", "tempnam": "sp_file_write", "mktemp": "sp_file_write", "signal": "sigaction",
    "usleep": "poll with a time", "sleep": "poll with a time", "strerror_l": "strerror",
}

# Call -> the rooms that may make it.
ONLY_IN = {
    "exit": {"main.c", "app"}, "_exit": {"app", "main.c"}, "abort": {"main.c"},
    "printf": {"cli", "term", "main.c"}, "fprintf": {"cli", "term", "main.c"}, "puts": {"cli", "term", "main.c"},
    "putchar": {"cli", "term", "main.c"}, "fputs": {"cli", "term", "main.c"}, "perror": {"main.c"},
    "fwrite": {"cli", "term", "main.c", "store"}, "write": {"cli", "term", "main.c", "store", "app"},
    "fopen": set(), "open": {"store", "main.c", "app"}, "openat": {"store"},
    "time": {"main.c"}, "clock_gettime": {"main.c"}, "gettimeofday": {"main.c"}, "localtime_r": {"main.c"},
    "gmtime_r": {"main.c"}, "getenv": {"main.c"}, "secure_getenv": {"main.c"}, "setenv": {"main.c"},
    "putenv": set(), "setlocale": {"main.c"}, "fork": {"app"}, "vfork": set(), "execv": set(), "execve": set(),
    "execvp": set(), "execl": set(), "execlp": set(), "posix_spawn": set(), "socket": set(), "connect": set(),
    "getrandom": {"main.c", "store"}, "malloc": {"base", "store", "ics", "app", "ui", "term", "cli", "main.c", "plan"},
    "umask": {"main.c"},
}

CALL = re.compile(r"(?<![\w.>])([a-z_][a-z0-9_]*)\s*\(")


def findings(tree):
    for name in tree.files("src", "include"):
        room = tree.room(name)
        code = tree.code(name)
        own = set(re.findall(r"^([a-z_]\w*)\(", code, re.MULTILINE))  # functions that the file defines
        for number, line in enumerate(code.splitlines(), 1):
            for match in CALL.finditer(line):
                call = match.group(1)
                if call in own or line[: match.start()].rstrip().endswith(("struct", "enum")):
                    continue
                if call in EVERYWHERE:
                    yield f"{name}:{number}: {call}() is banned; use {EVERYWHERE[call]}"
                elif call in ONLY_IN and room not in ONLY_IN[call]:
                    rooms = ", ".join(sorted(ONLY_IN[call])) or "nobody"
                    yield f"{name}:{number}: {call}() in {room}; it is for {rooms}"
