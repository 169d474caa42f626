import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Call, killQuietly, type Project } from '../support/cli.ts';
import { readText } from '../support/local-run.ts';
import {
  allGone,
  conductors,
  isConducted,
  isRunning,
  projectOf,
  sh,
  show,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

const log = ({ read }: Project): string => read('.orchestra/conductor.log');
interface Standing {
  readonly kind?: string;
  readonly holder?: { readonly pid: number };
}
/** Whether it would not die of USR2, which is so right before it reaches for the lock. */
const listensForOrders = (pid: number): boolean => {
  const [, caught = '0'] = /^SigCgt:\s*(\w+)$/m.exec(readText(`/proc/${pid}/status`)) ?? [];
  return ((BigInt(`0x${caught}`) >> 11n) & 1n) === 1n;
};
const queue = ({ ask }: Project, ...words: string[]) => ask(['start', 'sh', ...words, '-q']);

describe('orchestra daemon start', () => {
  it('spawns one that waits until who does not stay has been sent away', async (t) => {
    const project = projectOf(t);
    await queue(project, untilGo);
    await until('it runs', isRunning(project));
    const [passing] = conductors(project);
    const next = project.background(['daemon', 'run', '--background']);
    await until('it listens', () => listensForOrders(next.pid));
    assert.equal(((await project.json(['daemon', 'status'])) as Standing).kind, 'background');
    process.kill(passing?.pid ?? assert.fail('nobody conducts'), 'SIGINT');
    await until('it conducts', async () => {
      const { stdout } = await project.ask(['daemon', 'status', '--json']); // Nobody may, in between.
      const { kind, holder } = JSON.parse(stdout) as Standing;
      return kind === 'daemon' && holder?.pid === next.pid;
    });
    assert.equal((await project.ask(['daemon', 'stop', '--now'])).code, 0);
    assert.equal((await next.ended).code, 0);
    assert.equal(await isConducted(project), false);
  });
});

describe('orchestra daemon stop', { concurrency: 2 }, () => {
  it('--drain starts nothing new and waits for what runs, however long that takes', async (t) => {
    const argv = ['touch', '{workspace}/told'];
    const project = projectOf(t, { drain: '0', callbacks: { onFinish: [{ argv }] } });
    await project.ask(['daemon', 'start']);
    await queue(project, untilGo);
    await until('it runs', isRunning(project));
    const stop = project.background(['daemon', 'stop', '--drain']);
    await until('it was told', () => /told to leave: nothing new starts$/m.test(log(project)));
    await project.ask(['start', 'sh', 'true', '--no-run', '-q']);
    assert.equal(await isConducted(project), true);
    project.write('go', '');
    const { code, stdout, stderr } = await stop.ended;
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'stopped\n' });
    assert.match(stderr, /^waiting for the end of task_1; Ctrl-C lets it be$/m);
    assert.equal(await isConducted(project), false);
    assert.equal((await show(project)).status, 'complete');
    assert.ok(existsSync(join(project.root, 'told')), 'and who is to be told was told');
    assert.equal(isRunning(project, 2)(), false, 'task_2 waits for the next conductor');
  });

  it('--drain gives up after --timeout, or with Ctrl-C; what runs goes on', async (t) => {
    const project = projectOf(t);
    await project.ask(['daemon', 'start']);
    await queue(project, untilGo);
    await until('it runs', isRunning(project));
    const asks = project.background(['daemon', 'stop', '--drain']);
    await until('it waits', () => asks.said.stderr.includes('waiting for'));
    asks.kill('SIGINT');
    const interrupted = await asks.ended;
    assert.equal(interrupted.code, 130);
    assert.match(interrupted.stderr, /it goes on to wind up; orchestra daemon stop has it leave/);
    assert.equal(await isConducted(project), true);
    const words = ['daemon', 'stop', '--drain', '--timeout', '200ms'];
    const { code, stderr } = await project.orchestra(words);
    assert.equal(code, 0);
    assert.match(stderr, /^1 still running; the next conductor takes them over$/m);
    // Nobody conducts now: what runs is seen through by who asks for it.
    const sees = project.background(['daemon', 'stop', '--drain', '--json']);
    await until('it conducts', () => isConducted(project));
    project.write('go', '');
    const seen = await sees.ended;
    assert.deepEqual(JSON.parse(seen.stdout), { is: 'absent', running: 0 });
    assert.equal((await show(project)).runs.length, 1);
  });

  it('--now cancels what runs, and nothing takes its place', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    await project.ask(['daemon', 'start']);
    await queue(project, 'sleep 1000');
    await queue(project, 'true');
    await until('it runs', isRunning(project));
    const { code, stdout } = await project.orchestra(['daemon', 'stop', '--now']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'stopped\n' });
    await allGone(project);
    const { status, reason, message } = await show(project);
    assert.deepEqual({ status, reason }, { status: 'cancelled', reason: 'user' });
    assert.match(message ?? '', /^stopped by \S+ with the daemon \(daemon stop --now\)$/);
    assert.equal(isRunning(project, 2)(), false);
  });

  it('--now ends what a conductor that crashed has left', async (t) => {
    const project = projectOf(t);
    await queue(project, 'sleep 1000');
    await until('it runs', isRunning(project));
    for (const { pid } of conductors(project)) killQuietly(pid);
    await until('nobody conducts', () => conductors(project).length === 0);
    const { code, stdout } = await project.orchestra(['daemon', 'stop', '--now']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'nobody conducts\n' });
    await allGone(project);
    assert.equal((await show(project)).status, 'cancelled');
  });

  it('and the others refuse what does not go together', async (t) => {
    const { ask } = projectOf(t);
    for (const [words, says] of [
      [['stop', '--drain', '--now'], /^error: --drain and --now do not go together$/m],
      [['stop', '--timeout', '5m'], /^error: --timeout says how long --drain may take$/m],
      [['stop', '--drain', '--timeout', 'soon'], /^error: --timeout is no duration: "soon"$/m],
      [['start', '--drain'], /^error: --drain goes with daemon stop$/m],
      [['-f'], /^error: --follow goes with daemon logs$/m],
      [['restart', '--idle'], /^error: --idle goes with daemon alone$/m],
    ] as const) {
      const { code, stdout, stderr } = await ask(['daemon', ...words]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, words.join(' '));
      assert.match(stderr, says);
      assert.match(stderr, /^hint: /m);
    }
  });
});

