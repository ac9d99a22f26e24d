import { mkdir, writeFile } from "node:fs/promises";
import { openApi, sandboxUrl } from "#http/api-v1/description/openapi.ts";
import { operations } from "#http/api-v1/description/operations.ts";
import { errorsPage } from "./errors-page.ts";
import { pageInventory } from "./page-inventory.ts";
import { statesPage } from "./states-page.ts";

export interface GeneratedFile {
  readonly url: URL;
  readonly content: string;
}

const docs = new URL("../../../../docs/", import.meta.url);

/** What the pages of this release consist of; `pages verify` reads it. */
export const inventoryUrl = new URL("security/scripts.json", docs);

/** The committed files that are made from the sources: a test compares them, `describe` writes them. */
export const generatedFiles = (): readonly GeneratedFile[] => [
  {
    url: new URL("api/openapi.json", docs),
    content: `${JSON.stringify(openApi(operations, sandboxUrl), null, 2)}\n`,
  },
  { url: new URL("api/errors.md", docs), content: errorsPage(operations) },
  { url: new URL("states.md", docs), content: statesPage() },
  { url: inventoryUrl, content: `${JSON.stringify(pageInventory(), null, 2)}\n` },
];

/** `npm run sluis -- describe` */
export async function writeGeneratedFiles(): Promise<void> {
  await mkdir(new URL("api/", docs), { recursive: true });
  await mkdir(new URL("security/", docs), { recursive: true });
  for (const { url, content } of generatedFiles()) await writeFile(url, content);
}
