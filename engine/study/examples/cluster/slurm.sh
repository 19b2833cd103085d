#!/bin/sh
# One study over a Slurm array of 20 tasks, on a folder that all nodes see:
#
#     sbatch slurm.sh study.toml /shared/results/my_study
#
# Each task plays every twentieth part; the array counts from 0, and its length
# stands in two places, here and behind auto/. A task that dies is started again with
# the same command: it goes on with the parts that are missing. Whichever task finds
# all parts there, and as their receipts say, writes manifest.json; each other task
# says which runs are missing still.
#SBATCH --job-name=demarche
#SBATCH --array=0-19
#SBATCH --cpus-per-task=8
#SBATCH --time=04:00:00
#SBATCH --requeue
exec demarche study "$1" --out "$2" --shard auto/20 --workers "${SLURM_CPUS_PER_TASK:-1}"