describe('a daemon that is signalled', { concurrency: 2 }, () => {
  const cases: [what: string, drain: string, signals: NodeJS.Signals[]][] = [
    ['leaves at once on INT', '10m', ['SIGINT']],
    ['leaves at once on a second TERM', '60d', ['SIGTERM', 'SIGTERM']],
    ['leaves on TERM when the drain of the config is over', '200ms', ['SIGTERM']],
    ['is not hurried by a second USR2, but by INT', '10m', ['SIGUSR2', 'SIGUSR2', 'SIGINT']],
  ];
  for (const [what, drain, signals] of cases)
    it(`${what}; its agents go on`, async (t) => {
      const project = projectOf(t, { drain });
      const daemon = await conductingIn(project);
      await queue(project, untilGo);
      await until('it runs', isRunning(project));
      for (const [index, signal] of signals.entries()) {
        assert.equal(await isConducted(project), true);
        daemon.kill(signal);
        const isWinding = () => /told to leave: nothing new starts/.test(log(project));
        if (index === 0 && signal !== 'SIGINT') await until('it has heard', isWinding);
      }
      const { code, stderr } = await daemon.ended;
      assert.equal(code, 0);
      assert.match(stderr, /^1 still running; the next conductor takes them over$/m);
      project.write('go', '');
      assert.equal((await project.ask(['wait', '1'])).code, 0);
      assert.equal((await show(project)).runs.length, 1);
    });

  it('leaves on TERM when what runs has ended, and starts nothing more', async (t) => {
    const project = projectOf(t, { drain: '10m', maxParallel: 1 });
    const daemon = await conductingIn(project);
    await queue(project, untilGo);
    await queue(project, 'true');
    await until('it runs', isRunning(project));
    daemon.kill('SIGTERM');
    await until('it has heard', () => /told to leave/.test(log(project)));
    project.write('go', '');
    assert.equal((await daemon.ended).code, 0);
    assert.equal((await show(project)).status, 'complete');
    assert.equal((await show(project, 2)).status, 'pending');
  });

  it('tells on HUP what has changed in the config, or what is wrong with it', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    const daemon = await conductingIn(project);
    await queue(project, 'true', '--hold');
    const says = async (what: RegExp): Promise<void> => {
      daemon.kill('SIGHUP');
      await until(String(what), () => what.test(daemon.said.stderr));
    };
    await says(/^[\d:]{8} config: nothing has changed$/m);
    const path = '.orchestra/agent-config.json';
    const config = JSON.parse(project.read(path));
    const agents = { sh: { ...sh, env: { TOKEN: 'hush' } } };
    project.write(path, JSON.stringify({ ...config, maxParallel: 2, drain: '1m', agents }));
    await says(/^[\d:]{8} config: maxParallel: 1 → 2$/m);
    await until('all is told', () => /config: agents\.sh\.env\.TOKEN/.test(daemon.said.stderr));
    assert.match(daemon.said.stderr, /^[\d:]{8} config: drain: "10s" → "1m"$/m);
    assert.doesNotMatch(daemon.said.stderr, /hush/);
    project.write(path, '{ "maxParalel": 3 }');
    await says(/^[\d:]{8} config: .*maxParalel is unknown; did you mean maxParallel\?$/m);
    await until('it goes on', () => /config: what held before holds on$/m.test(daemon.said.stderr));
    // Nor does anybody replace who still has a config by one who would not.
    const { code, stderr } = await project.orchestra(['daemon', 'restart']);
    assert.equal(code, 1);
    assert.match(stderr, /maxParalel is unknown/);
    await project.ask(['release', '1']);
    assert.equal((await project.ask(['wait', '1'])).code, 0, 'what held before holds on');
    daemon.kill('SIGINT');
    await daemon.ended;
  });
});

