import { it } from 'node:test';
import { inParallel, throwAll } from '../crash/points.ts';
import { numberOption } from '../support/tiers.ts';
import { createTemplate } from './template.ts';
import { tryWorkspace } from './trial.ts';

// npm run fuzz -- --seed 42 --workspaces 500 workspaces
const seed = numberOption('fuzz', 'seed');
const workspaces = numberOption('fuzz', 'workspaces');

it(`${workspaces} damaged workspaces are told of, mended and conducted, from seed ${seed} on`, async (t) => {
  const template = await createTemplate(t);
  const problems: Error[] = [];
  const seeds = Array.from({ length: workspaces }, (_, at) => seed + at);
  await inParallel(seeds, async (one) => {
    try {
      await tryWorkspace(t, template, one);
    } catch (error) {
      problems.push(error as Error);
    }
  });
  throwAll(problems);
});
