import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles, schemaFolder } from './support/published-schemas.ts';
import { projectRoot } from './support/root.ts';

/** Writes the published schemas anew; `npm run generate` does it with all that is made from code. */
const folder = join(projectRoot, schemaFolder);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(schemaFiles)) writeFileSync(join(folder, name), text);
console.log(`${Object.keys(schemaFiles).length} schemas in ${schemaFolder}`);
