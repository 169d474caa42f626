import type { AgentEntry } from '../support/cli.ts';
import { main } from '../support/cli.ts';

/** A kind of agent: how it is set up, what it does, and how its runs end if nobody harms them. */
interface Kind {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** The outcomes of the runs of one request, in order; `need` is a number of its prompt. */
  readonly ends: (need: number) => readonly string[];
  /** How often it is chosen. */
  readonly weight: number;
}

const always =
  (...outcomes: string[]) =>
  () =>
    outcomes;
/** What some are given, in milliseconds. */
export const shortMs = 1_000;
const soon = { timeout: `${shortMs}ms`, grace: '200ms' };

/** Every kind, by the name of its agent. */
export const kinds = {
  quick: { weight: 8, body: 'sleep 0.$need; finish 0', ends: always('complete') },
  fails: {
    weight: 3,
    settings: { retry: { retries: 1, delay: '0' } },
    body: 'finish $((need + 2))',
    ends: always('failed exit', 'failed exit'),
  },
  flaky: {
    weight: 5,
    settings: { retry: { retries: 2, delay: '0' } },
    body: '[ "$ORCHESTRA_ATTEMPT" -ge "$need" ] || finish 1; finish 0',
    ends: (need) => [...Array<string>(need - 1).fill('failed exit'), 'complete'],
  },
  hangs: { weight: 2, settings: soon, body: 'sleep 600', ends: always('failed timeout') },
  deaf: {
    weight: 2,
    settings: soon,
    body: "trap '' INT TERM HUP; while :; do sleep 0.2; done",
    ends: always('failed timeout'),
  },
  reports: {
    weight: 3,
    settings: { linger: '300ms', grace: '200ms' },
    body: 'echo well >"$ORCHESTRA_DONE_FILE"; sleep 600',
    ends: always('complete'),
  },
  objects: {
    weight: 2,
    body: 'echo never >"$ORCHESTRA_ERROR_FILE"; finish 0',
    ends: always('failed agent_error'),
  },
  escapes: {
    weight: 3,
    body: 'setsid sh -c "setsid sleep 600 & sleep 600" </dev/null >/dev/null 2>&1 & finish 0',
    ends: always('complete'),
  },
  asks: {
    weight: 2,
    settings: { linger: '5s' },
    // Whole or not at all: half a question would be answered with what is wrong with it.
    body: `echo '{ "question": "which?" }' >"$ORCHESTRA_OUT/half"
mv "$ORCHESTRA_OUT/half" "$ORCHESTRA_OUT/ask-1.json"
until [ -e "$ORCHESTRA_OUT/../in/answer-1.json" ]; do sleep 0.1; done
finish 0`,
    ends: always('complete'),
  },
  starts: {
    weight: 2,
    body: `id=$('${process.execPath}' '${main}' start quick "$ORCHESTRA_RUN 1" --quiet) &&
  echo "$id $ORCHESTRA_RUN" >>accepted
finish 0`,
    ends: always('complete'),
  },
  /** Works until somebody cancels it. */
  endless: {
    weight: 2,
    settings: { grace: '200ms' },
    body: 'while :; do sleep 0.2; done',
    ends: always('cancelled user'),
  },
} satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;

/** How often each kind is chosen. */
export const weights = Object.fromEntries(
  Object.entries(kinds).map(([name, { weight }]) => [name, weight]),
) as Record<KindName, number>;

/** Narrows the name of an agent to a kind. */
export const isKind = (name: string): name is KindName => Object.hasOwn(kinds, name);

/** True for kinds that run out of time. */
export const isShort = (name: string): boolean => name === 'hangs' || name === 'deaf';

/** The prompt of a task: a nonce, by which it is known whatever its number, and a number. */
export const promptOf = (nonce: string, need: number): string => `${nonce} ${need}`;

/** Reads such a prompt. */
export function readPrompt(prompt: string): { nonce: string; need: number } {
  const [nonce = '', need = ''] = prompt.split(' ');
  return { nonce, need: Number(need) };
}

/** What an agent that comes to its end has said on stdout. */
export const saidBy = (token: string): string =>
  Array.from({ length: linesSaid }, (_, at) => `${at} ${token}\n`).join('');

const linesSaid = 40;

/**
 * The agents as the config names them. Each keeps a diary that knows nothing of orchestra's files.
 * It notes its beginning first and looks for processes of earlier runs of its task then: of two at
 * the same time at least one sees the other.
 */
export const agents = (): Record<string, AgentEntry> =>
  Object.fromEntries(
    Object.entries<Kind>(kinds).map(([name, { settings, body }]) => [
      name,
      { ...settings, script: `${prologue}${body}\n` },
    ]),
  );

const prologue = `read -r nonce need
me="$ORCHESTRA_TASK_NUMBER $ORCHESTRA_ATTEMPT $ORCHESTRA_RUN"
echo "begin $me" >>diary
for other in $(sed -n "s/^begin $ORCHESTRA_TASK_NUMBER [0-9]* //p" diary); do
  [ "$other" != "$ORCHESTRA_RUN" ] || continue
  for found in $(grep -lzxF "ORCHESTRA_RUN=$other" /proc/[0-9]*/environ 2>/dev/null); do
    echo "overlap $me $other $found" >>diary
  done
done
finish() {
  i=0
  while [ $i -lt ${linesSaid} ]; do echo "$i $ORCHESTRA_RUN"; i=$((i + 1)); done
  echo "last words of $ORCHESTRA_RUN" >&2
  echo "end $me $1" >>diary
  exit $1
}
`;
