import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { mailboxReader, type TestMail } from "../support/mailbox.ts";
import { directOrderWithout3ds, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { leadOn, overflow, seriousBarriers, watch } from "./watched-page.ts";

// Goal: mails, the mailbox and the page that stops reminders are whole and without serious barrier, on a narrow screen, light
// and dark. Method: a reminder in a long and in a Chinese language and a receipt, as a mail program would show them.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const mailbox = mailboxReader(world.simulatorUrl);
const phone = { width: 320, height: 640 };

async function firstMail(body: OrderBody): Promise<TestMail> {
  const id = String(body["order_id"]);
  return await eventually(`a mail of ${id}`, async () => (await mailbox.ofOrder(id))[0]);
}

const remindable = (locale: string): OrderBody =>
  redirectOrder({
    second_chance: { send_email: true },
    description: "Two tickets and a description that is as long as shops like to have them",
    customer: { locale, email: `${newOrderId("s")}@example.com` },
  });

const reminders = { de: remindable("de_DE"), "zh-Hans": remindable("zh_CN") };
const paid = directOrderWithout3ds({
  description: "Two tickets",
  customer: { locale: "pl_PL", ip_address: "192.0.2.10", email: "payer@example.com" },
});
await world.commandLine("site", "set", "--site", "1", "--receipts", "on");
for (const order of [...Object.values(reminders), paid])
  assertAccepted(await world.api("POST", "/orders", order));
await world.clock.advance(3_601);

async function assertWhole(page: Page): Promise<void> {
  assert.equal(await overflow(page), 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await seriousBarriers(page), [], colorScheme);
  }
}

for (const [lang, order] of Object.entries({ ...reminders, pl: paid })) {
  test(`a mail in "${lang}" reads well on a telephone, without its frame too, and loads nothing`, async () => {
    const { html, subject } = await firstMail(order);
    const page = await browser.newPage({ viewport: phone });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.setContent(html);
    assert.equal(await page.getAttribute("html", "lang"), lang);
    assert.equal(await page.title(), subject);
    await assertWhole(page);
    // Web mailers take everything off around the outermost elements of the body.
    const article = page.getByRole("article", { name: subject });
    assert.equal(await article.getAttribute("lang"), lang);
    assert.deepEqual(requests, []);
  });
}

test("the mailbox, a mail in it and the page for a mail that is gone hold on a telephone", async () => {
  const { id } = await firstMail(reminders.de);
  const page = await browser.newPage({ viewport: phone });
  const watched = watch(page, [world.gatewayUrl, world.simulatorUrl]);
  for (const path of ["/mailbox", `/mailbox/${id}`, "/mailbox/nothing"]) {
    await page.goto(`${world.simulatorUrl}${path}`);
    await assertWhole(page);
    assert.equal(await page.locator("meta[http-equiv=refresh]").count(), 0, path);
  }
  assert.deepEqual(watched.complaints(), []);
});

test("a shopper stops the reminders by keyboard and without script, in the order's language", async () => {
  const { html } = await firstMail(reminders["zh-Hans"]);
  const url = /href="([^"]*\/unsubscribe\/[^"]*)"/.exec(html)?.[1] ?? assert.fail("a link stops them");
  const page = await browser.newPage({ viewport: phone, javaScriptEnabled: false });
  await page.goto(url);
  assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
  await page.focus("main form button");
  await leadOn(page, () => page.keyboard.press("Enter"));
  await page.waitForSelector("main[data-status=stopped] >> text=提醒已停止");
  assert.equal(await overflow(page), 0);
});

test("the page that stops reminders has no serious barrier, before and after", async () => {
  const { html } = await firstMail(reminders.de);
  const url = /href="([^"]*\/unsubscribe\/[^"]*)"/.exec(html)?.[1] ?? assert.fail("a link stops them");
  const page = await browser.newPage({ viewport: phone });
  const watched = watch(page, [world.gatewayUrl]);
  await page.goto(url);
  await assertWhole(page);
  await page.click("main form button");
  await page.waitForSelector("main[data-status=stopped]");
  await assertWhole(page);
  assert.deepEqual(watched.complaints(), []);
});
