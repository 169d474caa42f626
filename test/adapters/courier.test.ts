import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createCourier } from '../../src/adapters/courier.ts';
import { listPids, processTable } from '../../src/adapters/processes/table.ts';
import type { Callback } from '../../src/core/callback.ts';
import { type Arrival, bodyOf, type Delivery } from '../../src/core/delivery.ts';
import { deliveryOfTest } from '../../src/core/told.ts';
import { markFor } from '../support/cli.ts';
import { readText, temporaryFolder } from '../support/local-run.ts';
import { at } from '../support/seen.ts';
import { until } from '../support/until.ts';

function bench(t: TestContext) {
  const [mark = '', value = ''] = markFor(t).split('=');
  const folder = temporaryFolder(t);
  const notes: string[] = [];
  const courier = createCourier({
    cwd: folder,
    environment: {
      PATH: process.env['PATH'] ?? '',
      [mark]: value,
      LANG: 'C',
      API_KEY: 'a secret',
      SIGNED_WITH: 'hush',
      ORCHESTRA_RUN: 'token of a run',
      TRACEPARENT: '00',
    },
    nudge: () => undefined,
    note: (line) => notes.push(line),
  });
  const send = (more: Partial<Callback>): Delivery => {
    const callback: Callback = {
      ...{ name: 'it', event: 'onFinish', timeoutMs: 20_000, retries: 0, only: [] },
      inherit: [mark],
      ...more,
    };
    const delivery = deliveryOfTest(callback, folder, at) ?? assert.fail();
    courier.send(delivery, callback);
    return delivery;
  };
  const arrival = async ({ id }: Delivery): Promise<Arrival> => {
    await until('it has arrived, or not', () => courier.standing(id) !== 'underway');
    const standing = courier.standing(id);
    assert.ok(standing !== undefined && standing !== 'underway');
    return standing;
  };
  const sh = (script: string, more: Partial<Callback> = {}) =>
    send({ argv: ['sh', '-c', script, 'sh', '{title}', '{message}'], ...more });
  /** The numbers of the processes of this bench. */
  const living = () => {
    const found = listPids().filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(value);
      } catch {
        return false;
      }
    });
    const table = processTable().find(found);
    return found.filter((pid) => table.get(pid)?.ended === false);
  };
  return { folder, courier, send, sh, arrival, notes, living, mark };
}

describe('a callback that is a command', () => {
  it('gets what is told as arguments and on stdin, and none of the secrets around', async (t) => {
    const { sh, arrival, folder, notes, mark } = bench(t);
    const delivery = sh('printf "%s|%s" "$1" "$2" >words; cat >body; env >around; echo hello');
    assert.deepEqual(await arrival(delivery), { ok: true });
    assert.equal(readText(folder, 'words'), 'a test|only a test');
    assert.equal(readText(folder, 'body').trim(), bodyOf(delivery));
    const names = readText(folder, 'around')
      .trim()
      .split('\n')
      .map((line) => line.replace(/=.*/, ''))
      .filter((name) => !['_', 'SHLVL', 'PWD', 'OLDPWD'].includes(name));
    assert.deepEqual(names.sort(), ['LANG', 'PATH', mark].sort());
    assert.deepEqual(notes, [`${delivery.id}: hello`]);
  });

  it('is never read by a shell', async (t) => {
    const { send, arrival, folder } = bench(t);
    await arrival(send({ argv: ['touch', '--', '$(echo x) {title}; touch y'] }));
    assert.equal(readText(folder, 'y'), '');
    readFileSync(join(folder, '$(echo x) a test; touch y'));
  });

  it('says how it failed', async (t) => {
    const { sh, send, arrival } = bench(t);
    const failed = await arrival(sh('echo no room >&2; exit 7'));
    assert.deepEqual(failed, { ok: false, says: 'exits with 7: no room' });
    const killed = await arrival(sh('kill -9 $$', { name: 'b' }));
    assert.deepEqual(killed, { ok: false, says: 'dies of SIGKILL' });
    const missing = await arrival(send({ name: 'c', argv: ['no-such-program'] }));
    assert.deepEqual(missing, { ok: false, says: 'cannot be run: there is no no-such-program' });
  });

  it('is ended with all it started when it hangs', async (t) => {
    const { sh, arrival, living } = bench(t);
    const hung = await arrival(sh('sleep 300 & sleep 300', { timeoutMs: 200 }));
    assert.match(hung.ok ? '' : hung.says, /^does not end within/);
    await until('nothing of it is left', () => living().length === 0);
  });

  it('is carried with many others at once, and Node warns of nothing', async (t) => {
    const { sh, arrival } = bench(t);
    const warnings: string[] = [];
    const hear = ({ name }: Error) => void warnings.push(name);
    process.on('warning', hear);
    t.after(() => process.off('warning', hear));
    const names = Array.from({ length: 12 }, (_, at) => `it.${at}`);
    for (const sent of names.map((name) => sh('true', { name })))
      assert.deepEqual(await arrival(sent), { ok: true });
    assert.deepEqual(warnings, []);
  });

  it('may leave something behind that keeps its pipes open', async (t) => {
    const { sh, arrival } = bench(t);
    assert.deepEqual(await arrival(sh('sleep 300 & exit 0')), { ok: true });
  });

  it('is broken off, and is not heard of any more', async (t) => {
    const { sh, courier, living } = bench(t);
    const { id } = sh('sleep 300');
    await until('it runs', () => living().length > 0);
    assert.ok(courier.isBusy());
    courier.breakOff();
    assert.ok(!courier.isBusy());
    assert.equal(courier.standing(id), undefined);
    await until('nothing of it is left', () => living().length === 0);
  });
});

