import { type Callbacks, callbackEvents, callbackHoles } from '../../core/callback.ts';
import { Facts } from '../../core/delivery.ts';
import { layout } from '../../core/layout.ts';
import { describe } from '../describe.ts';
import type { Row } from '../page.ts';
import type { Topic } from './index.ts';

/** Callbacks that most people would begin with. */
export const exampleCallbacks: Callbacks = {
  onFail: [{ argv: ['notify-send', '--', '{id} failed', '{title}: {message}'] }],
  onGroupFinished: [{ url: 'https://example.org/hook', secretEnv: 'HOOK_SECRET' }],
};

/** `orchestra help callbacks` */
export const callbacks: Topic = {
  summary: 'How commands and web addresses are told what happens.',
  blocks: () => [
    {
      text: `${layout.config} says whom to tell what. A command is run with no shell, in the folder of the workspace; it has what is told in its arguments, and as JSON on its stdin. A URL is posted the same JSON. Nobody ever waits for them.`,
    },
    { lines: JSON.stringify({ callbacks: exampleCallbacks }, null, 2).split('\n') },
    { heading: 'When' },
    { rows: Object.entries(callbackEvents).map(([event, when]): Row => [event, `${when}.`]) },
    { heading: 'Holes of a command, fields of the JSON' },
    {
      rows: callbackHoles.map((hole): Row => [`{${hole}}`, meaningOf(hole)]),
    },
    {
      text: 'What cannot be told is tried again, later each time, and given up after 8 attempts: orchestra callbacks shows it, orchestra callbacks retry tries once more, orchestra callbacks test NAME tries it right now. All about it is in docs/upkeep.md.',
    },
  ],
};

function meaningOf(hole: (typeof callbackHoles)[number]): string {
  if (hole === 'delivery') return 'The name of what is told: the same however often it is told.';
  const field = Facts.properties?.[hole];
  return field ? describe(field) : '';
}
