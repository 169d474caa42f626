#!/bin/sh
# A stand-in agent: it shows how a task runs where no agent is installed. It calls no model and
# does no work, and says so. The prompt comes on stdin and is only searched for these lines:
#   simulate: fail         leave an error and exit with 1
#   simulate: fail once    the same, but only in the first attempt
#   simulate: sleep N      take N more seconds
set -u

attempt=${ORCHESTRA_ATTEMPT:-1}
title='' fails='' pause=0
while IFS= read -r line || [ -n "$line" ]; do
  [ -n "$title" ] || title=$line
  case $line in
    'simulate: fail') fails=yes ;;
    'simulate: fail once') [ "$attempt" != 1 ] || fails=yes ;;
    'simulate: sleep '*[!0-9]*) ;;
    'simulate: sleep '?*) pause=${line#simulate: sleep } ;;
  esac
done

say() { printf '[simulated] %s\n' "$1"; }

say "No real agent runs here: this is a simulation of ${ORCHESTRA_TASK_ID:-a task}, attempt $attempt."
say "Reading the prompt: $title"
sleep 1

if [ -n "${ORCHESTRA_PLAN_FILE:-}" ]; then
  printf '# Simulated plan\n\n1. Read the prompt.\n2. Pretend to work.\n3. Report.\n' \
    >"$ORCHESTRA_PLAN_FILE"
  say 'Wrote a plan.'
fi
sleep "$pause"

if [ -n "$fails" ]; then
  say 'Failing, as the prompt asks.'
  [ -z "${ORCHESTRA_ERROR_FILE:-}" ] ||
    printf '{"error":"simulated failure","details":"the prompt asked for it in attempt %s"}\n' \
      "$attempt" >"$ORCHESTRA_ERROR_FILE"
  exit 1
fi
say 'Done. Nothing was changed: this was a simulation.'
