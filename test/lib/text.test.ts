import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fractionOf } from '../../src/lib/fraction.ts';
import { displayWidth, firstLine, harmless, oneLine, truncate } from '../../src/lib/text.ts';

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const link = (text: string) => `\u001b]8;;http://a.b\u001b\\${text}\u001b]8;;\u001b\\`;

const widths: [name: string, text: string, width: number][] = [
  ['nothing', '', 0],
  ['plain text', 'hello, world', 12],
  ['accents', 'déjà vu', 7],
  ['combining marks', 'e\u0301a\u0300', 2],
  ['a combining mark alone', '\u0301', 0],
  ['Chinese and Japanese', '日本語', 6],
  ['Korean', '한국', 4],
  ['Korean in parts', '\u1112\u1161\u11ab', 2],
  ['Thai, whose vowels may follow', 'ภาษาไทย กำ', 10],
  ['Hindi, whose marks may take a place', 'हिन्दी', 5],
  ['letters below a heap of marks', 'Z\u0335\u0341\u031ba\u0336', 2],
  ['full width forms', 'Ａ！', 4],
  ['half width forms', 'ｱｲ', 2],
  ['emoji', '👍🎉', 4],
  ['emoji with a skin tone', '👍🏽', 2],
  ['a family of joined emoji', '👨‍👩‍👧‍👦', 2],
  ['a flag', '🇩🇪', 2],
  ['a keycap', '1️⃣', 2],
  ['a symbol made an emoji', '❤️', 2],
  ['symbols of one column', '✓…→│©', 5],
  ['a soft joint', 'a\u200bb', 2],
  ['colours', red('red'), 3],
  ['colours around emoji', red('👍'), 2],
  ['a link', link('text'), 4],
  ['controls', 'a\u0007\nb', 2],
];
for (const [name, text, width] of widths) {
  test(`the width of ${name} is ${width}`, () => assert.equal(displayWidth(text), width));
}

