import { type ChildProcess, spawn } from 'node:child_process';
import { type Callback, callbackHoles } from '../core/callback.ts';
import { type Arrival, bodyOf, type Delivery, holesOf } from '../core/delivery.ts';
import { Failure } from '../core/failure.ts';
import { formatDuration } from '../lib/duration.ts';
import { fillTemplate } from '../lib/template.ts';
import { firstLine, harmless, truncate } from '../lib/text.ts';
import type { Carry, CourierOptions } from './courier.ts';
import { deliver } from './processes/sweep.ts';

/** What it left behind may keep its pipes open for ever. */
const leftoverMs = 500;
const saidMax = 16 * 1024;
const linesMax = 20;

/**
 * Runs the command of a callback, never through a shell; what is told is in its arguments, and as JSON
 * on its stdin. Its session is its own: no terminal to wait at, and one group to end it with.
 */
export const runCommand: Carry = (delivery, callback, options, leaving) =>
  new Promise((resolve) => {
    const [program = '', ...words] = wordsOf(callback, delivery);
    const child = spawn(program, words, {
      cwd: options.cwd,
      env: environmentOf(callback, options.environment),
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = listen(child);
    if (child.pid !== undefined)
      quietly(() => options.carriers?.began(delivery.id, child.pid ?? 0));
    let isOver = false;
    const end = (arrival: Arrival): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      leaving.removeEventListener('abort', breakOff);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      quietly(() => options.carriers?.ended(delivery.id));
      note(options, delivery, said.text());
      resolve(arrival);
    };
    const kill = (says: string): void => {
      // While it is not reaped, no stranger can have the number of its group.
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        deliver(-child.pid, 'SIGKILL');
      end({ ok: false, says });
    };
    const breakOff = () => kill('broken off');
    const deadline = setTimeout(
      () => kill(`does not end within ${formatDuration(callback.timeoutMs)}`),
      callback.timeoutMs,
    );
    leaving.addEventListener('abort', breakOff, { once: true });
    child.once('error', (error) => end({ ok: false, says: refusalOf(error, program) }));
    child.once('close', (code, signal) => end(arrivalOf(code, signal, said.text())));
    child.once('exit', (code, signal) => {
      setTimeout(() => end(arrivalOf(code, signal, said.text())), leftoverMs);
    });
    child.stdin.on('error', () => undefined); // It need not read what it is given.
    child.stdin.end(`${bodyOf(delivery)}\n`);
  });

/** What the disk refuses of it costs no more than that nobody could end what is left. */
function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

function wordsOf({ argv = [] }: Callback, delivery: Delivery): string[] {
  const holes = holesOf(delivery, callbackHoles);
  return argv.map((word) => {
    const filled = fillTemplate(word, holes);
    return filled.ok ? filled.value : word; // Unknown holes were refused with the config.
  });
}

/** What every program may know. Whatever else is around a conductor may be somebody's secret. */
const common =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TERM|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_\w+)$/;

const environmentOf = (
  { inherit = [] }: Callback,
  around: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(around).filter(
      // The mark of a run would have it swept away with that run.
      ([name]) => (common.test(name) || inherit.includes(name)) && name !== 'ORCHESTRA_RUN',
    ),
  );

function listen({ stdout, stderr }: ChildProcess): { text(): string } {
  let text = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      if (text.length < saidMax) text += chunk;
    });
  return { text: () => text };
}

const refusalOf = ({ code, message }: NodeJS.ErrnoException, program: string): string =>
  `cannot be run: ${code === 'ENOENT' ? `there is no ${program}` : message}`;

function arrivalOf(code: number | null, signal: string | null, said: string): Arrival {
  if (code === 0) return { ok: true };
  const how = signal ? `dies of ${signal}` : `exits with ${code}`;
  const line = truncate(harmless(firstLine(said.trim())), 200);
  return { ok: false, says: line === '' ? how : `${how}: ${line}` };
}

function note({ note: write }: CourierOptions, { id }: Delivery, said: string): void {
  const lines = said.trim().split('\n').slice(0, linesMax);
  for (const line of lines)
    if (line.trim() !== '') write(`${id}: ${truncate(harmless(line), 500)}`);
}
