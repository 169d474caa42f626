import { once } from '../lib/once.ts';
import { type Controls, controlOf } from './controls.ts';
import type { Policy } from './observation.ts';
import type { Crowd } from './places.ts';
import type { Agents } from './ports.ts';
import type { Settings } from './settings.ts';

/** What holds for this conductor alone, whatever config and controls say. */
export interface Terms
  extends Pick<Policy, 'launches' | 'windsUp' | 'only' | 'needs' | 'room' | 'nowMs'> {
  readonly maxParallel: number | undefined;
  /** Who has the places of the machine; absent, they are not counted. */
  readonly crowd?: ((limit: number) => Crowd) | undefined;
}

/**
 * What may be done now: its own terms before what people changed while it runs, that before the
 * config. Without a config that can be read nothing new starts; what runs is looked after.
 */
export function policyFrom(
  settings: Settings | undefined,
  agents: Pick<Agents, 'resolve'>,
  controls: Controls,
  { maxParallel, launches, needs, crowd, ...terms }: Terms,
): Policy {
  const unlimited = Number.POSITIVE_INFINITY;
  const ofAgent = (name: string): number => {
    try {
      return agents.resolve(name).maxParallel;
    } catch {
      return unlimited; // Its launch will say what is wrong.
    }
  };
  const machineMax = settings?.machineMaxParallel;
  const ofGroup = (name: string) => settings?.groups[name]?.maxParallel ?? unlimited;
  return {
    maxParallel: maxParallel ?? controls.queue.maxParallel ?? settings?.maxParallel ?? 0,
    maxAwaiting: settings?.maxAwaiting ?? 0,
    maxParallelOf: (what, name) =>
      controlOf(controls, what, name)?.maxParallel ??
      (what === 'agent' ? ofAgent(name) : ofGroup(name)),
    launches: launches && settings !== undefined,
    agingMs: settings?.agingMs ?? 0,
    ifDependencyFails: settings?.ifDependencyFails ?? 'block',
    needs: { ...settings?.needs, ...needs },
    ...(crowd &&
      machineMax !== undefined && {
        machineMaxParallel: machineMax,
        crowd: once(() => crowd(machineMax)),
      }),
    ...terms,
  };
}
