import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, interleave, type Samples } from './measure.ts';
import { buildWorkspace, conductFor } from './workspace.ts';

/** The name of the row that all others are compared with. */
export const unit = 'node -e 0';

/** Short commands beside `node -e 0`, which no program in Node can beat; all interleaved. */
export async function measureShortCommands(
  folder: string,
  nodes: readonly string[],
  main: string,
  options: { readonly rounds: number; readonly finished: number; readonly recorded: number },
): Promise<Samples[][]> {
  const { rounds, finished, recorded } = options;
  const at = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const names = ['small', 'large', 'alone', 'attended', 'told'];
  const [small, large, alone, attended, told] = names.map(at) as [
    string,
    string,
    string,
    string,
    string,
  ];
  conductFor(await buildWorkspace(small, { running: 4, pending: 96 }));
  conductFor(await buildWorkspace(large, { running: 4, pending: 996, finished }));
  await buildWorkspace(alone, {});
  conductFor(await buildWorkspace(attended, {}));
  conductFor(await buildWorkspace(told, { finished: recorded, isRecorded: true }));

  const callsOf = (program: string): Call[] => {
    const call = (name: string, cwd: string, ...args: string[]): Call => ({
      name,
      program,
      args,
      cwd,
    });
    const counted = finished.toLocaleString('en');
    const found = recorded.toLocaleString('en');
    return [
      call(unit, folder, '-e', '0'),
      call('status: 100 live, 0 finished', small, main, 'status'),
      call(`status: 1,000 live, ${counted} finished`, large, main, 'status'),
      call('start --no-run', alone, main, 'start', 'coder', 'measured', '--no-run'),
      call('start, somebody conducts', attended, main, 'start', 'coder', 'measured'),
      call(`list --sort -duration: ${found} finished`, told, main, 'list', '--sort', '-duration'),
      call(`stats: ${found} finished`, told, main, 'stats'),
      call(`search: ${found} finished`, told, main, 'search', 'number 77.'),
    ];
  };
  const calls = nodes.map(callsOf);
  const samples = interleave(calls.flat(), rounds);
  return calls.map((own, at) => samples.slice(at * own.length, (at + 1) * own.length));
}
