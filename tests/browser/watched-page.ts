import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What the browser complains of and where it goes, from the moment of watching. */
export interface Watch {
  /** Blocked content, script errors, requests to a host that is neither ours nor the shop's. */
  complaints(): readonly string[];
}

/** A document that is meant to come with 4xx is reported as an error by the browser; that is no complaint. */
const expected = /^Failed to load resource: the server responded with a status of 4(?:04|10|22)\b/;

export function watch(page: Page, origins: readonly string[]): Watch {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !origins.includes(origin)) heard.push(`request to ${request.url()}`);
  });
  return { complaints: () => heard };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Impact, rule and places of all that axe-core finds. The waiting page refreshes itself, for want of script. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // Evaluated by the driver, outside the page's content security policy.
  await page.evaluate(axe);
  const found: unknown =
    await page.evaluate(`axe.run(document, { rules: { "meta-refresh": { enabled: false } } })
    .then(({ violations }) => violations.map(({ impact, id, nodes }) =>
      impact + ": " + id + ": " + nodes.map(({ html }) => html).join(" ").slice(0, 300)))`);
  assert.ok(Array.isArray(found));
  return found.map(String);
}

/** Those of them that axe-core holds for serious or worse. */
export const seriousBarriers = async (page: Page): Promise<readonly string[]> =>
  (await barriers(page)).filter((barrier) => /^(?:serious|critical):/.test(barrier));

/** How many pixels the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
}

export const payButton = "form:has([autocomplete=cc-number]) button[type=submit]";
export const cancelButton = "form[action*='/cancel'] button[type=submit]";
export const issuerChoice = "select[name=transStatus]";

/**
 * Does what leads to another page, and waits until that page is there. A click alone comes back while the old page still
 * stands, and a reload or a look then meets either of the two.
 */
export async function leadOn(page: Page, lead: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), lead()]);
  await page.waitForLoadState();
}

/** Presses the first of what leads to another page, and waits until that page is there. */
export const pressOn = (page: Page, selector: string): Promise<void> =>
  leadOn(page, () => page.locator(selector).first().click());

/** Chooses at the issuer and confirms. */
export async function answerIssuer(page: Page, transStatus: string): Promise<void> {
  await page.waitForSelector(issuerChoice);
  await page.selectOption(issuerChoice, transStatus);
  await page.locator(`form:has(${issuerChoice}) button[type=submit]`).first().click();
}
