import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Modules of Node for what every command loads. `import` would read every export of a module, and
 * so load parts of Node that hide behind getters: promises, streams, readline. That would take
 * longer than all that `status` does.
 */
export const fs = require('node:fs') as typeof import('node:fs');

/** Sockets come with it. */
export const tty = () => require('node:tty') as typeof import('node:tty');

/** Sockets and streams come with it: only for who really starts a process. */
export const childProcess = () =>
  require('node:child_process') as typeof import('node:child_process');
