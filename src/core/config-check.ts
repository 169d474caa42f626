import { suggest } from '../lib/suggest.ts';
import { tellProblem } from './config-problem.ts';
import { Failure } from './failure.ts';
import { agentNames } from './lineage.ts';
import type { Agents } from './ports.ts';

/**
 * All that is wrong with the configs, a line each: with the files, or else with every agent in
 * them, whether anybody asks for it or not.
 */
export function configProblems(agents: Pick<Agents, 'sources' | 'resolve'>): string[] {
  const told = linesOf(() => agents.sources());
  if (told.length > 0) return told;
  const sources = agents.sources();
  const names = sources.configs.flatMap((config) => Object.keys(config.agents ?? {}));
  const lines = names.flatMap((name) => linesOf(() => agents.resolve(name)));

  const known = agentNames(sources);
  const named = sources.configs.flatMap(({ defaultAgent, approve = [] }, index) => {
    const rules = approve.map(({ agent }, at) => [`approve[${at}].agent`, agent] as const);
    return [['defaultAgent', defaultAgent] as const, ...rules].flatMap(([path, name]) => {
      if (name === undefined || known.includes(name)) return [];
      const file = sources.places[index];
      const near = suggest(name, known);
      const meant = near ? `did you mean ${near}?` : `known: ${known.join(', ')}`;
      const place = file === undefined ? undefined : sources.locate?.(file, path, 'value');
      return [tellProblem({ file, place, says: `${path} "${name}" is no agent; ${meant}` })];
    });
  });
  // What is wrong with an agent is wrong with all that extend it.
  return [...new Set([...lines, ...named])];
}

function linesOf(ask: () => unknown): string[] {
  try {
    ask();
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.message.split('\n');
    throw error;
  }
}
