import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { emptyHead, foldJournal, type Head } from '../../src/core/head.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { settledStatuses } from '../../src/core/vocabulary.ts';
import { isShort, readPrompt, saidBy, shortMs } from './agents.ts';
import { type Crowd, endsOf, moreTimeMs, otherLimitMs } from './crowd.ts';
import type { Complaint } from './history.ts';
import type { Workspace } from './workspace.ts';

type Complain = (text: string, task?: number) => void;

/** What is found wrong with a workspace at rest, against all that was promised. */
export function judge(
  workspace: Workspace,
  crowd: Crowd,
  harmed: ReadonlySet<string>,
): Complaint[] {
  const complaints: Complaint[] = [];
  const complain: Complain = (text, task) =>
    void complaints.push({ workspace: workspace.name, text, task });
  const tasks = workspace.tasks();
  const diary = readDiary(workspace, complain);

  judgeCleaned(workspace, tasks, crowd, complain);
  // What is gone on purpose was there, and had settled.
  const gone = goneOf(workspace, crowd);
  judgePromises(workspace, [...tasks, ...gone], crowd, diary, complain);
  for (const task of tasks) {
    judgeRuns(workspace, task, harmed, diary, complain);
    judgeWishes(task, crowd, complain);
    judgeLimits(task, crowd, complain);
    judgeEnds(workspace, task, crowd, harmed, complain);
  }
  judgeBooks(workspace, tasks, complain);
  return complaints;
}

interface Diary {
  /** Tokens, with the task that each belongs to. */
  readonly begun: ReadonlyMap<string, number>;
  /** Tokens, with the exit code that each was about to leave with. */
  readonly ended: ReadonlyMap<string, number>;
}

/** What the agents themselves wrote down: each began once, and never beside another. */
function readDiary({ read }: Workspace, complain: Complain): Diary {
  const begun = new Map<string, number>();
  const ended = new Map<string, number>();
  for (const line of read('diary').split('\n').filter(Boolean)) {
    const [word, task, , token = '', code] = line.split(' ');
    if (word === 'begin') {
      if (begun.has(token)) complain(`a run began twice: ${line}`, Number(task));
      begun.set(token, Number(task));
    } else if (word === 'end') {
      if (ended.has(token)) complain(`a run ended twice: ${line}`, Number(task));
      ended.set(token, Number(code));
    } else complain(line, Number(task));
  }
  return { begun, ended };
}

/** I1: what was promised is there, once, and settled; of a batch there is all or nothing. */
function judgePromises(
  workspace: Workspace,
  tasks: readonly TaskRecord[],
  { wanted }: Crowd,
  { begun }: Diary,
  complain: Complain,
): void {
  const byNonce = new Map<string, TaskRecord[]>();
  for (const task of tasks) {
    const { nonce } = readPrompt(task.prompt);
    byNonce.set(nonce, [...(byNonce.get(nonce) ?? []), task]);
    if (!task.settled) complain(`task ${task.number} is not settled`, task.number);
  }
  for (const [nonce, found] of byNonce)
    if (found.length > 1) complain(`${nonce} is there ${found.length} times`, found[0]?.number);

  for (const { nonces, ids } of wanted) {
    const numbers = nonces.map((nonce) => byNonce.get(nonce)?.[0]?.number);
    const there = numbers.filter((number) => number !== undefined);
    if (there.length > 0 && there.length < nonces.length)
      complain(`of ${nonces.join(' ')} there are only ${there.join(' ')}`, there[0]);
    const kept = (ids ?? []).every((id) => there.some((number) => id === `task_${number}`));
    if (!kept) complain(`${nonces.join(' ')} were promised as ${ids?.join(' ')}: ${numbers}`);
  }
  const known = new Set(wanted.flatMap(({ nonces }) => nonces));
  for (const [nonce, [task]] of byNonce)
    if (!known.has(nonce) && !begun.has(nonce)) complain(`nobody asked for ${nonce}`, task?.number);
  for (const line of workspace.read('accepted').split('\n').filter(Boolean)) {
    const [id = '', nonce = ''] = line.split(' ');
    if (`task_${byNonce.get(nonce)?.[0]?.number}` !== id)
      complain(`${id} was promised to agent ${nonce}`, byNonce.get(nonce)?.[0]?.number);
  }
}

