import { psOnly } from './ps-only-environment.ts';

/**
 * Imported first, it makes this process, and every Node that it spawns, take the machine for one
 * without /proc: who lives is then told by `ps`, as on macOS. The program has no setting for it.
 */
Object.defineProperty(process, 'platform', { value: 'freebsd' }); // Its switches are known to procps.
if (process.env['NODE_OPTIONS'] !== psOnly['NODE_OPTIONS']) Object.assign(process.env, psOnly);
