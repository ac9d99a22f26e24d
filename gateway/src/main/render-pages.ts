import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createStylist } from "#http/pages/appearance/stylist.ts";
import { loadPageAssets } from "#http/pages/assets/assets.ts";
import { everyPage, samplePage } from "#http/pages/views/every-page-fixture.ts";
import { createPageViews } from "#http/pages/views/page-views.ts";

/**
 * `node gateway/src/main/render-pages.ts FOLDER`: every page of the fixture as
 * a file, beside all that it loads, for whoever wants to look at them without a
 * payment for each. The folder's root is the root of the site.
 */
const locales = ["en_US", "nl_NL"] as const;

/** Of pages that differ in a name only, one is enough to look at. */
const isWorthLooking = (name: string): boolean =>
  !/^provider (?!(IDEAL|DIRDEB|BNPL_INSTM|KLARNA|VVVGIFTCRD)$)/.test(name) &&
  !/^card form refused with (?!card-number-missing)/.test(name);

async function render(folder: string): Promise<void> {
  const save = async (path: string, body: string | Buffer): Promise<void> => {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, body);
  };
  const assets = loadPageAssets();
  const views = createPageViews(assets);
  const stylist = createStylist();
  for (const asset of assets) await save(asset.path, asset.body);
  for (const locale of locales) {
    const page = { ...samplePage, locale, shopName: "Sample shop", isSandbox: true };
    for (const [name, html] of everyPage(views, page)) {
      if (!isWorthLooking(name)) continue;
      await save(`${locale}/${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}.html`, html);
      const sheet = /\/assets\/brand\/([^"]+)/.exec(html)?.[1];
      const brand = sheet === undefined ? null : stylist.find(sheet);
      if (brand !== null) await save(brand.path, brand.body);
    }
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("the folder is missing");
await render(folder);