/** Tasks that are gone because somebody asked for that, as they were when it was asked. */
export function goneOf(workspace: Workspace, { cleaned }: Crowd): TaskRecord[] {
  const there = new Set(workspace.tasks().map(({ number }) => number));
  return [...cleaned.values()].flatMap(({ was }) => (there.has(was.number) ? [] : [was]));
}

/** What was confirmed to be gone is gone with its runs, and its number is not used again. */
function judgeCleaned(
  workspace: Workspace,
  tasks: readonly TaskRecord[],
  { cleaned }: Crowd,
  complain: Complain,
): void {
  const left = new Set(workspace.runs());
  for (const [number, { was, confirmed }] of cleaned) {
    const there = tasks.find((task) => task.number === number);
    if (there && there.prompt !== was.prompt) complain(`task ${number} is another one`, number);
    if (there && confirmed) complain(`task ${number} was cleaned, and is there`, number);
    if (there) continue;
    const runs = was.runs.filter(({ run }) => left.has(run)).map(({ run }) => run);
    if (runs.length > 0) complain(`task ${number} was cleaned, and left runs ${runs.join()}`);
  }
}

/** I3 and I7: each run has one verdict, that of the record; code and output are as they were. */
function judgeRuns(
  workspace: Workspace,
  { number, runs }: TaskRecord,
  harmed: ReadonlySet<string>,
  { begun, ended }: Diary,
  complain: Complain,
): void {
  for (const { run, outcome } of runs) {
    const verdict = workspace.verdictOf(run);
    if (!verdict || verdict.task !== number || verdict.status !== outcome?.status)
      complain(`run ${run} was judged ${verdict?.status}, recorded ${outcome?.status}`, number);
    const token = workspace.tokenOf(run) ?? '';
    if (verdict?.reason === 'launch' && begun.has(token)) complain(`run ${run} did run`, number);

    const code = ended.get(token);
    if (code === undefined) continue;
    if (workspace.inRun(run, 'stdout') !== saidBy(token))
      complain(`run ${run} said something else: ${workspace.inRun(run, 'stdout')}`, number);
    // The shell of an agent says so when something that the agent called was killed.
    const [, before] =
      /^(.*)last words of [0-9a-f]+\n$/s.exec(workspace.inRun(run, 'stderr')) ?? [];
    if (before === undefined || (before !== '' && !harmed.has(token)))
      complain(`run ${run} wept otherwise: ${workspace.inRun(run, 'stderr')}`, number);
    const stopped = ['stop.json', 'overdue'].some((file) => workspace.inRun(run, file) !== '');
    if (harmed.has(token) || stopped) continue;
    const exit = workspace.inRun(run, 'exit');
    if (exit !== `${code}\n`) complain(`run ${run} ended with ${code}, noted ${exit}`, number);
  }
}

/** What a confirmed cancel and a confirmed retry promise. */
function judgeWishes({ number, runs, asked }: TaskRecord, crowd: Crowd, complain: Complain): void {
  const runsMax = crowd.runsWhenCancelled.get(number);
  if (runsMax !== undefined && runs.length > runsMax)
    complain(`task ${number} ran again after it was cancelled`, number);
  const retries = crowd.retries.get(number) ?? { asked: 0, confirmed: 0 };
  if (asked < 1 + retries.confirmed || asked > 1 + retries.asked)
    complain(`task ${number}: ${asked} requests of ${JSON.stringify(retries)} retries`, number);
}

