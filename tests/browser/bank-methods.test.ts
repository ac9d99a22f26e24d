import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { answerIssuer, cancelButton, payButton, pressOn, watch } from "./watched-page.ts";

// Goal: whoever pays by a bank, a transfer or a gift card in a real browser ends where the contract says, with every end of
// the bank's page, and finds his way back into a payment that he left.

const world = await startWorld();
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api } = world;
const origins = [world.gatewayUrl, world.simulatorUrl, shop.url];

interface Ordered {
  readonly orderId: string;
  readonly url: string;
}

async function order(members: Record<string, unknown> = {}): Promise<Ordered> {
  const orderId = newOrderId();
  const payment_options = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const customer = { locale: "en_US", country: "NL" };
  const body = redirectOrder({ order_id: orderId, payment_options, customer, ...members });
  return { orderId, url: textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]) };
}

/** As the page offers them: a button where nothing more is asked, a link to the form where it is. */
const choiceOf = (gateway: string): string =>
  `.methods button[value=${gateway}], .methods a[href*='gateway=${gateway}']`;
const scenario = "select[name=scenario]";
const proceed = "main form[action*='/method'] button[type=submit]";

async function endAtBank(page: Page, end: string): Promise<void> {
  await page.waitForSelector(scenario);
  await page.selectOption(scenario, end);
  await page.locator(`form:has(${scenario}) button[type=submit]`).first().click();
}

const ends = [
  ["success", "ok", "completed/completed"],
  ["failure", "no", "declined/declined"],
  ["cancelled", "no", "void/void"],
  ["expired", "no", "expired/expired"],
] as const;

for (const [end, target, status] of ends) {
  test(`iDEAL that ends in ${end} leads to /${target}, chosen by one click beside the card`, async () => {
    const ordered = await order();
    const page = await browser.newPage();
    const watched = watch(page, origins);
    await page.goto(ordered.url);
    await page.click(choiceOf("IDEAL"));
    await endAtBank(page, end);
    await page.waitForURL(`${shop.url}/${target}?transactionid=${ordered.orderId}`);
    assert.equal(await statusesOf(api, ordered.orderId), status);
    assert.deepEqual(watched.complaints(), []);
  });
}

test("back from the bank, or on another device: the page leads on to the same bank, or ends it", async () => {
  const ordered = await order();
  const page = await browser.newPage();
  await page.goto(ordered.url);
  await page.click(choiceOf("IDEAL"));
  await page.waitForSelector(scenario);
  const bankUrl = page.url();
  await page.goBack();
  const other = await browser.newPage({ javaScriptEnabled: false });
  await other.goto(ordered.url);
  for (const one of [page, other]) {
    await one.reload();
    await one.click("main a.button");
    await one.waitForSelector(scenario);
    assert.equal(one.url(), bankUrl);
  }
  await other.goto(ordered.url);
  await other.click(cancelButton);
  await other.waitForURL(`${shop.url}/no?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "void/void");
});

test("without script: a method of the list, its form, its bank, and the shop", async () => {
  const ordered = await order({ gateway: "DIRDEB" });
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(ordered.url);
  await page.fill("[name=account_holder_iban]", "NL87 XXXX");
  await page.fill("[name=account_holder_name]", "Sam <b>Sample</b>");
  await pressOn(page, proceed);
  assert.equal(await page.inputValue("[name=account_holder_name]"), "Sam <b>Sample</b>");
  assert.equal(await page.getAttribute("[name=account_holder_iban]", "aria-invalid"), "true");
  await page.fill("[name=account_holder_iban]", "NL87 ABNA 0000 0000 01");
  await page.fill("[name=account_holder_name]", "Sam Sample");
  await page.click(proceed);
  await page.waitForURL(`${shop.url}/ok?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
});

test("a bank transfer says what to transfer, on every device alike and after a reload", async () => {
  const ordered = await order();
  const page = await browser.newPage();
  await page.goto(ordered.url);
  await pressOn(page, choiceOf("BANKTRANS"));
  await pressOn(page, proceed);
  const facts = await page.locator("main dl.facts").first().innerText();
  assert.match(facts, /€10\.00/);
  assert.match(facts, /[A-Z]{2}\d{2}( \w{4})+/);
  const other = await browser.newPage({ javaScriptEnabled: false });
  await other.goto(ordered.url);
  await page.reload();
  for (const one of [page, other]) {
    assert.equal(await one.locator("main dl.facts").first().innerText(), facts);
  }
  await other.click("main a.button");
  await other.waitForURL(`${shop.url}/ok?transactionid=${ordered.orderId}`);
});

test("a gift card with too little, then the rest by card: both are told on the page, and pay the order", async () => {
  const ordered = await order();
  const page = await browser.newPage();
  await page.goto(ordered.url);
  await page.click(choiceOf("VVVGIFTCRD"));
  await page.fill("[name=number]", "111112");
  await page.fill("[name=security_code]", "1234");
  await page.locator("main form button[type=submit]:not([name=cancel])").click();
  await page.waitForSelector(payButton);
  assert.match(await page.innerText(payButton), /€5\.00/);
  await page.reload();
  await typeCard(page);
  await page.click(payButton);
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
});

test("cancelled on the page without script: cancel_url, and the link says that nothing was paid", async () => {
  const ordered = await order();
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(ordered.url);
  await page.click(cancelButton);
  await page.waitForURL(`${shop.url}/no?transactionid=${ordered.orderId}`);
  const answer = await page.goto(ordered.url);
  assert.equal(answer?.status(), 410);
  assert.equal(await page.locator("form[method=post]").count(), 0);
});