const cuts: [name: string, text: string, width: number, cut: string][] = [
  ['what fits is whole', 'hello', 5, 'hello'],
  ['what does not ends in an ellipsis', 'hello', 4, 'hel…'],
  ['one column is the ellipsis', 'hello', 1, '…'],
  ['no column is nothing', 'hello', 0, ''],
  ['wide characters that fit are whole', '日本語', 6, '日本語'],
  ['a wide character is not halved', '日本語', 4, '日…'],
  ['a family is not parted', 'a👨‍👩‍👧b👨‍👩‍👧', 5, 'a👨‍👩‍👧b…'],
  ['marks stay with their letter', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ['styles are closed', red('hello'), 3, red('he…')],
  ['styles that fit are whole', red('hello'), 5, red('hello')],
  ['styles begun after the cut are empty', `hello ${red('red')}`, 4, `hel…${red('')}`],
  ['nothing but styles outlives the cut', 'hello\u001b[2J\r\u001b[0m', 3, 'he…\u001b[0m'],
  ['a link is closed', link('hello'), 3, link('he…')],
];
for (const [name, text, width, cut] of cuts) {
  test(`cut to ${width}: ${name}`, () => {
    assert.equal(truncate(text, width), cut);
    assert.ok(displayWidth(cut) <= width);
  });
}

const shown: [name: string, text: string, shown: string][] = [
  ['plain text is left alone', 'a\tb\n\n日本 👨‍👩‍👧\n', 'a\tb\n\n日本 👨‍👩‍👧\n'],
  ['colours go', red('red'), 'red'],
  ['the screen is not cleared', 'a\u001b[2J\u001b[1;1Hb\u001bcc', 'abc'],
  ['the title is not set', 'a\u001b]0;pwned\u0007b\u001b]2;x\u001b\\c', 'abc'],
  ['the clipboard is not written', '\u001b]52;c;cm0gLXJm\u0007ok', 'ok'],
  ['links are only text', link('text'), 'text'],
  ['device strings go', 'a\u001bP+q544e\u001b\\b\u001b_x\u001b\\c', 'abc'],
  ['eight bit controls go', 'a\u009b2Jb\u009d0;x\u009cc\u0085d', 'abcd'],
  ['character sets are not switched', '\u001b(0lqk\u000e', 'lqk'],
  ['a title that never ends hides nothing', 'a\u001b]0;b\nc', 'a0;b\nc'],
  ['a sequence cut off hides nothing', 'a\u001b[31', 'a31'],
  ['removal makes no new sequence', '\u001b\u001b[2J[2J', '[2J'],
  ['backspace, bell and delete go', 'a\b\u0007\u007fb', 'ab'],
  ['a progress bar is left as it was last', 'get\n 10%\r 50%\r100%\nok', 'get\n100%\nok'],
  ['even if the cursor went back at the end', ' 50%\r100%\r', '100%'],
  ['a line wiped at last is empty', 'busy\r\u001b[K\nok', '\nok'],
  ['Windows line ends are line ends', 'a\r\nb\r\n', 'a\nb\n'],
  ['doubled ones too', 'a\r\r\nb', 'a\nb'],
  ['text is not reordered', 'a\u202etxt.exe\u202c\u2066b\u2069', 'atxt.exeb'],
];
for (const [name, text, expected] of shown) {
  test(name, () => assert.equal(harmless(text), expected));
}

const lines: [name: string, text: string, line: string][] = [
  ['plain text', 'a  b', 'a  b'],
  ['tabs and line ends are blanks', 'a\tb\n\tc\u2028d', 'a b c d'],
  ['controls go', `${red('red')}\u001b[2J\u0007`, 'red'],
  ['what terminals agree on stays', '日本 e\u0301 🇩🇪 👍 กำ', '日本 e\u0301 🇩🇪 👍 กำ'],
  ['a family is one of them', '👨‍👩‍👧‍👦!', '👨!'],
  ['a skin tone goes', '👍🏽', '👍'],
  ['a style goes', '❤️ 1️⃣', '❤ 1\u20e3'],
  ['so do both, and what is joined', '❤️‍🔥 👩🏽‍💻', '❤ 👩'],
  ['a flag made of tags is a flag', '🏴\u{e0067}\u{e0062}\u{e007f}', '🏴'],
  ['what nobody sees goes', 'a\u200bb\ufeffc\u00add', 'abcd'],
  ['what joins letters stays', 'می\u200cخواهم', 'می\u200cخواهم'],
];
for (const [name, text, line] of lines) {
  test(`as one line: ${name}`, () => assert.equal(oneLine(text), line));
}

test('no mixture of controls gets through, and the harmless stays as it is', () => {
  const signs = [
    '\u001b',
    '[',
    ']',
    '0',
    ';',
    'J',
    '\\',
    '\u0007',
    '\r',
    '\n',
    '\u009b',
    'P',
    '(',
    'é',
  ];
  for (let round = 0; round < 3000; round++) {
    const picks = Array.from({ length: 12 }, (_, at) => fractionOf(`${round} ${at}`));
    const text = picks.map((pick) => signs[Math.floor(pick * signs.length)]).join('');
    const safe = harmless(text);
    assert.doesNotMatch(safe, /[^\P{Cc}\n\t]/u, JSON.stringify(text));
    assert.equal(harmless(safe), safe);
  }
});

test('plain text is measured, cut and shown the short way as it would be the long way', () => {
  const accent = '\u0301'; // Joins with what is before it, so that the long way is taken.
  for (let code = 0; code <= 0xffff; code += 1) {
    const sign = String.fromCharCode(code);
    if (truncate(sign.repeat(3), 2) !== `${sign}…` || harmless(sign) !== sign) continue;
    assert.equal(displayWidth(sign), displayWidth(sign + accent), `U+${code.toString(16)}`);
  }
  const signs = ['a', 'é', '—', '→', '│', '▶', '✔', '✖'];
  for (const one of signs)
    for (const other of signs) {
      const text = `${one}${other}${one}${other}`;
      assert.equal(displayWidth(text), displayWidth(`${text}e${accent}`) - 1);
      for (const width of [1, 2, 3, 4, 5]) {
        const long = truncate(`e${accent}${text}`, width + 1);
        assert.equal(long, `e${accent}${truncate(text, width)}`);
      }
    }
});

const firsts: [text: string, line: string][] = [
  ['one\ntwo', 'one'],
  ['\n\n  # Title  \r\nbody', '# Title'],
  ['one\r\ntwo', 'one'],
  ['one', 'one'],
  [' \n\t\n', ''],
  ['', ''],
];
for (const [text, line] of firsts) {
  test(`the first line of ${JSON.stringify(text)} is "${line}"`, () =>
    assert.equal(firstLine(text), line));
}

test('a great deal of hostile text is handled in no time', () => {
  const texts = ['\u001b]', '\u009d', '\u001b[', '\r', ' \n', '\u001bP0', 'é'].map((sign) =>
    sign.repeat(200_000),
  );
  for (const text of texts) {
    assert.ok(harmless(text).length <= text.length);
    assert.ok(displayWidth(truncate(text, 80)) <= 80);
    assert.ok(firstLine(text).length <= text.length);
  }
});
