import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCatalogue, errorsFile } from './support/error-catalogue.ts';
import { manFile, manPage } from './support/man-page.ts';
import { projectRoot } from './support/root.ts';
import './schemas.ts';

/** Writes anew what is made from the code: `npm run generate`. */
const files = { [manFile]: await manPage(), [errorsFile]: errorCatalogue() };
for (const [name, text] of Object.entries(files)) {
  const path = join(projectRoot, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(name);
}
