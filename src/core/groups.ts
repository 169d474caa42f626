import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import type { Controls } from './controls.ts';
import { Failure } from './failure.ts';
import type { Settings } from './settings.ts';

/** Every group there is: of the config, and those that people added while it runs. */
export const groupNames = ({ groups }: Settings, controls: Controls): string[] => [
  ...new Set([...Object.keys(groups), ...Object.keys(controls.groups)]),
];

/** The refusal for a group that is none. */
export function unknownGroup(name: string, known: readonly string[]): Failure {
  const near = suggest(name, known);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  const all = known.length === 0 ? 'there is none yet' : `known: ${known.join(', ')}`;
  return new Failure('not_found', `no group is called ${quoted(name)}${meant}`, {
    hint: `${all}; orchestra group add NAME makes one`,
  });
}
