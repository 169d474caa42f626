import { type Place, placeAt, tokens } from './json.ts';

/** Where the values of a JSON text stand, by their path: `agents.coder.args[1]`; '' is all of it. */
export interface Places {
  /** Of a value, or of the name in front of it; undefined for what is not there. */
  find(path: string, what?: 'value' | 'name'): Place | undefined;
  /** Names that an object has twice: of their values, only the last would count. */
  readonly repeated: readonly { readonly path: string; readonly first: Place }[];
}

/** An object or list that is still open. */
interface Level {
  /** Undefined for what nobody asks for. */
  readonly path: string | undefined;
  /** The place of the next value in a list; undefined in an object. */
  index: number | undefined;
  /** The last name read in an object, until its value comes. */
  name: string | undefined;
}

/** Nothing of interest lies deeper; without an end, paths would fill the memory. */
const depthMax = 32;

/** Finds every value of a text that is known to be JSON. */
export function placesIn(text: string): Places {
  const values = new Map<string, number>();
  const names = new Map<string, number>();
  const repeated: { path: string; firstAt: number }[] = [];
  const open: Level[] = [];
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})`, 'y');

  for (let token = reader.exec(text)?.[1]; token; token = reader.exec(text)?.[1]) {
    if (token === ':') continue;
    const level = open.at(-1);
    if (token === '}' || token === ']') open.pop();
    else if (token === ',') goOn(level);
    else found(token, reader.lastIndex - token.length, level);
  }

  return {
    find(path, what = 'value') {
      const at = (what === 'name' ? names : values).get(path);
      return at === undefined ? undefined : placeAt(text, at);
    },
    repeated: repeated.map(({ path, firstAt }) => ({ path, first: placeAt(text, firstAt) })),
  };

  function found(token: string, at: number, level: Level | undefined): void {
    const isName = level !== undefined && level.index === undefined && level.name === undefined;
    if (isName) level.name = JSON.parse(token) as string;
    const path = open.length > depthMax ? undefined : pathIn(level);
    if (token === '{') open.push({ path, index: undefined, name: undefined });
    if (token === '[') open.push({ path, index: 0, name: undefined });
    if (path === undefined) return;
    const firstAt = isName ? names.get(path) : undefined;
    if (firstAt !== undefined) repeated.push({ path, firstAt });
    (isName ? names : values).set(path, at);
  }
}

function goOn(level: Level | undefined): void {
  if (!level) return;
  level.name = undefined;
  if (level.index !== undefined) level.index += 1;
}

/** The same spelling as that of the problems which a schema finds. */
function pathIn(level: Level | undefined): string | undefined {
  if (!level) return '';
  const { path, index, name } = level;
  if (path === undefined) return undefined;
  if (index !== undefined) return `${path}[${index}]`;
  // An empty name in the outermost object would be spelled like the whole.
  return path === '' ? name || undefined : `${path}.${name}`;
}
