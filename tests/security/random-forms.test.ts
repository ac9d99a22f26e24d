import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, checkoutOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever a browser or a forger posts to a payment page, the answer is a page or a clean refusal, what was typed comes
// back as text only, and the order's row is the one it was. Method: random forms out of what is known to hurt.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

/** The same sequence every time, so that a change is judged by itself. */
const play = { seed: 20_261_121, numRuns: 120 };

interface Form {
  readonly step: string;
  readonly fields: readonly string[];
  readonly body: OrderBody;
}

const customer = { locale: "en_US", country: "NL" };
const card: Form = {
  step: "card",
  fields: ["card_number", "card_holder_name", "card_expiry", "card_cvc"],
  body: { customer },
};
const forms: readonly Form[] = [
  card,
  {
    step: "method",
    fields: ["account_holder_iban", "account_holder_name"],
    body: { customer, gateway: "DIRDEB" },
  },
  {
    step: "checkout",
    fields: [
      "first_name",
      "last_name",
      "address1",
      "house_number",
      "zip_code",
      "city",
      "country",
      "email",
      "shipping_method",
    ],
    body: checkoutOrder(),
  },
];

interface Opened {
  readonly orderId: string;
  /** Address of the page, without its query. */
  readonly url: string;
}

async function open({ body }: Form): Promise<Opened> {
  const orderId = newOrderId();
  const created = await api("POST", "/orders", redirectOrder({ ...body, order_id: orderId }));
  const { origin, pathname } = new URL(textAt(assertAccepted(created)["payment_url"]));
  return { orderId, url: `${origin}${pathname}` };
}

/** Runs it on a new order, whose row must be the same afterwards. */
async function withoutTrace(form: Form, act: (opened: Opened) => Promise<void>): Promise<void> {
  const opened = await open(form);
  const before = await rowOf(opened.orderId);
  await act(opened);
  assert.deepEqual(await rowOf(opened.orderId), before);
}

const rowOf = async (orderId: string): Promise<unknown> =>
  (await world.sql("select row_to_json(orders) as row from orders where order_id = $1", [orderId]))[0];

const marker = "x7hostile";
const hostile: readonly string[] = [
  `"><script>alert("${marker}")</script>`,
  `'><img src=//evil.example/${marker} onerror=alert(1)>`,
  `</textarea></form><form action=//evil.example/${marker}>`,
  `javascript:alert('${marker}')`,
  `\u202E${marker}\u2066\u200F`,
  `${marker} 😀 𝔖𝔞𝔪 李小龍`,
  `${marker}\u0000`,
  `${marker}\r\nSet-Cookie: a=b`,
  `%00${marker}%zz`,
  `{{${marker}}} \${${marker}} <%= ${marker} %>`,
  `'; drop table orders; -- ${marker}`,
  marker.repeat(1_100),
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "__proto__",
];
/** Nearly right; no form made of them alone can be taken. */
const plausible = new Map(
  Object.entries({
    card_number: cards.visa,
    card_holder_name: "Sam Sample",
    card_expiry: "12/30",
    card_cvc: "12",
    account_holder_iban: "NL87ABN",
    account_holder_name: "Sam Sample",
    email: "shopper@example",
  }),
);
const forged = [
  "amount",
  "currency",
  "order_id",
  "token",
  "method_completed",
  "is_filled_in",
  "browser_java_enabled",
  "browser_language",
  "browser_tz",
  "browser_screen_height",
  "__proto__",
  "constructor",
  "card_number[]",
];

type Pair = readonly [name: string, value: string];

const valueOf = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...hostile),
    fc.constant(plausible.get(name) ?? ""),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

/** Each field once, not at all or twice, in any order, with forged ones between. */
const formFor = ({ fields, step }: Form): fc.Arbitrary<readonly Pair[]> => {
  const own = fields.map((name) =>
    fc.array(
      valueOf(name).map((value): Pair => [name, value]),
      { maxLength: 2 },
    ),
  );
  const strange = fc.array(
    fc.constantFrom(...forged).chain((name) => valueOf(name).map((value): Pair => [name, value])),
    { maxLength: 4 },
  );
  return fc
    .tuple(strange, ...own)
    .map((groups) => groups.flat())
    .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: pairs.length }))
    .map((pairs) => (step === "method" ? [["gateway", "DIRDEB"], ["is_filled_in", "1"], ...pairs] : pairs));
};

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function post(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { method: "POST", redirect: "manual", ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const harms = [
  /<(?:script|img|form)[^>]*(?:alert|evil\.example)/i,
  /<[^>]*\son\w+=/i,
  /(?:href|src|action)="?(?:javascript:|\/\/evil)/i,
  /[\u202A-\u202E\u2066-\u2069\0]/u,
  /\bat [^ ]+ \(?(?:file|node):/,
];

/** What was typed stands in the answer as text: no tag, no attribute and no header was made of it. */
function assertHarmless({ status, text, headers }: Answer, sent: string): void {
  assert.ok(status < 500, `${status} for ${sent}`);
  assert.ok(text.length < 60_000, `${text.length} characters for ${sent}`);
  assert.equal(headers.get("set-cookie"), null);
  for (const harm of harms) assert.ok(!harm.test(text), `${String(harm)} for ${sent}`);
}

for (const form of forms) {
  test(`random forms for ${form.step}: refused beside the fields, harmless, and the order is as it was`, async () => {
    await fc.assert(
      fc.asyncProperty(formFor(form), async (pairs) => {
        const body = new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]));
        const sent = body.toString().slice(0, 300);
        await withoutTrace(form, async ({ url }) => {
          const answer = await post(`${url}${form.step}`, { body });
          assertHarmless(answer, sent);
          // A method without the mark of its own form was only chosen: its form comes, and asks.
          assert.ok([200, 413, 422].includes(answer.status), `${answer.status}: ${sent}`);
          if (answer.status === 422) assert.match(answer.text, /aria-invalid="true"|-error"/);
          if (answer.status === 200) assert.match(answer.text, /name="is_filled_in"/);
        });
      }),
      play,
    );
  });
}

const contentTypes = [
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded; charset=utf-16",
  "multipart/form-data; boundary=x",
  "application/json",
  "text/plain",
  "text/xml",
  "image/svg+xml",
  "/",
  "",
];
const steps = ["card", "method", "checkout", "authenticate", "result", "return", "", "card/x"];

test("random bytes of random types at every address of the page: a clean refusal, and the order is as it was", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...contentTypes),
      fc.constantFrom(...steps),
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      async (type, step, bytes) => {
        await withoutTrace(card, async ({ url }) => {
          const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
          const answer = await post(`${url}${step}`, { headers, body: new Uint8Array(bytes) });
          assertHarmless(answer, `${type} ${step}`);
          assert.notEqual(answer.status, 200);
        });
      },
    ),
    play,
  );
});

test("random queries show the page or say that it is not there, and change nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("lang", "gateway", "methods", "x"), valueOf("")), { maxLength: 4 }),
      fc.constantFrom("", "result", "return"),
      async (pairs, step) => {
        const query = new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]));
        const asked = query.toString().slice(0, 6_000);
        await withoutTrace(card, async ({ url }) => {
          const response = await fetch(`${url}${step}?${asked}`, { redirect: "manual" });
          const { status, headers } = response;
          const text = await response.text();
          assertHarmless({ status, headers, text }, asked.slice(0, 300));
          assert.ok(!text.includes(marker), asked.slice(0, 300));
          const location = headers.get("location");
          if (location !== null) assert.match(location, /^\/connect\//);
        });
      },
    ),
    play,
  );
});
