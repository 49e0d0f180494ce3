#!/bin/sh
# Builds senplan in every profile, runs every test, and ends with the line `N passed, N failed`.
#
#	sh tests/run.sh          everything
#	sh tests/run.sh quick    the gcc profile with its tests and the lint suite
#
# Build directories and logs are kept in build-tests/ (or $SENPLAN_TESTS_DIR) for the next run.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
work=${SENPLAN_TESTS_DIR:-$top/build-tests}
log_dir=$work/logs
tally=$work/tally
mode=${1:-all}
CC=gcc
export CC
# shellcheck source=share/setup.sh
. "$top/share/setup.sh"

case $mode in
all | quick) ;;
*)
	echo "usage: sh tests/run.sh [quick]" >&2
	exit 2
	;;
esac

mkdir -p "$log_dir"
: >"$tally"

test_packages="libcmocka-dev libvterm-dev clang-format python3 universal-ctags shellcheck git
	python3-icalendar python3-vobject python3-dateutil khal calcurse radicale vdirsyncer php-cli php-mbstring php-sabre-vobject
	tmux strace sqlite3 procps"
profile_packages="clang libclang-rt-14-dev"
# shellcheck disable=SC2086 # lists of words
case $mode in
quick) need_packages $build_packages $test_packages ;;
*) need_packages $build_packages $test_packages $profile_packages ;;
esac
# Brings ical.js. Where it cannot be had, or not reached, the test of ical.js is skipped and says so.
command -v npm >/dev/null 2>&1 || (need_packages nodejs npm) ||
	echo "There is no npm: the test of ical.js will be skipped."

# Nothing of the person who runs this may matter: no plan of theirs, no locale, no zone.
unset SENPLAN_DB SENPLAN_NOW XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME NO_COLOR LANG LC_CTYPE LC_TIME
HOME=$work/home
mkdir -p "$HOME"
export HOME

# The sanitizers stop at the first finding; an allocation that is too large is NULL, as it is without them.
ASAN_OPTIONS=halt_on_error=1:abort_on_error=1:print_summary=1:allocator_may_return_null=1
UBSAN_OPTIONS=halt_on_error=1:abort_on_error=1:print_summary=1:print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS

say() {
	printf '%s\n' "$*"
}

# count NAME PASSED FAILED
count() {
	echo "$2 $3 $1" >>"$tally"
}

# step NAME COMMAND...: one test; what it printed is shown when it fails.
step() {
	name=$1
	shift
	if "$@" >"$log_dir/$name.log" 2>&1 </dev/null; then
		count "$name" 1 0
		say "ok    $name"
	else
		count "$name" 0 1
		say "FAIL  $name (whole log: $log_dir/$name.log)"
		tail -n 40 "$log_dir/$name.log"
		return 1
	fi
}

build_profile() {
	targets=$1
	shift
	configure "$@" || return 1
	# shellcheck disable=SC2086 # a list of words
	ninja -C "$1" $targets
}

# profile NAME TARGETS ARGUMENT...: builds it (no TARGETS: all); warnings are errors.
profile() {
	name=$1
	targets=$2
	shift 2
	step "build-$name" build_profile "$targets" "$work/$name" "$@"
}

# run_tests NAME [ARGUMENT...]: the Meson tests of a profile (what they need is built), counted by their cases.
run_tests() {
	name=$1
	shift
	meson test -C "$work/$name" --num-processes "$(nproc)" "$@" >"$log_dir/test-$name.log" 2>&1 </dev/null ||
		true
	python3 "$top/tests/count.py" "$work/$name/meson-logs/testlog.json" "$name" "$tally" || true
}

# fuzz: each target for a fixed number of runs from a fixed seed, starting with the corpus that is kept.
fuzz() {
	for target in "$work"/sanitize/tests/fuzz/libfuzzer_*; do
		[ -f "$target" ] || continue
		kind=${target##*/libfuzzer_}
		rm -rf "$work/corpus-$kind"
		mkdir -p "$work/corpus-$kind"
		step "fuzz-$kind" "$target" -seed=1 -runs="${SENPLAN_FUZZ_RUNS:-20000}" -max_len=4096 -timeout=20 \
			-max_total_time=60 -rss_limit_mb=1024 -artifact_prefix="$log_dir/fuzz-$kind-" \
			"$work/corpus-$kind" "$top/tests/data/fuzz/$kind" || true
	done
}

if CC=gcc profile gcc "" --werror; then
	TZ=Pacific/Auckland LC_ALL=C.UTF-8 run_tests gcc
fi
if [ "$mode" = all ]; then
	CC=clang profile clang "" --werror || true
	if CC=clang profile sanitize "" --werror -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
		-Dc_args=-fsanitize=fuzzer-no-link; then
		TZ=America/St_Johns LC_ALL=C run_tests sanitize --no-suite lint --timeout-multiplier 4
		fuzz
	fi
	# Linking takes long here: the program, and the tests of what an optimiser could break.
	if CC=gcc profile release src/senplan --werror --buildtype=release -Db_lto=true; then
		TZ=UTC LC_ALL=C.UTF-8 run_tests release --suite cli --suite engine --suite plan
	fi
fi

awk '$2 > 0 { if (!n++) print "\nFailed:"; print "  " $3 }' "$tally"
awk '{ passed += $1; failed += $2 } END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 || passed == 0 }' "$tally"
