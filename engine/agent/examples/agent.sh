#!/bin/sh
# An agent for Demarche in plain sh: it reads one JSON object to a line and
# answers each "choose" with the number of one of the moves that are listed.
# It draws them with an own generator from the seed that it is given, so the
# same run gives the same moves.
#
#   demarche run code_blue --policy 'exec:sh agent.sh'

echo '{"v":1,"t":"hello","name":"shell","agent":true}'
seed=1
while IFS= read -r line; do
	case $line in
	*'"t":"welcome"'*'"agentSeed":'*)
		seed=${line##*'"agentSeed":'}
		seed=$((${seed%%[!0-9]*} % 2147483647 + 1))
		;;
	*'"t":"choose"'*)
		count=${line#*'"count":'}
		count=${count%%[!0-9]*}
		seed=$((seed * 48271 % 2147483647))
		echo $((seed % count + 1))
		;;
	*'"t":"bye"'*) exit 0 ;;
	esac
done
