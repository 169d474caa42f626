import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles, schemaFolder } from './support/published-schemas.ts';
import { projectRoot } from './support/root.ts';

/** Writes the published schemas anew, as a part of `npm run generate`: after a change of what is on disk. */
const folder = join(projectRoot, schemaFolder);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(schemaFiles)) writeFileSync(join(folder, name), text);
console.log(`${Object.keys(schemaFiles).length} schemas in ${schemaFolder}`);
