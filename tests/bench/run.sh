#!/bin/sh
# Builds the release and prints how quick and how large senplan is, as a table: counts first, seconds second,
# ratios against a peer in the same run where there is one. Decides nothing.
#
#	sh tests/bench/run.sh
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
work=${SENPLAN_TESTS_DIR:-$top/build-tests}
log_dir=$work/logs
CC=gcc
export CC
# shellcheck source=share/setup.sh
. "$top/share/setup.sh"

mkdir -p "$log_dir"
# shellcheck disable=SC2086 # a list of words
need_packages $build_packages python3 sqlite3
if ! { configure "$work/release" --werror --buildtype=release -Db_lto=true && ninja -C "$work/release" src/senplan; } \
	>"$log_dir/bench-build.log" 2>&1; then
	tail -n 40 "$log_dir/bench-build.log" >&2
	exit 1
fi
exec /usr/bin/python3 "$top/tests/bench/bench.py" "$work/release"
