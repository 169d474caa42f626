import type { FailReason } from './vocabulary.ts';

/**
 * What kind of failure a provider reported. Words come first where one status means many things
 * (400, 403 and 429 do), then the status, then words that only matter without one.
 */
export function classifyFailure(status: number | undefined, message: string): FailReason {
  const known = status ?? statusIn(message);
  return (
    saidBy(decisiveWords, message) ??
    byStatus(known, message) ??
    saidBy(plainWords, message) ??
    'agent_error'
  );
}

/** The sentence meant for people in a message that may be a provider's whole JSON answer. */
export function sentenceIn(message: string): string {
  const text = message.trim();
  if (!text.startsWith('{')) return text;
  try {
    return deepestMessage(JSON.parse(text)) ?? text;
  } catch {
    return text;
  }
}

type Words = readonly (readonly [FailReason, RegExp])[];

/** Said by these providers with statuses that mean something else as well. */
const decisiveWords: Words = [
  [
    'context_overflow',
    /context.?(?:length|window)|prompt is too long|input is too long|too many (?:input )?tokens|request.too.large/i,
  ],
  ['rate_limit', /rate.?limit(?!s)|too many requests|per.(?:second|minute)\b/i],
  [
    'quota',
    /quota|billing|credit balance|insufficient.(?:funds|credits?|balance)|(?:usage|spending|\dh|hour|weekly|monthly).limit|hit your limit|payment required/i,
  ],
  [
    'model_not_found',
    /model.not.found|(?:unknown|no such|selected) model|\bmodel\b.{0,80}\b(?:not found|(?:does|may) not exist|not (?:supported|available))/i,
  ],
];

const plainWords: Words = [
  ['auth', /unauthori[sz]ed|forbidden|authenticat|api.key|log(?:ged)? ?in\b|\boauth\b|credential/i],
  [
    'provider',
    /overloaded|high demand|at capacity|internal server error|service unavailable|bad gateway|temporarily unavailable/i,
  ],
  [
    'network',
    /\bE(?:CONN\w+|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|connection (?:\w+ )?(?:failed|refused|reset|closed|error)|(?:unable|cannot|could not|failed) to connect|cannot connect|network|\bdns\b|socket|fetch failed|stream disconnected|error sending request|timed? ?out/i,
  ],
];

const saidBy = (words: Words, message: string): FailReason | undefined =>
  words.find(([, pattern]) => pattern.test(message))?.[0];

function byStatus(status: number | undefined, message: string): FailReason | undefined {
  if (status === undefined) return undefined;
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 404) return /\bmodel\b/i.test(message) ? 'model_not_found' : 'agent_error';
  if (status === 408 || status >= 500) return 'provider';
  if (status === 413) return 'context_overflow';
  if (status === 429) return 'rate_limit';
  return undefined;
}

/** `unexpected status 401 Unauthorized`, `API Error: 529 …`. */
function statusIn(message: string): number | undefined {
  const match = /\b(?:status(?: code)?|API error):? ([45]\d\d)\b/i.exec(message);
  return match ? Number(match[1]) : undefined;
}

function deepestMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { error, message, detail } = value as Record<string, unknown>;
  return deepestMessage(error) ?? deepestMessage(message) ?? deepestMessage(detail);
}
