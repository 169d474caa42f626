import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kebab, readArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { renderCommandHelp, renderHelp } from '../../src/cli/help.ts';
import { displayWidth } from '../../src/lib/text.ts';

describe('help', () => {
  for (const [name, load] of Object.entries(commands)) {
    it(`of ${name} tells every word and every flag in a sentence`, async () => {
      const command = await load();
      const help = renderCommandHelp(name, command);
      assert.ok(help.startsWith(`${command.summary}\n\nUsage: orchestra ${name}`));
      for (const [field, { description }] of Object.entries(command.input.properties ?? {})) {
        const isWord = command.positionals?.includes(field);
        const row = help
          .split('\n')
          .find((line) =>
            isWord
              ? line.trim().startsWith(field.replace(/s$/, '').toUpperCase())
              : new RegExp(`--${kebab(field)}( |$)`).test(line),
          );
        assert.ok(row?.includes(description ?? '?'), `${field}: ${row}`);
        assert.match(description ?? '', /^[A-Z].*\.$/);
      }
      for (const letter of Object.keys(command.short ?? {}))
        assert.match(help, new RegExp(`-${letter}, --`));
      assert.match(help, /-h, --help {2}/);
    });

    it(`of ${name} shows examples that can be read`, async () => {
      const command = await load();
      for (const example of command.examples ?? []) {
        const line = example.split(/[|>]/).find((part) => part.includes(`orchestra ${name}`));
        assert.ok(line, `${example} is not about ${name}`);
        const words = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
        readArguments(command, words.slice(words.indexOf('orchestra') + 2));
      }
    });
  }

  it('of all lists each command on a line that fits', async () => {
    const help = await renderHelp('1.2.3');
    assert.match(help, /^orchestra 1\.2\.3: /);
    for (const name of Object.keys(commands))
      assert.match(help, new RegExp(`^ {2}${name}\\b`, 'm'));
    for (const line of help.split('\n')) assert.ok(displayWidth(line) <= 100, line);
  });
});
