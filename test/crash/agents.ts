/**
 * Agents that keep a diary of their own. One that begins while another one of its task still lives
 * writes that down; what it says names its run, so that no word can be lost or taken for another's.
 */
const begin = `run=\${ORCHESTRA_OUT%/out} && run=\${run##*/} && task=$ORCHESTRA_TASK_NUMBER
note() { echo "$1 $task $run" >>diary; }
if [ -e "busy-$task" ] && kill -0 "$(cat "busy-$task")"; then note overlap; fi 2>/dev/null
echo $$ >"busy-$task"
note begin
echo "run $run of task $task begins"
`;
const end = `echo "run $run ends"
note end
rm "busy-$task"
`;
const patience = '200ms';

/** The agents of all scenarios; each is a shell script. */
export const agents = {
  quick: { script: `${begin}${end}` },
  /** Never succeeds. */
  broken: { script: `${begin}echo trouble >&2\n${end}exit 7\n` },
  /** Succeeds the second time, or when a person has mended what was wrong. */
  twice: { script: `${begin}${end}[ -e mended ] || [ "$ORCHESTRA_ATTEMPT" -ge 2 ]\n` },
  /** Works until it is stopped. */
  stays: { script: `${begin}exec sleep 600\n`, grace: patience },
  /** Works until somebody makes the file `go`. */
  waits: { script: `${begin}until [ -e go ]; do sleep 0.03; done\n${end}` },
  /** Asks, and says what it was answered. */
  asks: {
    script: `${begin}in=\${ORCHESTRA_OUT%/out}/in
echo '{"question": "which colour?"}' >"$ORCHESTRA_OUT/new"
mv "$ORCHESTRA_OUT/new" "$ORCHESTRA_OUT/ask-1.json"
until [ -e "$in/answer-1.json" ]; do sleep 0.03; done
grep -o '"answer": .*' "$in/answer-1.json"
${end}`,
  },
};
