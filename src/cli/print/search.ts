import { excerptOf } from '../../lib/excerpt.ts';
import { displayWidth, oneLine } from '../../lib/text.ts';
import type { Hit } from '../../operations/search.ts';
import { looks, type Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'icon' | 'number' | 'attempt' | 'where' | 'text'> = {
  headings: { icon: '', number: '#', attempt: 'TRY', where: 'WHERE', text: 'LINE' },
  right: ['number', 'attempt'],
  flexible: 'text',
  dispensable: ['attempt', 'where'],
};

/** On a screen narrower than this columns are left out. */
const leastText = 16;

/** Where hits are, one below the other; the match is marked, and the last thing to be cut off. */
export function printHits(hits: readonly Hit[], paint: Paint, columns: number | undefined): string {
  const places = hits.map((hit) => ({
    icon: paint(looks[hit.status].format, looks[hit.status].icon),
    number: String(hit.number),
    attempt: hit.attempt === undefined ? '' : String(hit.attempt),
    where: `${hit.where}:${hit.line}`,
  }));
  const taken = widthOf([form.headings, ...places]);
  const most = columns === undefined ? Infinity : Math.max(leastText, columns - taken);
  const rows = places.map((place, at) => ({ ...place, text: marked(hits[at], paint, most) }));
  return `${tableLines(form, rows, paint, columns).join('\n')}\n`;
}

/** What the columns before the text take, their gaps included. */
function widthOf(places: readonly Omit<typeof form.headings, 'text'>[]): number {
  const columns = ['icon', 'number', 'attempt', 'where'] as const;
  const widths = columns.map((key) => Math.max(...places.map((place) => displayWidth(place[key]))));
  return widths.reduce((sum, width) => sum + width + 2, 0);
}

function marked(hit: Hit | undefined, paint: Paint, max: number): string {
  if (!hit) return '';
  const indent = Math.min(hit.at, hit.text.length - hit.text.trimStart().length);
  const shown = excerptOf({ ...hit, text: hit.text.slice(indent), at: hit.at - indent }, max);
  const end = shown.at + shown.length;
  const [before, match, after] = [
    shown.text.slice(0, shown.at),
    shown.text.slice(shown.at, end),
    shown.text.slice(end),
  ].map(oneLine) as [string, string, string];
  return `${before}${paint('red', match)}${after}`;
}
