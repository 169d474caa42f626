import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Callback } from '../core/callback.ts';
import { type Arrival, bodyOf } from '../core/delivery.ts';
import { formatDuration } from '../lib/duration.ts';
import { firstLine, harmless, truncate } from '../lib/text.ts';
import type { Carry } from './courier.ts';

const answerMax = 4 * 1024;

/**
 * Posts a delivery. Whoever answers with 2xx has got it; a redirection is no answer, for what is
 * signed for one place should not go to another. Each has a connection of its own, closed at its end.
 */
export const post: Carry = (delivery, callback, { environment }, leaving) =>
  new Promise((resolve) => {
    const body = bodyOf(delivery);
    const secret = secretOf(callback, environment);
    if (secret === undefined && callback.secretEnv !== undefined)
      return resolve({ ok: false, says: `${callback.secretEnv} is not set where it is sent from` });
    const url = new URL(callback.url ?? '');
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      headers: {
        'User-Agent': 'orchestra',
        ...callback.headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'Orchestra-Event': delivery.facts.event,
        'Orchestra-Delivery': delivery.id,
        ...(secret !== undefined && {
          'Orchestra-Signature': signatureOf(secret, Math.floor(Date.now() / 1000), body),
        }),
      },
    });
    const end = (arrival: Arrival): void => {
      clearTimeout(deadline);
      leaving.removeEventListener('abort', breakOff);
      request.destroy();
      resolve(arrival);
    };
    const breakOff = () => end({ ok: false, says: 'broken off' });
    const deadline = setTimeout(
      () => end({ ok: false, says: `no answer within ${formatDuration(callback.timeoutMs)}` }),
      callback.timeoutMs,
    );
    leaving.addEventListener('abort', breakOff, { once: true });
    request.on('error', (error) => end({ ok: false, says: wordsOf(error) }));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(0, answerMax);
      });
      response.on('error', (error) => end({ ok: false, says: wordsOf(error) }));
      response.on('end', () => end(arrivalOf(response.statusCode ?? 0, text)));
    });
    request.end(body);
  });

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`: who has the secret knows whom it is from, and how old. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

const secretOf = (
  { secret, secretEnv }: Callback,
  environment: Readonly<Record<string, string>>,
): string | undefined => secret ?? (secretEnv === undefined ? undefined : environment[secretEnv]);

function arrivalOf(status: number, text: string): Arrival {
  if (status >= 200 && status < 300) return { ok: true };
  const line = truncate(harmless(firstLine(text.trim())), 200);
  return { ok: false, says: `answers ${status}${line === '' ? '' : `: ${line}`}` };
}

/** Node says nothing but a code where several addresses were tried. */
const wordsOf = (error: NodeJS.ErrnoException): string => error.message || (error.code ?? 'fails');
