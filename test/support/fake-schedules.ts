import { Failure } from '../../src/core/failure.ts';
import { type ReadSchedule, readSchedule, type Schedules } from '../../src/core/scheduled.ts';

/** Schedules that a test writes and takes away, without any file. */
export interface FakeSchedules extends Schedules {
  /** Text as it stands, or what is to be written as JSON. */
  put(name: string, file: string | object): void;
  /** Files with prompts, by their names. */
  readonly prompts: Map<string, string>;
}

export function createFakeSchedules(localZone = 'UTC'): FakeSchedules {
  let all: ReadonlyMap<string, ReadSchedule> = new Map();
  const prompts = new Map<string, string>();
  const parse = (name: string, text: string) => readSchedule(name, text, localZone);
  const put = (name: string, file: string | object): void => {
    const text = typeof file === 'string' ? file : JSON.stringify(file);
    all = new Map([...all, [name, parse(name, text)]]);
  };
  return {
    put,
    prompts,
    all: () => all,
    parse,
    promptFrom(file) {
      const text = prompts.get(file);
      if (text !== undefined) return text;
      throw new Failure('invalid', `there is no file ${file}`, { hint: 'write it' });
    },
    isFolder: () => true,
    pathOf: (name) => `/fake/.orchestra/schedules/${name}.json`,
    write(name, text, replaces) {
      if (all.has(name) && !replaces) return false;
      put(name, text);
      return true;
    },
    remove(name) {
      all = new Map([...all].filter(([one]) => one !== name));
    },
  };
}
