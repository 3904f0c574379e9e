# For the benchmarks: . "$(dirname "$0")/medians.sh"

# of the numbers on standard input, one a line
median() { sort -n | awk '{v[NR]=$1} END {print (v[int((NR+1)/2)] + v[int(NR/2)+1]) / 2}'; }

# seconds; a difference of two is a time
now() { date +%s.%N; }
