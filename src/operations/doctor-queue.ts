import { layout } from '../core/layout.ts';
import { taskIdOf } from '../core/task.ts';
import { formatDuration } from '../lib/duration.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { count, type Finding, fine, problem, some, warning } from './doctor-finding.ts';

/** What is in the workspace, as far as it can be out of order. */
export interface QueueFacts {
  readonly root: string;
  readonly conductor: {
    readonly is: 'conducting' | 'absent' | 'crashed' | 'unseen' | 'damaged';
    /** Who; for a damaged one, what is wrong. */
    readonly who?: string;
    /** What helps where it is damaged. */
    readonly fix?: string;
  };
  readonly running: number;
  /** How many could start. */
  readonly pending: number;
  /** Wishes that nobody has answered, and the age of the first. */
  readonly wishes: number;
  readonly wishAgeMs: number;
  /** Tasks whose record cannot be read, and how many were read. */
  readonly damaged: readonly string[];
  readonly read: number;
  /** Tasks whose run cannot be seen from here, and who runs them. */
  readonly unseen: readonly { readonly number: number; readonly who: string }[];
  readonly quarantine: readonly string[];
  readonly isHeadInDoubt: boolean;
  /** Sentinels of tasks that are over, or were never there; below the root. */
  readonly stale: readonly string[];
}

/** A wish is answered within seconds by who conducts. */
const wishMaxMs = 60_000;

/** What there is to say of the queue. */
export function queueFindings(facts: QueueFacts): Finding[] {
  return [
    conductorFinding(facts),
    ...wishFindings(facts),
    recordFinding(facts),
    ...unseenFindings(facts),
    ...quarantineFindings(facts),
    ...headFindings(facts),
    ...staleFindings(facts),
  ];
}

function conductorFinding({ conductor, running, pending }: QueueFacts): Finding {
  const { is, who = 'somebody', fix } = conductor;
  const check = 'conductor';
  const work = [
    ...(running > 0 ? [`${running} running`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
  ].join(', ');
  switch (is) {
    case 'conducting':
      return fine(check, `${who}${work === '' ? '' : `: ${work}`}`);
    case 'damaged':
      return problem(check, who, fix);
    case 'crashed':
      return work === ''
        ? warning(check, `${who} crashed; nothing is left to do`, 'orchestra status')
        : problem(check, `${who} crashed with ${work}; nothing is lost`, 'orchestra daemon start');
    case 'unseen':
      return warning(
        check,
        `${who} cannot be seen from here; whether it lives is known there alone`,
        'look there: orchestra daemon status; if it is gone for good: orchestra unlock',
      );
    case 'absent':
      return work === ''
        ? fine(check, 'nobody, and nothing is to be done')
        : warning(check, `nobody, with ${work}`, 'orchestra run, or orchestra daemon start');
  }
}

function wishFindings({ wishes, wishAgeMs, conductor }: QueueFacts): Finding[] {
  if (wishes === 0) return [];
  const says = `${count(wishes, 'wish', 'wishes')} unanswered for ${formatDuration(wishAgeMs)}`;
  if (conductor.is === 'conducting')
    return wishAgeMs <= wishMaxMs
      ? [fine('wishes', says)]
      : [
          warning(
            'wishes',
            `${says}, though somebody conducts`,
            'orchestra daemon stop, then orchestra daemon start',
          ),
        ];
  return [warning('wishes', says, 'orchestra status carries them out')];
}

function recordFinding({ damaged, read }: QueueFacts): Finding {
  if (damaged.length === 0)
    return fine('records', read === 0 ? 'none yet' : `${count(read, 'task')} can be read`);
  return problem(
    'records',
    `${some(damaged)} cannot be read`,
    'orchestra run puts them into .orchestra/quarantine; everything else goes on',
  );
}

function unseenFindings({ unseen }: QueueFacts): Finding[] {
  return unseen.map(({ number, who }) =>
    warning(
      'runs',
      `${taskIdOf(number)} is run by ${who}, which cannot be seen from here`,
      `look there; if that machine or container is gone for good: orchestra recover --gone ${number}`,
    ),
  );
}

function quarantineFindings({ quarantine, root }: QueueFacts): Finding[] {
  if (quarantine.length === 0) return [];
  return [
    warning(
      'quarantine',
      `damaged, and put out of the way: ${some(quarantine)}`,
      `see what is in them, then: ${quoteForShell(['rm', '-r', `${root}/${layout.quarantine}`])}`,
    ),
  ];
}

function headFindings({ isHeadInDoubt }: QueueFacts): Finding[] {
  if (!isHeadInDoubt) return [];
  const says = 'the counts of what has ended are in doubt; they are counted anew';
  return [warning('index', says, 'orchestra status')];
}

function staleFindings({ stale, root }: QueueFacts): Finding[] {
  if (stale.length === 0) return [];
  return [
    warning(
      'sentinels',
      `of tasks that are over, or never were: ${some(stale)}`,
      quoteForShell(['rm', ...stale.map((path) => `${root}/${path}`)]),
    ),
  ];
}
