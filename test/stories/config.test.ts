import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { listing, projectOf } from '../support/stories.ts';

const file = '.orchestra/agent-config.json';
const ours = `{
  "maxParallel": 3,

  "agents": {
    "sh": { "command": "sh", "args": ["-c",  "{prompt}"], "env": { "TOKEN": "s3cret" } }
  }
}
`;

/** A project whose config has this text. */
function withText(project: Project, text: string): Project {
  project.write(file, text);
  return project;
}

const said = async (project: Project, ...words: string[]): Promise<string> => {
  const { code, stdout, stderr } = await project.ask(['config', ...words]);
  return `${code}: ${stdout}${stderr}`.replaceAll(project.folder, '');
};

describe('config', { concurrency: 2 }, () => {
  it('changes what is asked for, and no other byte', async (t) => {
    const project = withText(projectOf(t), ours);
    assert.equal(
      await said(project, 'set', 'maxParallel', '5'),
      `0: maxParallel is 5 now, it was 3 (/${file})\n`,
    );
    assert.equal(
      await said(project, 'set', 'maxParallel', '5'),
      `0: maxParallel is 5 already (/${file})\n`,
    );
    assert.match(await said(project, 'set', 'agents.sh.timeout', '1h'), /^0: .* is "1h" now \(/);
    assert.match(
      await said(project, 'set', 'agents.sh.env.TOKEN', 'x'),
      /^0: .* is \(hidden\) now, it was \(hidden\) \(/,
    );
    assert.match(await said(project, 'set', 'agents.sh.trustExit', 'true'), /^0: /);
    assert.match(await said(project, 'unset', 'agents.sh.trustExit'), /^0: .* not set any more /);
    const after = ours
      .replace('3', '5')
      .replace('s3cret', 'x')
      .replace(' } }\n', ' }, "timeout": "1h" }\n');
    assert.equal(project.read(file), after);
  });

  it('takes wrong keys away one by one', async (t) => {
    const project = withText(projectOf(t), '{ "maxParalel": 1, "agents": { "sh": { "x.y": 2 } } }');
    assert.match(await said(project, 'unset', 'maxParallel'), /^1: error: .* does not say /);
    assert.match(
      await said(project, 'unset', 'maxParalel'),
      /^0: maxParalel is not set any more in .*\n.*x\.y/s,
    );
    assert.match(await said(project, 'unset', 'agents.sh."x.y"'), /^0: /);
    assert.match(await said(project, 'unset', 'maxParalel'), /^2: error: .*did you mean /);
    assert.equal(project.read(file), '{ "agents": { "sh": {} } }');
  });

  it('refuses what would break anything, all of it at once, and changes nothing', async (t) => {
    const project = withText(projectOf(t), ours);
    const before = listing(join(project.folder, '.orchestra'));
    const refusals: [words: string[], says: RegExp][] = [
      [
        ['set', 'maxParallel', 'many'],
        /^1: error: maxParallel must be a whole number, is "many"\n/,
      ],
      [['set', 'maxParalel', '2'], /^2: error: .*did you mean maxParallel\?\n/],
      [['set', 'timeout', 'soon'], /^1: error: timeout .*"soon"/],
      [['set', 'agents.sh.prompt', 'stdni'], /^1: .*; did you mean stdin\?\n/],
      [['set', 'agents.sh.args', '["{promt}"]'], /^1: .*\{promt\}.*did you mean \{prompt\}/],
      [['set', 'defaultAgent', 'hs'], /^1: error: defaultAgent "hs" is no agent/],
      [['set', 'agents.sh', '{"timeout": "x", "grace": "y"}'], /timeout.*\n.*grace/],
      [['set', 'agents.sh.args[7]', 'x'], /^1: error: .* has no place for agents\.sh\.args\[7\]\n/],
      [['set', 'agents.sh.args', 'c'], /^2: error: .* takes JSON/],
      [['unset', 'agents.sh.command'], /^1: error: agents\.sh has no command/],
      [['unset', 'timeout'], /^1: error: .* does not say timeout\nhint: orchestra config shows/],
      [['unset', 'aging'], /^1: error: .* does not say aging\nhint: that stands in default\n/],
      [
        ['get', 'maxLoad'],
        /^1: error: maxLoad is not set\nhint: orchestra config set maxLoad VALUE\n/,
      ],
      [['get'], /^2: error: config get which key\?/],
      [['set', 'maxLoad'], /^2: error: maxLoad: which value\?/],
      [['get', 'maxLoad', '2'], /^2: error: config get takes no value/],
      [['get', 'agents.hs.timeout'], /^1: error: no agent is called "hs"; did you mean sh\?/],
      [['get', 'maxLoad', '--origin'], /^2: error: --origin is for config show/],
    ];
    for (const [words, says] of refusals) assert.match(await said(project, ...words), says);
    assert.deepEqual(listing(join(project.folder, '.orchestra')), before);
  });

  it('lets a broken file be mended key by key, and touches no text that is no JSON', async (t) => {
    const broken = '{\n  "maxParalel": 3,\n  "agnets": {},\n  "maxLoad": 2\n}\n';
    const project = withText(projectOf(t), broken);
    const set = await said(project, 'set', 'maxLoad', '3');
    assert.match(set, /^1: error: .*:2:3: maxParalel is unknown.*\n.*:3:3: agnets is unknown/);
    assert.equal(project.read(file), broken);
    project.write(file, '{ "maxParallel": 3, }');
    const typo = await said(project, 'set', 'maxParallel', '4');
    assert.match(typo, /^1: error: .*:1:21: is no JSON: .*\nhint: .*orchestra config edit\n$/);
    assert.equal(project.read(file), '{ "maxParallel": 3, }');
    const latin = Buffer.from('{ "maxParallel": 3, "defaultAgent": "\xfc" }', 'latin1');
    writeFileSync(join(project.folder, file), latin);
    assert.match(
      await said(project, 'set', 'maxParallel', '4'),
      /^1: error: .* is no UTF-8 text\n/,
    );
    assert.deepEqual(readFileSync(join(project.folder, file)), latin);
  });

  it('tells what holds, and where that stands', async (t) => {
    const project = withText(projectOf(t), ours);
    const env = { XDG_CONFIG_HOME: join(project.folder, 'home') };
    const ask = async (...words: string[]) => {
      const { stdout, stderr } = await project.ask(['config', ...words], { env });
      return `${stdout}${stderr}`.replaceAll(project.folder, '');
    };
    const user = '/home/orchestra/agent-config.json';
    assert.equal(await ask('path'), `/${file}\n`);
    assert.equal(await ask('path', '--user'), `${user}\n`);
    assert.equal(
      await ask('set', 'groups.docs.maxParallel', '1', '--user'),
      `groups.docs.maxParallel is 1 now (${user})\n`,
    );
    assert.equal(statSync(join(project.folder, user)).mode & 0o777, 0o600);
    assert.equal(
      await ask('set', 'maxParallel', '9', '--user'),
      `maxParallel is 9 now (${user})\nnote: /${file}:2 says otherwise, and goes before it\n`,
    );
    const shown = await ask('show', '--origin');
    assert.match(shown, new RegExp(`^maxParallel +3 +/${file}:2$`, 'm'));
    assert.match(shown, /^groups\.docs\.maxParallel +1 +\/home.*:4$/m);
    assert.match(shown, /^idleExit +0 +default$|^idleExit +30s +default$/m);
    assert.match(shown, /^agents\.sh\.env\.TOKEN +\(hidden\) +/m);
    assert.doesNotMatch(shown, /s3cret/);
    assert.equal(await ask('get', 'agents.sh.env.TOKEN'), 's3cret\n');
    assert.equal(await ask('get', 'agents.sh.args'), '["-c","{prompt}"]\n');
    assert.equal(await ask('get', 'agents.sh.args[0]'), '-c\n');
    assert.equal(await ask('get', 'agents.claude.command'), 'claude\n');
    assert.equal(await ask('get', 'aging'), '5m\n');
    const unset = await ask('unset', 'maxParallel');
    assert.equal(unset, `maxParallel is not set any more in /${file}; now 9 holds (${user}:7)\n`);
  });

  it('opens an editor on the file, and keeps what is refused for another try', async (t) => {
    const project = withText(projectOf(t), ours);
    const edited = async (script: string, ...words: string[]) => {
      project.write('editor.sh', script);
      const env = { EDITOR: `sh ${join(project.folder, 'editor.sh')}`, TMPDIR: project.folder };
      const { code, stdout, stderr } = await project.orchestra(['config', 'edit', ...words], {
        env,
      });
      return `${code}: ${stdout}${stderr}`;
    };
    assert.equal(await edited('true'), '0: nothing was changed\n');
    const refused = await edited('sed -i s/maxParallel/maxParalel/ "$1"');
    assert.match(
      refused,
      /^1: error: \S+:2:3: maxParalel is unknown; did you mean maxParallel\?\n/,
    );
    assert.equal(project.read(file), ours);
    const [, kept = ''] = /orchestra config edit --file (\S+)\n/.exec(refused) ?? [];
    assert.match(refused, new RegExp(`error: ${kept}:2:3`));
    const mended = await edited('sed -i "s/maxParalel.*/maxParallel\\": 8,/" "$1"', '--file', kept);
    assert.match(mended, /^0: \S+ is changed\n$/);
    assert.equal(project.read(file), ours.replace('3', '8'));
    const other = ours.replace('3', '9');
    project.write('other.json', other);
    const overtaken = await edited(`cp other.json ${file}; sed -i s/8/7/ "$1"`);
    assert.match(
      overtaken,
      /^1: error: .* changed by somebody else meanwhile\nhint: your text is kept/,
    );
    assert.equal(project.read(file), other);
  });

  it('keeps a file behind its link, and who may read it', async (t) => {
    const project = withText(projectOf(t), ours);
    const path = join(project.folder, file);
    mkdirSync(join(project.folder, 'dotfiles'));
    const real = join(project.folder, 'dotfiles/config.json');
    renameSync(path, real);
    chmodSync(real, 0o640);
    symlinkSync(real, path);
    assert.match(await said(project, 'set', 'maxParallel', '7'), /^0: /);
    assert.equal(project.read('dotfiles/config.json'), ours.replace('3', '7'));
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.deepEqual(listing(join(project.folder, 'dotfiles')).length, 1);
  });

  it('loses no change when many are made at once', async (t) => {
    const project = withText(projectOf(t), ours);
    const groups = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(
      groups.map((name) => said(project, 'set', `groups.${name}.maxParallel`, '2')),
    );
    const { groups: left } = JSON.parse(project.read(file)) as { groups: object };
    assert.deepEqual(Object.keys(left).sort(), groups);
  });

  it('makes the file where there is none, and tells what outweighs it', async (t) => {
    const project = projectOf(t);
    const dir = join(project.folder, 'fresh');
    mkdirSync(dir);
    const { stdout } = await project.ask(['config', 'set', 'maxParallel', '2', '--dir', dir]);
    assert.match(stdout, /^maxParallel is 2 now/);
    assert.equal(project.read('fresh', file), '{\n  "maxParallel": 2\n}\n');
    await project.ask(['parallel', '4', '--dir', dir]);
    const { stderr } = await project.ask(['config', 'set', 'maxParallel', '3', '--dir', dir]);
    assert.match(stderr, /^note: a limit of 4 was set by hand.*orchestra parallel default\n/);
  });
});
