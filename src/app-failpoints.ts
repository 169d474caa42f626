import type { Wrapping } from './adapters/failpoints.ts';

/** A failpoint on both sides of every side effect when a test asks for them; else nothing at all. */
export async function wrappingFor(setting: string | undefined): Promise<Wrapping> {
  if (!setting) return unwrapped;
  const { readFailpoints, wrapWith } = await import('./adapters/failpoints.ts');
  const failpoints = readFailpoints(setting);
  return failpoints ? wrapWith(failpoints) : unwrapped;
}

const unwrapped: Wrapping = {
  disk: (disk) => disk,
  launcher: (launcher) => launcher,
  processes: (processes) => processes,
  effect: (_, act) => act(),
};
