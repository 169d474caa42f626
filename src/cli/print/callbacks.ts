import { formatDuration } from '../../lib/duration.ts';
import { formatAgo } from '../../lib/moment.ts';
import { quoteForShell } from '../../lib/shell-quote.ts';
import { oneLine } from '../../lib/text.ts';
import type { CallbackView, DeliveryView } from '../../operations/callback-view.ts';
import type { Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

const whoForm: TableForm<'name' | 'event' | 'only' | 'waiting' | 'givenUp' | 'does'> = {
  headings: {
    name: 'NAME',
    event: 'EVENT',
    only: 'ONLY',
    waiting: 'WAITING',
    givenUp: 'GIVEN UP',
    does: 'WHAT',
  },
  right: ['waiting', 'givenUp'],
  flexible: 'does',
  dispensable: ['only', 'event'],
};

/** Who is told what. */
export function printCallbacks(
  callbacks: readonly CallbackView[],
  paint: Paint,
  columns: number | undefined,
): string {
  const rows = callbacks.map(({ name, event, only, waiting, givenUp, command, url, isSigned }) => ({
    name,
    event,
    only: oneLine(only.join(' or ')) || 'all',
    waiting: String(waiting),
    givenUp: givenUp > 0 ? paint('red', String(givenUp)) : '0',
    does: oneLine(command ? quoteForShell(command) : `${url}${isSigned ? ' (signed)' : ''}`),
  }));
  return `${tableLines(whoForm, rows, paint, columns).join('\n')}\n`;
}

const whatForm: TableForm<'at' | 'callback' | 'about' | 'is' | 'attempts' | 'message' | 'id'> = {
  headings: {
    at: 'WHEN',
    callback: 'CALLBACK',
    about: 'ABOUT',
    is: '',
    attempts: 'TRIED',
    message: '',
    id: 'DELIVERY',
  },
  right: ['at', 'attempts'],
  flexible: 'message',
  dispensable: ['id', 'attempts', 'at'],
};

const colors = { waiting: 'yellow', delivered: 'green', given_up: 'red', dropped: 'dim' } as const;

/** What was, or is, to be told. */
export function printDeliveries(
  deliveries: readonly DeliveryView[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const rows = deliveries.map(({ at, callback, about, is, attempts, next, message = '', id }) => {
    const nextMs = next === undefined ? 0 : Date.parse(next) - nowMs;
    return {
      at: formatAgo(nowMs - Date.parse(at)),
      callback,
      about,
      is: paint(colors[is], is.replace('_', ' ')),
      attempts: String(attempts),
      id,
      message: oneLine(
        [message, ...(nextMs > 0 ? [`again in ${formatDuration(nextMs)}`] : [])]
          .filter((one) => one !== '')
          .join('; '),
      ),
    };
  });
  return `${tableLines(whatForm, rows, paint, columns).join('\n')}\n`;
}