/** Limits are those that were wished, each wish counts once, and nobody is stopped before. */
function judgeLimits(
  { number, agent, runs, timeoutMs }: TaskRecord,
  { extensions, limited }: Crowd,
  complain: Complain,
): void {
  const extended = extensions.get(number) ?? { asked: 0, confirmed: 0 };
  const given = runs.filter((run) => run.timeoutMs !== undefined && isShort(agent));
  const moreMs = given.reduce((sum, run) => sum + (run.timeoutMs ?? 0) - shortMs, 0);
  if (moreMs < extended.confirmed * moreTimeMs || moreMs > extended.asked * moreTimeMs)
    complain(`task ${number} got ${moreMs} ms more: ${JSON.stringify(extended)}`, number);
  const { asked, confirmed } = limited.get(number) ?? { asked: 0, confirmed: 0 };
  if (timeoutMs === undefined ? confirmed > 0 : asked === 0 || timeoutMs !== otherLimitMs)
    complain(`task ${number} may take ${timeoutMs} ms`, number);
  // Files are stamped by a clock that is coarser than ours.
  for (const { run, outcome, timeoutMs: allowedMs = shortMs } of runs)
    if (outcome?.reason === 'timeout' && outcome.elapsedMs < allowedMs - 50)
      complain(`run ${run} had ${outcome.elapsedMs} ms of ${allowedMs}`, number);
}

/** Nothing lost, nothing twice: runs that nobody harmed ended as their agent does. */
function judgeEnds(
  workspace: Workspace,
  { number, agent, prompt, runs, asked }: TaskRecord,
  { cancelled }: Crowd,
  harmed: ReadonlySet<string>,
  complain: Complain,
): void {
  if (cancelled.has(number) && agent !== 'endless') return;
  const ends = endsOf(agent, readPrompt(prompt).need);
  for (let ask = 1; ask <= asked; ask += 1) {
    const ofAsk = runs.filter((run) => run.ask === ask);
    if (ofAsk.some(({ run }) => harmed.has(workspace.tokenOf(run) ?? ''))) continue;
    const launched = ofAsk.filter(({ outcome }) => outcome?.reason !== 'launch');
    const found = launched.map(({ outcome }) =>
      [outcome?.status, outcome?.reason].filter(Boolean).join(' '),
    );
    const early = agent === 'endless' || ofAsk.length - launched.length >= 5;
    if (early && found.length === 0) continue; // Cancelled before, or given up after five launches.
    if (found.join() !== ends?.join())
      complain(`task ${number}, ${agent}: ${found.join()} instead of ${ends?.join()}`, number);
  }
}

/** The index names each task once, nothing waits, nothing is damaged, and the head adds up. */
function judgeBooks(workspace: Workspace, tasks: readonly TaskRecord[], complain: Complain): void {
  const { root, read } = workspace;
  const names = (path: string): string[] =>
    existsSync(join(root, path)) ? readdirSync(join(root, path)) : [];
  const index = names('queue/finished')
    .flatMap((day) => names(`queue/finished/${day}`))
    .sort();
  const records = tasks.map(({ number, settled }) => `${number}.${settled?.status}`).sort();
  if (index.join() !== records.join())
    complain(`finished are ${records.join()}, the index says ${index.join()}`);
  if (workspace.live() > 0) complain(`${workspace.live()} are still in the live index`);
  if (workspace.openIntents().length > 0) complain(`open: ${workspace.openIntents().join()}`);
  if (names('quarantine').length > 0) complain(`quarantine: ${names('quarantine').join()}`);

  const owned = tasks.flatMap(({ runs }) => runs.map(({ run }) => run)).sort((a, b) => a - b);
  if (new Set(owned).size < owned.length) complain('a run belongs to two tasks');

  const headText = read('.orchestra/queue/head.json');
  const head: Head = headText === '' ? emptyHead : JSON.parse(headText);
  const journal = read('.orchestra/queue/journal').split('\n').filter(Boolean);
  const folded = foldJournal(
    head,
    journal.map((line) => JSON.parse(line)),
  );
  for (const status of settledStatuses) {
    const count = records.filter((name) => name.endsWith(`.${status}`)).length;
    if (folded?.[status] !== count)
      complain(`${count} are ${status}, the head counts ${folded?.[status]}`);
  }
}
