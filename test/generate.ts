import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { errorCatalogue, errorsFile } from './support/error-catalogue.ts';
import { jsonConfig } from './support/json-calls.ts';
import { type Examples, jsonFile, jsonPage, recordExamples } from './support/json-page.ts';
import { manFile, manPage } from './support/man-page.ts';
import { projectRoot } from './support/root.ts';
import { projectOf } from './support/stories.ts';
import './schemas.ts';

/** Writes anew what is made from the code: `npm run generate`. */
const files = {
  [manFile]: await manPage(),
  [errorsFile]: errorCatalogue(),
  [jsonFile]: await jsonPage(await examples()),
};
for (const [name, text] of Object.entries(files)) {
  const path = join(projectRoot, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(name);
}

/** What the commands print that the page shows, by making the calls. */
async function examples(): Promise<Examples> {
  const ends: (() => unknown)[] = [];
  const t = { after: (end: () => unknown) => void ends.push(end) } as unknown as TestContext;
  try {
    return await recordExamples(projectOf(t, jsonConfig));
  } finally {
    for (const end of ends) await end();
  }
}
