"""Every header compiles alone, and twice in a row."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c", "-"]


def compile_alone(tree, name):
    include = name.relative_to("include") if name.parts[0] == "include" else name.name
    command = [os.environ.get("CC", "cc"), "-I", "include", "-I", str(name.parent), *FLAGS]
    result = subprocess.run(command, input=f'#include "{include}"\n#include "{include}"\n', text=True, cwd=tree.root,
                            capture_output=True, check=False)
    first = next((line for line in result.stderr.splitlines() if "error" in line), "does not compile")
    return None if result.returncode == 0 else f"{name} does not stand alone: {first}"


def findings(tree):
    names = tree.files("include", "src", suffixes=(".h",))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from filter(None, pool.map(lambda name: compile_alone(tree, name), names))
