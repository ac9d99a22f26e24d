import chromium, { inflate } from "@sparticuz/chromium";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, type BrowserContext, chromium as driver, type Page } from "playwright-core";
import { inheritedEnvironment } from "./config.ts";

export interface PageOptions {
  readonly javaScriptEnabled?: boolean;
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** One real browser of a test file. */
export interface TestBrowser {
  /** A page in a context of its own: no cookies, no history. */
  newPage(options?: PageOptions): Promise<Page>;
  stop(): Promise<void>;
}

/** For its start, and for one step of a page; twice what the driver has, for machines that do other things as well. */
const patienceMs = 60_000;

export async function startBrowser(): Promise<TestBrowser> {
  const browser: Browser = await driver.launch({
    executablePath: await browserExecutable(),
    // The package's own list switches web security off; our pages must hold with it on.
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage"],
    env: { ...inheritedEnvironment(), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts },
    headless: true,
    timeout: patienceMs,
  });
  const contexts: BrowserContext[] = [];
  return {
    async newPage({ javaScriptEnabled = true, locale = "en-US", viewport } = {}) {
      const context = await browser.newContext({
        javaScriptEnabled,
        locale,
        viewport: viewport ?? { width: 1280, height: 900 },
      });
      context.setDefaultTimeout(patienceMs);
      contexts.push(context);
      return await context.newPage();
    },
    async stop() {
      for (const context of contexts) await context.close();
      await browser.close();
    },
  };
}

const libraries = join(tmpdir(), "al2023", "lib");
const fonts = join(tmpdir(), "fonts");

/** Unpacks Chromium and the libraries a bare machine lacks; `run.ts` does so once, before test files run side by side. */
export async function browserExecutable(): Promise<string> {
  if (!existsSync(libraries)) {
    const require = createRequire(import.meta.url);
    const packageFolder = dirname(dirname(require.resolve("@sparticuz/chromium")));
    await inflate(join(packageFolder, "bin", "al2023.tar.br"));
  }
  return await chromium.executablePath();
}
