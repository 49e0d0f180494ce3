#!/bin/sh
# Six school weeks of a sample school, lived through with senplan's own commands: each Monday is planned, each evening most
# blocks are marked done (some took longer, some nobody said anything about), and six-weeks.txt beside the sample says
# what else happened: lost time, evenings, events of pupils. The same program gives the same record each time.
#
#	sh six-weeks.sh PLAN.db [secondary|primary]
#	senplan --db PLAN.db --now 2027-01-18T08:00 review --range term --from 2026-11-02
#
# PLAN.db must not exist yet. $SENPLAN names the program, when it is not on the path.
set -eu

senplan=${SENPLAN:-senplan}
here=$(cd "$(dirname "$0")" && pwd)
db=${1:?usage: six-weeks.sh PLAN.db [secondary|primary]}
school=${2:-secondary}
script=$here/$school/six-weeks.txt
n=0

if [ -e "$db" ]; then
	echo "six-weeks.sh: $db is there already" >&2
	exit 2
fi

# at MOMENT COMMAND...: "no" (exit 1) is an answer, not a failure: a week may hold more than fits.
at() {
	moment=$1
	shift
	"$senplan" --db "$db" --now "$moment" -q "$@" || [ $? -eq 1 ]
}

# minutes HH:MM
minutes() {
	hour=${1%:*}
	minute=${1#*:}
	echo $((${hour#0} * 60 + ${minute#0}))
}

# The day's blocks that are not done, a line each: ID FROM TO
open_blocks() {
	"$senplan" --db "$db" --now "$1T17:30" today "$1" --json | tr '{' '\n' | sed -n \
		's/.*"id":\([0-9]*\),.*"start":"[^T]*T\([0-9:]\{5\}\)[^"]*","end":"[^T]*T\([0-9:]\{5\}\).*"state":"\(proposed\|confirmed\|locked\)".*/\1 \2 \3/p'
}

# Of five blocks one takes a quarter longer; of thirteen one is left as it is.
mark_day() {
	blocks=$(open_blocks "$1")
	while read -r id from to; do
		[ -n "$id" ] || continue
		n=$((n + 1))
		length=$(($(minutes "$to") - $(minutes "$from")))
		if [ $((n % 13)) -eq 0 ]; then
			continue
		elif [ $((n % 5)) -eq 0 ]; then
			at "$1T17:30" 'done' "$id" --took $(((length * 5 / 4 + 4) / 5 * 5))
		else
			at "$1T17:30" 'done' "$id"
		fi
	done <<-EOF
		$blocks
	EOF
}

# next_task DAY TEXT: the number of the next open task with the text, for six-weeks.txt
next_task() {
	"$senplan" --db "$db" --now "$1T08:00" tasks "$2" | sed -n 's/^ *\([0-9][0-9]*\) .*/\1/p' | head -n 1
}

# What the script says of the day: DATE TIME COMMAND...
happen() {
	sed -n "s/^$1 //p" "$script" | while read -r time words; do
		eval "at $1T$time $words"
	done
}

at 2026-11-23T07:50 demo "$school" --no-tui
for monday in 2026-11-23 2026-11-30 2026-12-07 2026-12-14 2027-01-04 2027-01-11; do
	month=${monday%-*}
	first=${monday##*-}
	at "${monday}T07:55" plan
	for later in 0 1 2 3 4; do
		day=$(printf '%s-%02d' "$month" $((${first#0} + later)))
		case $day in
		2026-11-3[1-4]) day=2026-12-0$((later)) ;;
		esac
		happen "$day"
		mark_day "$day"
	done
done
