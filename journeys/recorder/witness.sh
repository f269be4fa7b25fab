#!/bin/sh
# Stands in for Codex, and tells what it was given: arguments, environment, place, open files, signals.
{
  echo "name $0"
  for word in "$@"; do echo "word $word"; done
  env -u _ -u SHLVL -u PWD -u OLDPWD | sort
  pwd
  for number in $(ls /proc/$$/fd); do
    place=$(readlink "/proc/$$/fd/$number")
    flags=$(sed -n 's/^flags:\t//p' "/proc/$$/fdinfo/$number")
    case $place in /proc/*) ;; */witness.sh) ;; *) echo "file $number $place $flags" ;; esac
  done
  grep '^SigBlk' /proc/self/status
  echo "parent $PPID"
} > "$WITNESS"
printf 'to stdout\n'
printf 'to stderr\n' >&2
exit "${WITNESS_CODE:-0}"
