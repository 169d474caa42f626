import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { projectRoot } from './root.ts';
import {
  argumentsAt,
  branchesOf,
  isBracketed,
  isLiteral,
  piecesOf,
  splitAtTop,
  textOf,
} from './source-text.ts';

/** A refusal as its source has it: what varies is a placeholder, such as <task id>. */
export interface FoundFailure {
  /** Below src/. */
  readonly file: string;
  readonly code: string;
  /** Where the source chooses between messages, all of them. */
  readonly messages: readonly string[];
  /** Likewise; empty where there is none. */
  readonly hints: readonly string[];
}

/** Every `new Failure(…)` of src/, in the order of files. */
export function allFailures(): FoundFailure[] {
  const root = join(projectRoot, 'src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .flatMap((file) => failuresIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The refusals of one file. */
export function failuresIn(file: string, text: string): FoundFailure[] {
  const calls = [...text.matchAll(/\bnew Failure\(/g)];
  return calls.flatMap(({ index, 0: call }) => {
    const [code = '', message = '', options = ''] = argumentsAt(text, index + call.length - 1);
    const before = text.slice(0, index);
    if (!isLiteral(code)) return []; // It passes another one on.
    return {
      file,
      code: textOf(code),
      messages: readingsOf(message, { text, before }),
      hints: hintsIn(options, { text, before }),
    };
  });
}

interface Place {
  readonly text: string;
  /** What stands above, where names get their values. */
  readonly before: string;
}

function hintsIn(options: string, place: Place): string[] {
  const fields = splitAtTop(options.replace(/^\{|\}$/g, '').trim(), ',');
  const field = fields.find((one) => /^hint\b/.test(one));
  if (field === undefined) return [];
  const value = field === 'hint' ? 'hint' : field.replace(/^hint:\s*/, '');
  return readingsOf(value, place).filter((hint) => hint !== '');
}

/** What an expression may say, in words. */
function readingsOf(source: string, place: Place): string[] {
  const expression = source.trim();
  if (isBracketed(expression)) return readingsOf(expression.slice(1, -1), place);
  const branches = branchesOf(expression);
  if (branches) return branches.flatMap((branch) => readingsOf(branch, place));
  if (isLiteral(expression)) {
    if (!expression.startsWith('`')) return [textOf(expression)];
    return [
      piecesOf(expression)
        .map((piece) => ('text' in piece ? piece.text : holeOf(piece.hole, place)))
        .join(''),
    ];
  }
  const [, orElse] = /^[\w.?[\]]+\s*\?\?\s*([\s\S]+)$/.exec(expression) ?? [];
  if (orElse !== undefined)
    return [placeholder(expression.split('??')[0] ?? ''), ...readingsOf(orElse, place)];
  return valuesOf(expression, place) ?? [placeholder(expression)];
}

/** A hole of a template: a choice between texts, or a placeholder. */
function holeOf(expression: string, place: Place): string {
  const readings = readingsOf(expression, place);
  const said = readings.filter((reading) => reading !== '');
  if (said.length < readings.length) return `[${said.join(' | ')}]`;
  return said.length > 1 ? `(${said.join(' | ')})` : (said[0] ?? '');
}

/** The texts that a name, or a function of the same file, stands for; undefined for any other. */
function valuesOf(expression: string, { text, before }: Place): string[] | undefined {
  const [, name, isCall] = /^(\w+)(\()?/.exec(expression) ?? [];
  if (name === undefined || !/^\w+(?:\(.*\))?$/s.test(expression)) return undefined;
  const sources = isCall ? returnsOf(name, text) : initialiserOf(name, before);
  const texts = sources.filter((source) => isText(source));
  return texts.length > 0
    ? texts.flatMap((source) => readingsOf(source, { text, before }))
    : undefined;
}

function initialiserOf(name: string, before: string): string[] {
  const at = before.lastIndexOf(`const ${name} =`);
  if (at < 0) return [];
  return splitAtTop(before.slice(at + `const ${name} =`.length), ';').slice(0, 1);
}

function returnsOf(name: string, text: string): string[] {
  const at = text.indexOf(`function ${name}(`);
  if (at < 0) return [];
  const body = text.slice(at, text.indexOf('\n}', at));
  return [...body.matchAll(/\breturn\b/g)].map(
    ({ index }) => splitAtTop(body.slice(index + 'return'.length), ';')[0] ?? '',
  );
}

/** Whether an expression is a text, or a choice of which one is. */
function isText(source: string): boolean {
  const branches = branchesOf(source);
  return branches ? branches.some(isText) : isLiteral(source.trim());
}

/** `taskIdOf(number)` is <task id>, `holder.who` <who>, `names.join(', ')` <names>. */
function placeholder(expression: string): string {
  const bare = expression
    .replace(/\bawait /g, '')
    .replace(/\((\w+) as [\w.<> ]+\)/g, '$1')
    .replace(/\.(?:join|map|slice|filter|toString)\([\s\S]*$/, '')
    .replace(/\[\d+\]$/, '')
    .trim();
  const call = /^([\w.]+)\(([\s\S]*)\)$/.exec(bare);
  if (!call) return `<${words(/^[\w.?]+/.exec(bare)?.[0].split('.').at(-1) ?? bare)}>`;
  const [, callee = '', inner = ''] = call;
  const name = callee.split('.').at(-1) ?? '';
  if (/Of$/.test(name)) return `<${words(name.slice(0, -2))}>`;
  if (callee.includes('.') && !/^JSON\.|^this\./.test(callee)) return `<${words(name)}>`;
  const [first = ''] = splitAtTop(inner, ',');
  return first === '' ? `<${words(name)}>` : placeholder(first);
}

const words = (name: string): string =>
  name
    .replace(/[^\w]+/g, '')
    .replace(/[A-Z]+/g, (letters) => ` ${letters.toLowerCase()}`)
    .trim();
