import { join } from 'node:path';
import { createDisk } from '../../src/adapters/disk.ts';
import { readFailpoints, withFailpoints } from '../../src/adapters/failpoints.ts';
import { temporaryOf } from '../../src/adapters/store/index.ts';
import { createTaskFiles } from '../../src/adapters/store/task-files.ts';

/** `archiver NUMBER`: puts a task of the current folder away, in the order of the protocol. */
const number = Number(process.argv[2]);
const root = join(process.cwd(), '.orchestra');
const disk = createDisk(temporaryOf(root));
const failpoints = readFailpoints(process.env['ORCHESTRA_FAILPOINT']);
const tasks = createTaskFiles(failpoints ? withFailpoints(disk, root, failpoints) : disk, root);
const record = tasks.read(number);
if (!record) throw new Error(`task ${number} is lost`);
tasks.raiseFloor(number);
tasks.archive([number]);
