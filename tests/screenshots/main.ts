import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { speakPseudo } from "../browser/pseudo-locale.ts";
import { startBrowser, type TestBrowser } from "../support/browser.ts";
import { startChild } from "../support/child.ts";
import { inheritedEnvironment } from "../support/config.ts";
import { fromRoot } from "../support/paths.ts";
import { contactSheet, type Shot } from "./contact-sheet.ts";
import { serveFolder } from "./serve-folder.ts";

/**
 * `npm run screenshots [part of a page's name …]`: every page on a telephone
 * and on a desk, by day and by night, in English, in Dutch and in texts two
 * fifths longer, into `/screenshots/`, with an `index.html` that shows them all.
 */
const devices = [
  { name: "phone", width: 360, height: 740 },
  { name: "desktop", width: 1280, height: 900 },
] as const;
const schemes = ["light", "dark"] as const;
const languages = [
  { name: "en", folder: "en_US", isPseudo: false },
  { name: "nl", folder: "nl_NL", isPseudo: false },
  { name: "pseudo", folder: "en_US", isPseudo: true },
] as const;

const target = fromRoot("screenshots");
const wanted = process.argv.slice(2);
const site = await mkdtemp(join(tmpdir(), "sluis-pages-"));
try {
  await renderPages(site);
  const names = (await readdir(join(site, "en_US")))
    .map((file) => basename(file, ".html"))
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .toSorted();
  await mkdir(target, { recursive: true });
  const shots = await shootAll(names);
  await writeFile(join(target, "index.html"), contactSheet(shots));
  console.log(`${shots.length} screenshots: ${join(target, "index.html")}`);
} finally {
  await rm(site, { recursive: true });
}

async function renderPages(folder: string): Promise<void> {
  const child = startChild({
    command: process.execPath,
    args: [fromRoot("gateway/src/main/render-pages.ts"), folder],
    env: inheritedEnvironment(),
    cwd: fromRoot(),
  });
  const { code } = await child.ended();
  if (code !== 0) throw new Error(child.output());
}

async function shootAll(names: readonly string[]): Promise<readonly Shot[]> {
  const server = await serveFolder(site);
  const browser = await startBrowser();
  try {
    const shots: Shot[] = [];
    for (const device of devices) {
      for (const scheme of schemes)
        shots.push(...(await shootDevice(browser, server.url, names, device, scheme)));
    }
    return shots;
  } finally {
    await browser.stop();
    await server.stop();
  }
}

async function shootDevice(
  browser: TestBrowser,
  origin: string,
  names: readonly string[],
  device: (typeof devices)[number],
  scheme: (typeof schemes)[number],
): Promise<readonly Shot[]> {
  const shots: Shot[] = [];
  const page = await browser.newPage({ viewport: { width: device.width, height: device.height } });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  for (const language of languages) {
    for (const name of names) {
      const file = `${name}.${device.name}.${scheme}.${language.name}.png`;
      await show(page, `${origin}/${language.folder}/${name}.html`, language.isPseudo);
      await page.screenshot({ path: join(target, file), fullPage: true });
      shots.push({ page: name, file, view: `${device.name}, ${scheme}, ${language.name}` });
    }
  }
  return shots;
}

/** A page that would go on by itself is held: its scripts' forms lead nowhere here. */
async function show(page: Page, url: string, isPseudo: boolean): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  if (isPseudo) await speakPseudo(page);
}
