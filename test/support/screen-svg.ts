/** How a cell of a terminal looks. */
interface Style {
  readonly color: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

const plain: Style = { color: undefined, isBold: false, isDim: false };

/** Calm colours on a dark window, which reads well on light and on dark pages. */
const theme = {
  back: '#1b1f27',
  bar: '#262b36',
  text: '#d6dae3',
  colors: ['#5b6270', '#f07178', '#a5d68a', '#f2c96d', '#82aaff', '#c9a0f0', '#7fd6d6', '#eceff4'],
} as const;

const font = { size: 13, line: 19, advance: 7.83 } as const;
const margin = { side: 18, top: 44, bottom: 16 } as const;
const family = 'ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace';

/**
 * A terminal's screen, with its SGR sequences (ECMA-48 §8.3.117), as an SVG picture of a window.
 * Other sequences must not be in it.
 */
export function screenToSvg(screen: string, { title }: { title: string }): string {
  const lines = screen.trimEnd().split('\n').map(runsOf);
  const columns = Math.max(
    ...lines.map((runs) => runs.reduce((sum, { text }) => sum + [...text].length, 0)),
  );
  const width = Math.ceil(columns * font.advance + margin.side * 2);
  const height = margin.top + lines.length * font.line + margin.bottom;
  const rows = lines.map((runs, at) => rowOf(runs, margin.top + (at + 0.75) * font.line));
  const dots = ['#f07178', '#f2c96d', '#a5d68a'].map(
    (color, at) => `<circle cx="${18 + at * 18}" cy="15" r="5.5" fill="${color}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" rx="9" fill="${theme.back}"/>`,
    `<path d="M0 30V9a9 9 0 0 1 9-9h${width - 18}a9 9 0 0 1 9 9v21z" fill="${theme.bar}"/>`,
    ...dots,
    `<text x="${width / 2}" y="19.5" text-anchor="middle" font-family="${family}" font-size="12" fill="#8b93a3">${escaped(title)}</text>`,
    `<g font-family="${family}" font-size="${font.size}" fill="${theme.text}" xml:space="preserve">`,
    ...rows.filter((row) => row !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  readonly text: string;
  readonly style: Style;
}

const sequence = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let style = plain;
  // Every other part is the parameters of a sequence.
  for (const [at, part] of line.split(sequence).entries())
    if (at % 2 === 1) style = part.split(';').map(Number).reduce(styled, style);
    else if (part !== '') runs.push({ text: part, style });
  return runs;
}

function styled(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 39) return { ...style, color: undefined };
  const color = theme.colors[code >= 90 ? code - 90 : code - 30];
  return color ? { ...style, color } : style;
}

/** Each run is placed by itself, so that no font can shift what comes after it. */
function rowOf(runs: readonly Run[], y: number): string {
  let column = 0;
  const cells = runs.flatMap(({ text, style }) => {
    const from = column + (text.length - text.trimStart().length);
    column += [...text].length;
    const word = text.trim();
    if (word === '') return [];
    const x = (margin.side + from * font.advance).toFixed(1);
    const length = ([...word].length * font.advance).toFixed(1);
    return [
      `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${looks(style)}>${escaped(word)}</text>`,
    ];
  });
  return cells.join('');
}

const looks = ({ color, isBold, isDim }: Style): string =>
  [
    color === undefined ? '' : ` fill="${color}"`,
    isBold ? ' font-weight="bold"' : '',
    isDim ? ' opacity="0.6"' : '',
  ].join('');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
