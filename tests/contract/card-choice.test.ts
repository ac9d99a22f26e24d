import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { fieldNamed, type Page, visitor } from "../support/forms.ts";
import { listAt, objectAt, textAt } from "../support/json.ts";
import { findForms, linksOf, textOf } from "../support/markup.ts";
import { cards, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: the brand of a co-badged card and the method are the shopper's choice, without script. Contract: cards-3ds.md
// §1, gateways.md §5, README §2 (`methods=all`), pages.md; Regulation (EU) 2015/751, article 8.

const world = await startWorld({ threeDS: "frictionless" });
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Opened {
  readonly orderId: string;
  readonly page: Page;
}

async function open(members: OrderBody = {}, query: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const orderId = newOrderId("choice");
  const created = assertAccepted(
    await api("POST", "/orders", redirectOrder({ order_id: orderId, ...members })),
  );
  const url = new URL(textAt(created["payment_url"]));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { orderId, page: await shopper.open(url.href) };
}

const customer = (locale: string, country?: string): OrderBody => ({
  customer: { locale, ...(country === undefined ? {} : { country }) },
});

const marked = ({ html }: Page): readonly string[] =>
  [...html.matchAll(/<input[^>]*name="card_brand"[^>]*>/g)].map(
    ([input]) => `${/ value="([^"]+)"/.exec(input)?.[1]}${input.includes("checked") ? "*" : ""}`,
  );

/** Fills in the form as a shopper without script does; `brand` null leaves the choice out. */
async function pay(page: Page, number: string, brand: string | null): Promise<Page> {
  const values: Record<string, string> = {
    [fieldNamed(page.html, "cc-number")]: number,
    [fieldNamed(page.html, "cc-exp")]: "12/30",
    [fieldNamed(page.html, "cc-csc")]: "123",
    [fieldNamed(page.html, "cc-name")]: "Sam Sample",
    ...(brand === null ? {} : { card_brand: brand }),
  };
  return await reachChallenge(shopper, await shopper.submit(page, { values }));
}

async function paidAs(orderId: string): Promise<readonly unknown[]> {
  const order = assertAccepted(await readOrder(api, orderId));
  const method = objectAt(listAt(order, "payment_methods")[0]);
  const { entries } = await world.controls.books();
  return [textAt(order, "payment_details", "type"), method["payment_description"], entries.at(-1)?.cobrand];
}

for (const [locale, cobrand, name, number] of [
  ["fr_FR", "CARTES_BANCAIRES", "Cartes Bancaires", cards.visaNotEnrolled],
  ["da_DK", "DANKORT", "Dankort", cards.visaUnclearedThenCompleted],
  ["it_IT", "POSTEPAY", "Postepay", cards.visaUnclearedThenVoid],
] as const) {
  test(`${locale} offers ${name} beside Visa, and the choice reaches the acquirer and the shop`, async () => {
    const national = await open(customer(locale));
    assert.deepEqual(marked(national.page), [`${cobrand}*`, "VISA"]);
    assert.match(national.page.html, new RegExp(`alt="${name}"`));
    await pay(national.page, number, cobrand);
    assert.deepEqual(await paidAs(national.orderId), ["VISA", name, cobrand]);

    const visa = await open(customer(locale));
    await pay(visa.page, number, "VISA");
    assert.deepEqual(await paidAs(visa.orderId), ["VISA", "Visa", null]);
  });
}

test("what is marked counts where a client sends no choice", async () => {
  const { orderId, page } = await open(customer("fr_FR"));
  await pay(page, cards.visaNotEnrolled, null);
  assert.deepEqual(await paidAs(orderId), ["VISA", "Cartes Bancaires", "CARTES_BANCAIRES"]);
});

test("a form that comes back keeps the brand that was marked", async () => {
  const { orderId, page } = await open(customer("da_DK"));
  const values = { [fieldNamed(page.html, "cc-number")]: "4462", card_brand: "VISA" };
  const refused = await shopper.submit(page, { values });
  assert.equal(refused.status, 422);
  assert.deepEqual(marked(refused), ["DANKORT", "VISA*"]);
  await pay(refused, cards.visaUnclearedThenCompleted, "VISA");
  assert.deepEqual(await paidAs(orderId), ["VISA", "Visa", null]);
});

test("a card of one brand stays what it is, whatever is marked or forged", async () => {
  for (const [number, brand, type, name] of [
    [cards.visa, "CARTES_BANCAIRES", "VISA", "Visa"],
    [cards.mastercard, "CARTES_BANCAIRES", "MASTERCARD", "MasterCard"],
    [cards.visa, "<b>DANKORT</b>", "VISA", "Visa"],
  ] as const) {
    const { orderId, page } = await open(customer("fr_FR"));
    await pay(page, number, brand);
    assert.deepEqual(await paidAs(orderId), [type, name, null], brand);
  }
});

test("elsewhere no second brand is offered, and a forged one is not taken", async () => {
  for (const locale of ["nl_NL", "fr_BE", "en_US"]) {
    const { orderId, page } = await open(customer(locale));
    assert.deepEqual(marked(page), []);
    assert.doesNotMatch(page.html, /Cartes Bancaires|Dankort|Postepay/);
    const url = new URL(page.url);
    await shopper.post(`${url.origin}${url.pathname}card`, {
      card_number: cards.visaNotEnrolled,
      card_expiry: "12/30",
      card_cvc: "123",
      card_holder_name: "Sam Sample",
      card_brand: "CARTES_BANCAIRES",
    });
    assert.deepEqual(await paidAs(orderId), ["VISA", "Visa", null], locale);
  }
});

test("the brand survives a challenge, and stays with a card that is kept", async () => {
  const reference = newReference();
  const members = {
    customer: { locale: "fr_FR", reference },
    recurring_model: "cardOnFile",
    gateway_info: { flexible_3d: true },
  };
  const { orderId, page } = await open(members);
  await pay(page, cards.visaNotEnrolled, "CARTES_BANCAIRES");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const again = await open({ customer: { locale: "fr_FR", reference } });
  assert.match(textOf(again.page.html), /Cartes Bancaires se terminant par 3335/);
  await reachChallenge(shopper, await shopper.submit(again.page, { button: "saved_card" }));
  assert.deepEqual(await paidAs(again.orderId), ["VISA", "Cartes Bancaires", "CARTES_BANCAIRES"]);
});

/** The gateway ids of the controls of a page, in their order. */
const controls = ({ html }: Page): readonly string[] =>
  [...html.matchAll(/(?:name="gateway" value="|[?;&]gateway=)([A-Z0-9_]+)/g)].map(([, id = ""]) => id);

test("the methods that shoppers of a country reach for stand first, elsewhere the cards do", async () => {
  for (const [locale, country, first] of [
    ["nl_NL", "NL", "IDEAL"],
    ["nl_NL", undefined, "IDEAL"],
    ["nl_BE", "BE", "MISTERCASH"],
    ["de_DE", "DE", "PAYPAL"],
    ["en_US", "NL", "IDEAL"],
    ["en_US", undefined, "CREDITCARD"],
  ] as const) {
    const { page } = await open({ gateway: "", ...customer(locale, country) });
    assert.equal(controls(page)[0], first, `${locale} ${country}`);
  }
});

test("the choice has what currency, country and amount allow, each method once, with its name and an icon", async () => {
  const euro = controls((await open({ gateway: "", ...customer("nl_NL", "NL") })).page);
  assert.equal(new Set(euro).size, euro.length);
  for (const id of ["IDEAL", "PAYPAL", "BANKTRANS", "CREDITCARD"]) assert.ok(euro.includes(id), id);
  for (const id of ["KBC", "EPS", "MISTERCASH"]) assert.ok(!euro.includes(id), id);
  const dollar = controls((await open({ gateway: "", currency: "USD", ...customer("en_US", "US") })).page);
  assert.ok(dollar.includes("PAYPAL") && !dollar.includes("IDEAL") && !dollar.includes("TRUSTLY"));
  const { page } = await open({ gateway: "", ...customer("nl_NL", "NL") });
  assert.match(
    page.html,
    /<button class="method"[^>]*value="IDEAL"[^>]*>\s*<img src="\/assets\/icons\.[^"]+#ideal" [^>]*>\s*<span>iDEAL/,
  );
});

test("one press starts a method that needs nothing more", async () => {
  const { orderId, page } = await open({ gateway: "", ...customer("nl_NL", "NL") });
  const bank = await shopper.submit(page, { button: "IDEAL" });
  assert.ok(bank.url.startsWith(world.simulatorUrl));
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("methods=all shows the whole choice of an order that names a gateway, and its other methods pay", async () => {
  const narrow = await open({ gateway: "IDEAL", ...customer("nl_NL", "NL") });
  assert.deepEqual(controls(narrow.page), ["IDEAL"]);
  const { orderId, page } = await open({ gateway: "IDEAL", ...customer("nl_NL", "NL") }, { methods: "all" });
  assert.equal(controls(page)[0], "IDEAL");
  for (const id of ["PAYPAL", "CREDITCARD"]) assert.ok(controls(page).includes(id), id);
  for (const link of linksOf(page.html).filter((one) => one.startsWith("/connect/"))) {
    assert.match(link, /methods=all/, "a link of the page leaves the choice");
  }
  const refused = await submitCard(shopper, page, { number: "" });
  assert.equal(refused.status, 422);
  assert.ok(controls(refused).includes("IDEAL"));
  await reachChallenge(shopper, await submitCard(shopper, refused));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual((await paidAs(orderId)).slice(0, 2), ["VISA", "Visa"]);
});

test("methods=all brings in nothing that the order does not allow", async () => {
  const zero = await open({ gateway: "VISA", amount: 0 }, { methods: "all" });
  assert.deepEqual(
    controls(zero.page).filter((id) => id !== "CREDITCARD"),
    [],
  );
  const manual = await open(
    { gateway: "VISA", capture: "manual", ...customer("nl_NL", "NL") },
    { methods: "all" },
  );
  assert.ok(!controls(manual.page).includes("IDEAL"));
  const dollar = await open({ gateway: "VISA", currency: "USD" }, { methods: "all" });
  assert.ok(!controls(dollar.page).includes("IDEAL"));
});

test("a card form is read as people fill it in, in the digits of their keyboard", async () => {
  for (const [number, expiry, cvc] of [
    ["4111-1111-1111-1111", "12 2030", "123"],
    ["４１１１ １１１１ １１１１ １１１１", "１２／３０", "１２３"],
    ["٤١١١١١١١١١١١١١١١", "١٢/٣٠", "١٢٣"],
    ["\u200e4111–1111–1111–1111", "1230", " 123 "],
    [cards.visa, "1 / 31", "123"],
    [cards.visa, "12-30", "123"],
    [cards.visa, "12/2030", "123"],
  ] as const) {
    const { orderId, page } = await open({ gateway: "VISA", gateway_info: { flexible_3d: false } });
    await submitCard(shopper, page, { number, expiry, cvc });
    assert.equal(await statusesOf(api, orderId), "completed/completed", `${number} ${expiry} ${cvc}`);
  }
});

test("a number that stops too early is called incomplete, one with a wrong digit incorrect", async () => {
  const { page } = await open({ gateway: "VISA" });
  for (const [number, sentence] of [
    ["4111 1111", /This card number is not complete/],
    ["4111111111111112", /This card number is not correct/],
    ["three", /This card number is not correct/],
  ] as const) {
    const refused = await submitCard(shopper, page, { number });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.html), sentence, number);
    assert.equal(
      findForms(refused.html)
        .flatMap(({ fields }) => fields)
        .find(({ name }) => name === "card_number")?.value,
      "",
    );
  }
});
