"""What holds and what does not, counted: a script checks, and ends with what `ended` gives."""
passed = failed = 0


def check(good, what):
    """What is not true is printed; the rest only counts."""
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("not true: " + what)


def ended():
    """Prints `N passed, N failed`; the exit status."""
    print(f"{passed} passed, {failed} failed")
    return int(failed != 0)
