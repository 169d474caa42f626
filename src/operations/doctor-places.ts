import { Failure } from '../core/failure.ts';
import { type Finding, fine, problem } from './doctor-finding.ts';
import type { Context } from './operation.ts';

/** Whether the places of the machine can be counted, where the config says how many there are. */
export async function placesFindings(context: Context): Promise<Finding[]> {
  const limit = await limitOf(context);
  if (limit === undefined) return [];
  const { taken, problem: trouble } = (await context.places()).look(limit);
  if (trouble === undefined) return [fine('places', `${taken.length} of ${limit} are taken`)];
  return [
    problem(
      'places',
      `machineMaxParallel cannot be kept, and so nothing new starts: ${trouble}`,
      'let yourself write to that folder, or let XDG_STATE_HOME name another one',
    ),
  ];
}

/** What is wrong with the config is told elsewhere. */
async function limitOf(context: Context): Promise<number | undefined> {
  try {
    return (await context.agents()).settings().machineMaxParallel;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
