import { suggest } from '../lib/suggest.ts';
import { zoneNames } from '../lib/zone.ts';

/** What to say of a zone that is none: its name follows the option, or the key. */
export function unknownZone(name: string): string {
  const names = zoneNames();
  // People remember the city.
  const ending = `/${name.trim().toLowerCase().replaceAll(' ', '_')}`;
  const near = names.find((one) => one.toLowerCase().endsWith(ending)) ?? suggest(name, names);
  const hint = near === undefined ? 'such as Europe/Berlin, or UTC' : `did you mean ${near}?`;
  return `${JSON.stringify(name.slice(0, 80))} is no time zone; ${hint}`;
}
