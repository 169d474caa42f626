import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalLauncher } from '../../src/adapters/launchers/local.ts';
import { Failure } from '../../src/core/failure.ts';
import { createFakeLauncher } from '../support/fake-launcher.ts';
import { leavesStray, shim, temporaryFolder } from '../support/local-run.ts';
import { launcherContract } from './launcher.ts';

launcherContract('local', (t) => ({
  launcher: createLocalLauncher({ shim }),
  restarted: () => createLocalLauncher({ shim }),
  folder: () => temporaryFolder(t),
  hasBegun: ({ folder }) => existsSync(join(folder, 'begun')),
  programs: {
    exits: (status) => ['sh', '-c', `: >begun; exit ${status}`],
    waits: ['sh', '-c', ': >begun; exec sleep 60'],
    deaf: ['sh', '-c', 'trap "" INT TERM HUP QUIT; : >begun; exec sleep 60'],
    leavesStray,
  },
  impossible: (command) => ({ ...command, cwd: join(command.cwd, 'missing') }),
}));

launcherContract('fake', () => {
  const launcher = createFakeLauncher({
    onOpen({ command: { argv, token } }, fake) {
      if (argv[0] === 'deaf') fake.deafen(token);
      if (argv[0] === 'leavesStray') fake.escape(token);
      if (argv[1] !== undefined) fake.end(token, Number(argv[1]));
    },
  });
  return {
    launcher,
    restarted: () => launcher,
    folder: () => '/fake',
    hasBegun: ({ handle }) =>
      launcher.runs.some((run) => run.handle.token === handle.token && run.opened),
    programs: {
      exits: (status) => ['exits', `${status}`],
      waits: ['waits'],
      deaf: ['deaf'],
      leavesStray: ['leavesStray', '0'],
    },
    impossible(command) {
      launcher.refuse(new Failure('unavailable', 'refused'));
      return command;
    },
  };
});
