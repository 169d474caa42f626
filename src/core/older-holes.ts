import { type Hole, knownHoles } from './agent-problems.ts';

/** `max_parallel` and `max-parallel` are `maxParallel` here. */
export const toCamel = (name: string): string =>
  name.replace(/(?<=.)[_-]+([A-Za-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

/** An argument in which only holes are special, with its other braces as we write them. */
export function argumentFrom(text: string): string {
  let open = 0;
  return text.replace(/\{([A-Za-z]\w*)\}|[{}]/g, (token, name: string | undefined) => {
    const hole = name === undefined ? undefined : holeNamed(name);
    if (hole) return `{${hole}}`;
    if (name !== undefined) return `{{${name}}}`;
    if (token === '{') open += 1;
    else if (open === 0)
      return token; // What closes nothing stands for itself here, too.
    else open -= 1;
    return token + token;
  });
}

/**
 * A prompt template: its holes by our names, and those that nobody fills as the text they were.
 * Braces that are doubled there are so here.
 */
export const templateFrom = (text: string): string =>
  text.replace(/\{\{\w*\}\}|\{([A-Za-z]\w*)\}/g, (token, name: string | undefined) => {
    if (name === undefined) return token;
    const hole = holeNamed(name);
    if (!hole) return `{${token}}`;
    return hole === 'prompt' ? '{userPrompt}' : `{${hole}}`;
  });

const holeNamed = (name: string): Hole | undefined =>
  knownHoles.find((hole) => hole === toCamel(name));
