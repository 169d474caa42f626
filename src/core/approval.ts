import { type Infer, list, object, oneOf, optional, parse, string } from '../lib/schema.ts';
import { isAboutStart, type Request, requestIdOf } from './request.ts';
import { liveRunOf, type NewTask, type TaskRecord, taskIdOf } from './task.ts';

/** The answer where somebody asks whether something may be done. */
export const Decision = object({
  decision: oneOf(['approve', 'reject'], 'Whether it may be done.'),
  note: optional(string('What was said about it.')),
});
export type Decision = Infer<typeof Decision>;

/** The decision that an answer is, if it is one. */
export function decisionIn(answer: unknown): Decision | undefined {
  const read = parse(Decision, answer);
  return read.ok ? read.value : undefined;
}

/** True where approving and rejecting are answers. */
export const isForDecision = ({ kind }: Pick<Request, 'kind'>): boolean =>
  kind === 'approval' || kind === 'permission';

/** How a request was answered, if it was. */
export function outcomeOf({
  answer,
}: Pick<Request, 'answer'>): 'approved' | 'rejected' | 'answered' | undefined {
  if (!answer) return undefined;
  const { decision } = decisionIn(answer.value) ?? {};
  if (decision === undefined) return 'answered';
  return decision === 'approve' ? 'approved' : 'rejected';
}

/** Why nobody can answer a request any more; undefined where somebody can. */
export function whyOver(request: Request): string | undefined {
  const id = requestIdOf(request.number);
  const outcome = outcomeOf(request);
  const by = request.answer?.who === undefined ? '' : `, by ${request.answer.who}`;
  if (outcome !== undefined) return `${id} was ${outcome} already${by}`;
  if (!request.closed) return undefined;
  return isAboutStart(request)
    ? `${taskIdOf(request.task)} does not wait for ${id} any more`
    : `the run that asked ${id} has ended`;
}

/** True while people are to be asked whether a task may start. */
export const awaitsApproval = (task: TaskRecord): boolean =>
  task.approve === true &&
  !task.approved &&
  !task.draft &&
  !task.hold &&
  !task.settled &&
  !task.cancelled &&
  !liveRunOf(task);

/** Which tasks must be approved before they start: all that is said of them must hold. */
export const ApprovalRule = object({
  agent: optional(string('Those of this agent.', { pattern: '\\S' })),
  label: optional(string('Those with this label, as NAME or NAME=VALUE.', { pattern: '\\S' })),
  words: optional(
    list(string('A word or more.', { pattern: '\\S' }), 'Those that speak of one of these.'),
  ),
});
export type ApprovalRule = Infer<typeof ApprovalRule>;

/** The first of the rules by which a new task must be approved. */
export const ruleFor = (
  rules: readonly ApprovalRule[],
  task: Pick<NewTask, 'agent' | 'labels' | 'prompt' | 'title'>,
): ApprovalRule | undefined => rules.find((rule) => concerns(rule, task));

function concerns(
  { agent, label, words }: ApprovalRule,
  task: Parameters<typeof ruleFor>[1],
): boolean {
  if (agent !== undefined && agent !== task.agent) return false;
  if (label !== undefined && !hasLabel(task.labels ?? {}, label)) return false;
  const text = `${task.title ?? ''}\n${task.prompt}`;
  return words === undefined || words.some((word) => speaksOf(text, word));
}

/** Whether labels hold what a rule says: NAME, or NAME=VALUE. */
export function hasLabel(labels: Readonly<Record<string, string>>, rule: string): boolean {
  const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(rule) ?? [];
  return Object.hasOwn(labels, name) && (value === undefined || labels[name] === value);
}

/** Whole words, without regard to capitals, whatever space is between them. */
function speaksOf(text: string, words: string): boolean {
  const escaped = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = `(?<![\\p{L}\\p{N}_])${escaped.join('\\s+')}(?![\\p{L}\\p{N}_])`;
  return new RegExp(pattern, 'iu').test(text);
}
