import assert from "node:assert/strict";
import { after, test } from "node:test";
import { submitCard, type TypedCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { findForms } from "../support/markup.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever is typed into the card form or sent to its address, the answer is the page again or a clean 4xx; nothing
// is stored, nothing typed comes back as markup, and the form still pays afterwards.

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

async function openForm(orderId = newOrderId()): Promise<Page> {
  const members = { order_id: orderId, gateway_info: { flexible_3d: false } };
  const created = assertAccepted(await api("POST", "/orders", redirectOrder(members)));
  return await shopper.open(textAt(created["payment_url"]));
}

const long = "9".repeat(10_000);
const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;

const mistakes: readonly (readonly [name: string, card: TypedCard])[] = [
  ["a number that fails Luhn", { number: "4111111111111112" }],
  ["a number of another scheme", { number: "30569309025904" }],
  ["no number", { number: "" }],
  ["a number of letters", { number: "abcd efgh ijkl mnop" }],
  [
    "a number in digits of a keyboard that we do not read",
    {
      number:
        "\u096a\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967\u0967",
    },
  ],
  ["ten thousand digits", { number: long }],
  ["markup as number", { number: markup }],
  ["no expiry", { expiry: "" }],
  ["the month thirteen", { expiry: "13/30" }],
  ["a month of the past", { expiry: "01/20" }],
  ["markup as expiry", { expiry: markup }],
  ["a long expiry", { expiry: long }],
  ["no security code", { cvc: "" }],
  ["a security code of two digits", { cvc: "12" }],
  ["a security code of four digits on a Visa", { cvc: "1234" }],
  ["a security code of letters", { cvc: "abc" }],
  ["a long security code", { cvc: long }],
  ["no name", { holder: "" }],
  ["a long name", { holder: "a".repeat(10_000) }],
  ["a name with a NUL", { holder: "Sam\u0000Sample" }],
];

for (const [name, card] of mistakes) {
  test(`${name}: the form again, with the reason, and nothing is charged`, async () => {
    const orderId = newOrderId();
    const before = await controls.books();
    const page = await submitCard(shopper, await openForm(orderId), card);
    assert.equal(page.status, 422, page.html.slice(0, 300));
    assert.match(page.html, /aria-invalid="true"/);
    assert.doesNotMatch(page.html, /<script>|<img src=x/);
    for (const secret of [card.number, card.cvc]) {
      if (secret !== undefined && secret.length > 2) assert.equal(page.html.includes(secret), false);
    }
    const fields = findForms(page.html).flatMap((form) => form.fields);
    for (const kind of ["cc-number", "cc-csc"]) {
      assert.equal(fields.find((field) => field.autocomplete === kind)?.value, "", kind);
    }
    assert.equal(await statusesOf(api, orderId), "initialized/initialized");
    assert.equal((await controls.books()).entries.length, before.entries.length);
  });
}

const names = [
  "Zoë Müller-Lüdenscheidt",
  "𝔖am 😀",
  "\u202Eelpmas mas",
  "O'Brien & <Sons>",
  "李小龍",
  "\u200Bsam",
];

for (const holder of names) {
  test(`the name ${JSON.stringify(holder)} is taken or refused beside its field, and comes back as text`, async () => {
    const page = await submitCard(shopper, await openForm(), { holder, cvc: "1" });
    assert.equal(page.status, 422);
    assert.doesNotMatch(page.html, /<Sons>/);
    const field = findForms(page.html)
      .flatMap((form) => form.fields)
      .find((one) => one.autocomplete === "cc-name");
    const returned = ["", holder, holder.replaceAll(/\p{Bidi_Control}/gu, "")];
    assert.ok(field !== undefined && returned.includes(field.value), field?.value ?? "no field");
    const paid = await submitCard(shopper, page, { holder });
    assert.ok(paid.status === 200 || paid.status === 422, String(paid.status));
  });
}

async function send(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, world.gatewayUrl), { redirect: "manual", ...init });
  return { status: response.status, text: await response.text() };
}

const form = { "content-type": "application/x-www-form-urlencoded" };

const requests: readonly (readonly [name: string, init: RequestInit])[] = [
  ["no body", { method: "POST" }],
  ["an empty form", { method: "POST", headers: form, body: "" }],
  ["JSON", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }],
  ["plain text", { method: "POST", headers: { "content-type": "text/plain" }, body: "card_number=1" }],
  [
    "a multipart body",
    { method: "POST", headers: { "content-type": "multipart/form-data; boundary=x" }, body: "--x--" },
  ],
  ["a content type of nonsense", { method: "POST", headers: { "content-type": "%%%" }, body: "x" }],
  ["a form too large", { method: "POST", headers: form, body: `card_number=${"1".repeat(200_000)}` }],
  [
    "fields given twice",
    { method: "POST", headers: form, body: "card_number=1&card_number=2&card_cvc=1&card_cvc=2" },
  ],
  ["broken escapes", { method: "POST", headers: form, body: "card_number=%zz&card_holder_name=%ff%fe" }],
  [
    "fields named like parts of an object",
    { method: "POST", headers: form, body: "__proto__=1&constructor=2&toString=3" },
  ],
  ["PUT", { method: "PUT", headers: form, body: "" }],
  ["DELETE", { method: "DELETE" }],
  ["GET", { method: "GET" }],
];

for (const step of ["card", "cancel", "authenticate"]) {
  test(`the address of ${step} answers whatever is sent with a page or a clean refusal`, async () => {
    for (const [name, init] of requests) {
      const page = await openForm();
      const path = `${new URL(page.url).pathname}${step}`;
      const answer = await send(path, init);
      assert.ok(answer.status < 500, `${name}: ${answer.status}`);
      assert.notEqual(answer.status, 200, `${name} at ${step}`);
      assert.doesNotMatch(answer.text, /\bat .+:\d+:\d+/, name);
    }
  });
}

test("addresses of nonsense get a page that says so", async () => {
  for (const path of [
    "/connect/",
    "/connect/x/",
    `/connect/${"a".repeat(5_000)}/`,
    "/connect/..%2f..%2fetc%2fpasswd/",
    "/connect/%E0%A4%A/",
    `/connect/${"a".repeat(35)}/?lang=${encodeURIComponent(markup)}`,
    "/assets/../../package.json",
    "/assets/none.css",
  ]) {
    const answer = await send(path, { method: "GET" });
    assert.ok([400, 404, 414].includes(answer.status), `${path.slice(0, 60)}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /<script>alert/);
  }
});

test("a form that was refused pays when it is right", async () => {
  const orderId = newOrderId();
  const again = await submitCard(shopper, await openForm(orderId), { expiry: "99/99" });
  const paid = await submitCard(shopper, again);
  assert.match(paid.html, /data-status="completed"/);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});