describe('orchestra daemon', { concurrency: 2 }, () => {
  it('restart hands over what runs; status and logs tell of it', async (t) => {
    const project = projectOf(t);
    const { orchestra, json } = project;
    const first = await orchestra(['daemon', 'restart']);
    assert.equal(first.stderr, 'nobody conducted before\n');
    await queue(project, untilGo, '--title', 'a long one', '--timeout', '2h');
    await queue(project, 'true', '--delay', '1h');
    await until('it runs', isRunning(project));
    const second = await orchestra(['daemon', 'restart']);
    assert.deepEqual([second.code, second.stderr], [0, '1 went on running\n']);
    assert.notEqual(second.stdout, first.stdout);
    await until('it was taken over', () => /task_1 goes on \(sh, run 1\)/.test(log(project)));

    const shown = await orchestra(['daemon', 'status']);
    assert.match(shown.stdout, /^process \d+ on .* conducts \(daemon, since .*\)$/m);
    assert.match(shown.stdout, /^running {2}task_1 {2}sh {2}\S+ {2}a long one$/m);
    assert.match(shown.stdout, /^waiting {2}1 blocked$/m);
    assert.match(shown.stdout, /^next {5}task_2 may start: .*, in \d+m$/m);
    assert.match(shown.stdout, /^memory {3}\d+ MiB$/m);
    const status = (await json(['daemon', 'status'])) as {
      running: { number: number }[];
      next: { is: string; task: number };
    };
    assert.deepEqual([status.running[0]?.number, status.next.is], [1, 'start']);

    const follower = project.background(['daemon', 'logs', '-n', '1', '-f']);
    await until('it follows', () => follower.said.stdout.includes('goes on'));
    project.write('go', '');
    await until('it tells', () => /task_1 complete after/.test(follower.said.stdout));
    follower.kill('SIGINT');
    assert.equal((await follower.ended).code, 130);
    const lines = (await orchestra(['daemon', 'logs'])).stdout.trim().split('\n');
    assert.deepEqual(
      lines.map((line) => line.replace(/^[\d-]{10} [\d:]{8} (?:process \d+ )?/, '').slice(0, 16)),
      [
        'conducts (daemon',
        'task_1 started (',
        'leaves: told to;',
        'conducts (daemon',
        'task_1 goes on (',
        'task_1 complete ',
      ],
    );
    const last = await orchestra(['daemon', 'logs', '-n', '1', '--json']);
    assert.match(JSON.parse(last.stdout).text, /^task_1 complete after/);
    await project.ask(['daemon', 'stop']);
  });

  it('status tells of schedules, also where nobody conducts', async (t) => {
    const project = projectOf(t);
    const schedule = { cron: '0 0 1 1 *', tz: 'UTC', task: { agent: 'sh', prompt: 'true' } };
    project.write('.orchestra/schedules/yearly.json', JSON.stringify(schedule));
    const { code, stdout } = await project.ask(['daemon', 'status']);
    assert.equal(code, 1);
    assert.match(stdout, /^nobody conducts\nnext {2}schedule yearly starts a task: \d{4}-\d\d-/);
  });

  it('logs says where nothing was said, and follows a log that was put aside', async (t) => {
    const project = projectOf(t);
    const none = await project.orchestra(['daemon', 'logs']);
    assert.deepEqual([none.code, none.stdout], [0, '']);
    assert.match(none.stderr, /^no conductor in the background, and no daemon, has said anything/);
    const filler = `${'2026-01-01 12:00:00 old\n'.repeat(50_000)}2026-01-01 12:00:01 the last old one\n`;
    project.write('.orchestra/conductor.log', filler);
    const follower = project.background(['daemon', 'logs', '-n', '2', '-f']);
    await until('it follows', () => follower.said.stdout.includes('the last old one'));
    await queue(project, 'true');
    await until('it tells', () => /task_1 complete after/.test(follower.said.stdout));
    follower.kill('SIGINT');
    const { stdout } = await follower.ended;
    assert.equal(stdout.split('\n')[0], '2026-01-01 12:00:00 old');
    assert.equal(stdout.match(/ old$/gm)?.length, 1);
    assert.equal(project.read('.orchestra/conductor.log.1'), filler);
    await allGone(project);
    const three = await project.orchestra(['daemon', 'logs', '-n', '5']);
    assert.match(three.stdout, /^2026-01-01 12:00:01 the last old one\n.* conducts /);
  });
});

/** A daemon in the foreground, once it conducts. */
async function conductingIn(project: Project): Promise<Call> {
  const daemon = project.background(['daemon']);
  await until('it conducts', () => daemon.said.stderr.startsWith('conducting'));
  return daemon;
}
