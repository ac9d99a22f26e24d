import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: pages that are asked for at the same time are read and drawn together, and each shows its own payment, as it is now.

const world = await startWorld();
after(() => world.stop());

interface Opened {
  readonly orderId: string;
  readonly url: string;
  readonly token: string;
}

async function open(locale: string): Promise<Opened> {
  const orderId = newOrderId();
  const order = redirectOrder({ order_id: orderId, description: `Of ${orderId}`, customer: { locale } });
  const url = textAt(assertAccepted(await world.api("POST", "/orders", order))["payment_url"]);
  return { orderId, url, token: /\/connect\/(\w+)/.exec(url)?.[1] ?? assert.fail(url) };
}

async function visit(url: string): Promise<{ readonly status: number; readonly html: string }> {
  const response = await fetch(url, { redirect: "manual" });
  return { status: response.status, html: await response.text() };
}

/** The orders and links that a page names. */
const named = (html: string): readonly string[] => [
  ...new Set(
    [...html.matchAll(/\/connect\/(\w+)|<bdi>Of ([^<]+)<\/bdi>/g)].map((one) => one[1] ?? one[2] ?? ""),
  ),
];

test("of pages that are asked for at once each shows its own order and leads to its own link", async () => {
  const opened: Opened[] = [];
  for (let count = 0; count < 12; count += 1) opened.push(await open(count % 2 === 0 ? "nl_NL" : "fr_FR"));
  const asked = [...opened, ...opened, ...opened, ...opened];
  const pages = await Promise.all(asked.map(({ url }) => visit(url)));
  for (const [index, { status, html }] of pages.entries()) {
    const { orderId, token } = asked[index] ?? assert.fail("no such order");
    assert.equal(status, 200);
    assert.deepEqual(named(html).toSorted(), [orderId, token].toSorted());
    assert.match(html, index % 2 === 0 ? /<html lang="nl"/ : /<html lang="fr"/);
  }
});

test("links that lead nowhere take no other page with them, and are shown no payment", async () => {
  const { orderId, url, token } = await open("nl_NL");
  const nowhere = url.replace(token, "0".repeat(35));
  const [first, second, third] = await Promise.all([visit(url), visit(nowhere), visit(url)]);
  assert.deepEqual([first.status, second.status, third.status], [200, 404, 200]);
  assert.ok(named(third.html).includes(orderId));
  assert.doesNotMatch(second.html, new RegExp(`${orderId}|${token}`));
});

test("a page that is asked for after its payment was cancelled shows no form, whatever is asked for beside it", async () => {
  const [cancelled, other] = [await open("nl_NL"), await open("nl_NL")];
  const busy = Array.from({ length: 20 }, () => visit(other.url));
  const left = await fetch(`${cancelled.url.replace(/\?.*/, "")}cancel`, {
    method: "POST",
    redirect: "manual",
  });
  assert.equal(left.status, 303);
  const pages = await Promise.all([visit(cancelled.url), visit(other.url), visit(cancelled.url)]);
  await Promise.all(busy);
  assert.deepEqual(
    pages.map(({ html }) => html.includes("data-card-form")),
    [false, true, false],
  );
});

test("files come packed to whoever takes them, with the same content, and pages never do", async () => {
  const { url } = await open("nl_NL");
  const { html } = await visit(url);
  const paths = [/\/assets\/pay\.\w+\.css/, /\/assets\/pay\.\w+\.js/, /\/assets\/icons\.\w+\.svg/].map(
    (pattern) => pattern.exec(html)?.[0] ?? assert.fail(String(pattern)),
  );
  const ask = async (address: string, encoding: string): Promise<Response> =>
    await fetch(new URL(address, url), { headers: { "accept-encoding": encoding } });
  for (const path of paths) {
    const plain = await ask(path, "identity");
    assert.equal(plain.headers.get("content-encoding"), null);
    const content = await plain.text();
    for (const encoding of ["br", "gzip"]) {
      const packed = await ask(path, encoding);
      assert.equal(packed.headers.get("content-encoding"), encoding, path);
      assert.equal(packed.headers.get("vary"), "accept-encoding");
      assert.ok(Number(packed.headers.get("content-length")) < content.length / 2, path);
      assert.equal(await packed.text(), content);
    }
  }
  const page = await ask(url, "gzip, deflate, br");
  assert.equal(page.headers.get("content-encoding"), null);
  await page.body?.cancel();
});
