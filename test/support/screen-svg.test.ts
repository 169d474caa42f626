import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { screenToSvg } from './screen-svg.ts';

const esc = '\u001b';
const draw = (screen: string): string => screenToSvg(screen, { title: 'a <b>' });

describe('a picture of a screen', () => {
  it('has the words of it, placed by their column, and nothing that XML would obey', () => {
    const svg = draw('  one <two>\n\nthree & four\n\n\n');
    assert.match(svg, /x="33\.7" y="\d+[^>]*>one &lt;two&gt;<\/text>/);
    assert.match(svg, /x="18\.0"[^>]*>three &amp; four<\/text>/);
    assert.match(svg, /aria-label="a &lt;b&gt;"/);
    assert.ok(!svg.includes(esc));
  });

  const looks: [sequence: string, expected: RegExp][] = [
    [`${esc}[31mx${esc}[39m`, /fill="#f07178">x</],
    [`${esc}[2mx${esc}[22m`, /opacity="0\.6">x</],
    [`${esc}[1;36mx${esc}[0m`, /fill="#7fd6d6" font-weight="bold">x</],
    [`${esc}[31mx${esc}[my`, /lengthAdjust="spacingAndGlyphs">y</],
    [`${esc}[90mx`, /fill="#5b6270">x</],
  ];
  for (const [screen, expected] of looks)
    it(`shows ${JSON.stringify(screen)} as it looks`, () => assert.match(draw(screen), expected));
});
