import { layout } from '../core/layout.ts';
import { list, object, oneOf, string } from '../lib/schema.ts';
import { operation } from './operation.ts';

/** Writes what people then edit; a file that is there is never touched. */
export const init = operation({
  summary: 'Make .orchestra here, with a config and prompts to edit',
  examples: ['orchestra init'],
  route: 'POST /init',
  writes: true,
  input: object({}),
  output: object({
    root: string('The workspace.'),
    files: list(
      object({
        path: string('A file.'),
        is: oneOf(['written', 'kept'], 'Whether it was there already.'),
      }),
      'What was written.',
    ),
  }),
  async run({ store, templates, writeOnce }) {
    const wanted = [
      [layout.config, templates('agent-config.example.json')],
      [`${layout.prompts}/default.md`, templates('templates/prompts/default.md')],
    ] as const;
    return {
      root: store.root,
      files: wanted.map(([path, text]) => ({
        path: `${store.root}/${path}`,
        is: writeOnce(`${store.root}/${path}`, text) ? ('written' as const) : ('kept' as const),
      })),
    };
  },
});
