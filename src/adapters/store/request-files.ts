import { join } from 'node:path';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import { Request } from '../../core/request.ts';
import type { RequestFiles } from '../../core/store.ts';
import { createFloor, firstFree, numbersLike } from './numbers.ts';
import { readRecord, textOf } from './records.ts';

/** `requests/`: questions to people. */
export function createRequestFiles(disk: Disk, root: string): RequestFiles {
  const at = (path: string) => join(root, path);
  const numbers = () =>
    numbersLike(/^r([1-9]\d{0,9})\.json$/, disk.list(at(layout.requests))).sort((a, b) => a - b);
  const { floor, raiseFloor } = createFloor(disk, at(layout.requestFloor), numbers);
  return {
    numbers,
    read: (number) => readRecord(disk, at(layout.request(number)), Request),
    create(make, hint) {
      const above = Math.max(floor(), hint);
      const number = firstFree(above, (taken) => disk.exists(at(layout.request(taken))));
      const request = make(number);
      disk.create(at(layout.request(number)), textOf(request), { mode: 0o600 });
      return request;
    },
    replace: (request) => disk.replace(at(layout.request(request.number)), textOf(request)),
    raiseFloor,
    remove: (number) => disk.remove(at(layout.request(number))),
  };
}
