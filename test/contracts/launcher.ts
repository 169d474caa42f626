import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { Command, Gate, Launcher, Look, Watched } from '../../src/core/ports.ts';
import { comesToSee, settled, until } from '../support/until.ts';

/** What a launcher under test needs around it. */
export interface Stage {
  readonly launcher: Launcher;
  /** The same launcher as a new process would create it. */
  restarted(): Launcher;
  /** A new run folder. */
  folder(): string;
  /** Whether the program of this run has begun. */
  hasBegun(run: Watched): boolean;
  readonly programs: {
    exits(status: number): readonly string[];
    readonly waits: readonly string[];
    /** Hears nothing but KILL. */
    readonly deaf: readonly string[];
    /** Ends well, and leaves a process behind that left its group. */
    readonly leavesStray: readonly string[];
  };
  /** The same command, but one that cannot be started. */
  impossible(command: Command): Command;
}

/** The promises of `Launcher`, to be kept by every one of them. */
export const launcherContract = (name: string, make: (t: TestContext) => Stage): void => {
  const start = async (t: TestContext, stage: Stage, argv: readonly string[]): Promise<Started> => {
    const folder = stage.folder();
    const command = commandFor(argv, folder);
    const gate = await stage.launcher.start(command, folder);
    const run = { handle: gate.handle, folder };
    t.after(async () => {
      gate.abandon();
      await stage.launcher.signal(run, 'KILL');
    });
    return { gate, run, look: () => lookAt(stage.launcher, run) };
  };
  const begin = async (t: TestContext, stage: Stage, argv: readonly string[]): Promise<Started> => {
    const started = await start(t, stage, argv);
    started.gate.open();
    await until('the program has begun', () => stage.hasBegun(started.run));
    return started;
  };

  describe(`${name}: a launcher`, { concurrency: 8 }, () => {
    it('runs nothing before the gate opens, and then runs', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await start(t, stage, stage.programs.waits);
      assert.deepEqual(await look(), { is: 'alive' });
      assert.equal(stage.hasBegun(run), false);
      gate.open();
      await until('the program has begun', () => stage.hasBegun(run));
    });

    it('runs nothing when the gate is abandoned', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await start(t, stage, stage.programs.exits(0));
      gate.abandon();
      await settled('the run has ended', gate.ended);
      await until('it is gone', async () => (await look()).is === 'gone');
      assert.equal(stage.hasBegun(run), false);
    });

    for (const status of [0, 7]) {
      it(`tells the exit status ${status}`, async (t) => {
        const stage = make(t);
        const { gate, look } = await begin(t, stage, stage.programs.exits(status));
        await settled('the run has ended', gate.ended);
        await comesToSee(look, { is: 'ended', exit: status, strays: 0 });
      });
    }

    it('sees a run that goes on as alive, also while it is stopped', async (t) => {
      const stage = make(t);
      const { run, look } = await begin(t, stage, stage.programs.waits);
      assert.deepEqual(await look(), { is: 'alive' });
      await stage.launcher.signal(run, 'STOP');
      assert.deepEqual(await look(), { is: 'alive' });
    });

    for (const [signal, exit] of [
      ['INT', 130],
      ['TERM', 143],
    ] as const) {
      it(`ends a run with ${signal}, and a stopped one too`, async (t) => {
        const stage = make(t);
        const going = await begin(t, stage, stage.programs.waits);
        const stopped = await begin(t, stage, stage.programs.waits);
        await stage.launcher.signal(stopped.run, 'STOP');
        for (const { gate, run, look } of [going, stopped]) {
          await stage.launcher.signal(run, signal);
          await settled('the run has ended', gate.ended);
          await comesToSee(look, { is: 'ended', exit, strays: 0 });
        }
      });
    }

    it('ends with KILL what hears nothing else, and then there is no status', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await begin(t, stage, stage.programs.deaf);
      for (const signal of ['INT', 'TERM', 'HUP', 'QUIT'] as const) {
        await stage.launcher.signal(run, signal);
      }
      assert.deepEqual(await look(), { is: 'alive' });
      await stage.launcher.signal(run, 'KILL');
      await settled('the run has ended', gate.ended);
      await until('it is gone', async () => (await look()).is === 'gone');
    });

    it('counts what outlives a run, and KILL finds it', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await begin(t, stage, stage.programs.leavesStray);
      await settled('the run has ended', gate.ended);
      await comesToSee(look, { is: 'ended', exit: 0, strays: 1 });
      await stage.launcher.signal(run, 'TERM');
      await comesToSee(look, { is: 'ended', exit: 0, strays: 1 });
      await stage.launcher.signal(run, 'KILL');
      await comesToSee(look, { is: 'ended', exit: 0, strays: 0 });
    });

    it('finds a run again by a handle that went through JSON', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await begin(t, stage, stage.programs.waits);
      const reread: Watched = { ...run, handle: JSON.parse(JSON.stringify(run.handle)) };
      const successor = stage.restarted();
      assert.deepEqual(await lookAt(successor, reread), { is: 'alive' });
      await successor.signal(reread, 'TERM');
      await settled('the run has ended', gate.ended);
      await comesToSee(look, { is: 'ended', exit: 143, strays: 0 });
    });

    it('looks at many at once and answers in their order', async (t) => {
      const stage = make(t);
      const first = await begin(t, stage, stage.programs.exits(3));
      const second = await begin(t, stage, stage.programs.waits);
      const third = await begin(t, stage, stage.programs.exits(4));
      await settled('two have ended', Promise.all([first.gate.ended, third.gate.ended]));
      await comesToSee(
        () => stage.launcher.look([first.run, second.run, third.run]),
        [{ is: 'ended', exit: 3, strays: 0 }, { is: 'alive' }, { is: 'ended', exit: 4, strays: 0 }],
      );
      assert.deepEqual(await stage.launcher.look([]), []);
    });

    for (const [where, change, is] of [
      ['on another host', { host: 'elsewhere' }, 'unknown'],
      ['in another pid namespace', { pidNamespace: 'pid:[1]' }, 'unknown'],
      ['before another boot', { bootId: 'another' }, 'gone'],
    ] as const) {
      it(`finds a run ${where} ${is} and never signals it`, async (t) => {
        const stage = make(t);
        const { run, look } = await begin(t, stage, stage.programs.waits);
        const identity = { ...run.handle.identity, ...change };
        const there = { ...run, handle: { ...run.handle, identity } };
        await stage.launcher.signal(there, 'KILL');
        assert.deepEqual(await lookAt(stage.launcher, there), { is });
        assert.deepEqual(await look(), { is: 'alive' });
      });
    }

    it('takes a signal to a run that is over as done', async (t) => {
      const stage = make(t);
      const { gate, run, look } = await begin(t, stage, stage.programs.exits(0));
      await settled('the run has ended', gate.ended);
      await stage.launcher.signal(run, 'TERM');
      await stage.launcher.signal(run, 'KILL');
      await comesToSee(look, { is: 'ended', exit: 0, strays: 0 });
    });

    it('refuses with a Failure what cannot be started', async (t) => {
      const stage = make(t);
      const folder = stage.folder();
      const command = stage.impossible(commandFor(stage.programs.exits(0), folder));
      await assert.rejects(stage.launcher.start(command, folder), Failure);
    });
  });
};

interface Started {
  readonly gate: Gate;
  readonly run: Watched;
  look(): Promise<Look>;
}

const lookAt = async (launcher: Launcher, run: Watched): Promise<Look> => {
  const [look] = await launcher.look([run]);
  return look ?? assert.fail('no answer for a run that was asked for');
};

const commandFor = (argv: readonly string[], folder: string): Command => {
  const token = randomBytes(16).toString('hex');
  return {
    argv,
    cwd: folder,
    environment: { PATH: process.env['PATH'] ?? '', ORCHESTRA_RUN: token },
    stopSignal: 'TERM',
    graceMs: 1000,
    token,
  };
};
