import { isAbsolute, join } from 'node:path';

/**
 * Where orchestra remembers for a user what no single workspace can: `$XDG_STATE_HOME/orchestra`,
 * else `~/.local/state/orchestra`. Undefined where neither is an absolute path.
 */
export function stateFolderOf({
  XDG_STATE_HOME: named = '',
  HOME: home = '',
}: Readonly<Record<string, string>>): string | undefined {
  if (isAbsolute(named)) return join(named, 'orchestra');
  return isAbsolute(home) ? join(home, '.local', 'state', 'orchestra') : undefined;
}

/** A path as people write it: what is below their home begins with `~`. */
export function shortPath(path: string, { HOME: home = '' }: Readonly<Record<string, string>>) {
  const isBelow = isAbsolute(home) && home !== '/' && `${path}/`.startsWith(`${home}/`);
  return isBelow ? `~${path.slice(home.length)}` : path;
}