/** Serves on a port of its own; answers with its address. */
async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1`;
}

describe('a callback that is a URL', () => {
  it('is posted to, signed, with the name of the delivery', async (t) => {
    const { send, arrival } = bench(t);
    const got: { headers: IncomingHttpHeaders; body: string; path: string }[] = [];
    const url = await serve(t, (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body, path: request.url ?? '' });
        response.writeHead(204).end();
      });
    });
    const delivery = send({ url, secretEnv: 'SIGNED_WITH', headers: { 'X-Room': 'dev' } });
    assert.deepEqual(await arrival(delivery), { ok: true });
    const [{ headers, body, path } = assert.fail()] = got;
    assert.equal(path, '/hook?x=1');
    assert.equal(body, bodyOf(delivery));
    assert.equal(headers['orchestra-delivery'], delivery.id);
    assert.equal(headers['orchestra-event'], 'onFinish');
    assert.equal(headers['x-room'], 'dev');
    assert.equal(headers['content-type'], 'application/json');
    const [, seconds = '', hash] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['orchestra-signature'])) ?? [];
    assert.equal(hash, createHmac('sha256', 'hush').update(`${seconds}.${body}`).digest('hex'));
  });

  it('says how it failed', async (t) => {
    const { send, arrival } = bench(t);
    const url = await serve(t, (request, response) => {
      request.resume();
      response.writeHead(503).end('down for\nan hour');
    });
    const says = async (more: Partial<Callback>) => {
      const { ok, ...rest } = await arrival(send(more));
      assert.equal(ok, false);
      return 'says' in rest ? rest.says : '';
    };
    assert.equal(await says({ url, name: 'a' }), 'answers 503: down for');
    assert.match(await says({ url, name: 'b', secretEnv: 'NOT_SET' }), /NOT_SET is not set/);
    assert.match(await says({ url: 'http://127.0.0.1:1/', name: 'c' }), /ECONNREFUSED/);
  });

  it('is given up in time where nobody answers, or the answer does not end', async (t) => {
    const { send, arrival } = bench(t);
    const silent = await serve(t, (request) => void request.resume());
    const endless = await serve(t, (request, response) => {
      request.resume();
      response.writeHead(200).write('and');
    });
    for (const [name, url] of Object.entries({ silent, endless })) {
      const arrived = await arrival(send({ name, url, timeoutMs: 200 }));
      assert.match(arrived.ok ? '' : arrived.says, /^no answer within/);
    }
  });
});
