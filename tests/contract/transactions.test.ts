import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shop finds each payment and each refund once, newest first, however it pages and filters. Method: a handful
// of known orders, two seconds apart by the clock. Contract: tokens-transactions-account.md §2; README §7.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

const ids = ["visa-1", "amex-1", "declined-1", "visa-2", "usd-1"] as const;
const bodies: Readonly<Record<(typeof ids)[number], ReturnType<typeof directOrderWithout3ds>>> = {
  "visa-1": directOrderWithout3ds({ order_id: "visa-1", var1: "one" }),
  "amex-1": directOrderWithout3ds({ order_id: "amex-1" }, { number: cards.amex }),
  "declined-1": directOrderWithout3ds({ order_id: "declined-1" }, { number: cards.visaInsufficientFunds }),
  "visa-2": directOrderWithout3ds({ order_id: "visa-2", amount: 5000 }),
  "usd-1": directOrderWithout3ds({ order_id: "usd-1", currency: "USD" }),
};
for (const id of ids) {
  assertAccepted(await api("POST", "/orders", bodies[id]));
  await clock.advance(2);
}
// A page that nobody has paid on is no transaction.
assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: "open-1" })));
const refund = assertAccepted(
  await api("POST", "/orders/visa-2/refunds", { currency: "EUR", amount: 1500, description: "Back" }),
);
const refundId = numberAt(objectAt(refund), "refund_id");

interface Page {
  readonly lines: readonly JsonObject[];
  readonly pager: JsonObject;
}

async function list(query: string): Promise<Page> {
  const answer = await api("GET", `/transactions${query}`);
  assert.equal(answer.status, 200, answer.text);
  const body = objectAt(answer.body);
  return { lines: listAt(body, "data").map((line) => objectAt(line)), pager: objectAt(body, "pager") };
}

const named = ({ lines }: Page): readonly string[] =>
  lines.map((line) => `${textAt(line, "type")} ${textAt(line, "order_id")}`);

const everything = [
  "refund visa-2",
  "payment usd-1",
  "payment visa-2",
  "payment declined-1",
  "payment amex-1",
  "payment visa-1",
];

test("lists every started payment and every refund once, newest first", async () => {
  assert.deepEqual(named(await list("")), everything);
});

test("a line tells a payment with the members and types of the contract", async () => {
  const line = (await list("")).lines.at(-1);
  assert.deepEqual(Object.keys(line ?? {}).toSorted(), [
    "amount",
    "completed",
    "costs",
    "created",
    "currency",
    "customer",
    "debit_credit",
    "description",
    "financial_status",
    "invoice_id",
    "net",
    "order_id",
    "payment_method",
    "site_id",
    "status",
    "transaction_id",
    "type",
    "updated",
    "var1",
    "var2",
    "var3",
  ]);
  assert.equal(line?.["amount"], 1000);
  assert.equal(line?.["payment_method"], "VISA");
  assert.equal(line?.["debit_credit"], "C");
  assert.equal(line?.["var1"], "one");
});

test("a refund is a line of its own, under its own number, as debit", async () => {
  const line = (await list("?type=refund")).lines[0];
  assert.equal(line?.["transaction_id"], refundId);
  assert.equal(line?.["amount"], 1500);
  assert.equal(line?.["debit_credit"], "D");
  assert.equal(line?.["status"], "reserved");
});

for (const [query, expected] of [
  ["?payment_method=AMEX", ["payment amex-1"]],
  ["?currency=USD", ["payment usd-1"]],
  ["?status=declined", ["payment declined-1"]],
  ["?status[0]=declined&status[1]=partial_refunded", ["payment visa-2", "payment declined-1"]],
  ["?financial_status=declined,reserved", ["refund visa-2", "payment declined-1"]],
  ["?debit_credit=D", ["refund visa-2"]],
  [
    "?type=payment&payment_method=VISA&currency=EUR",
    ["payment visa-2", "payment declined-1", "payment visa-1"],
  ],
  ["?created_from=2000-01-01&created_until=2000-01-02", []],
  ["?created_from=2000-01-01", everything],
  ["?type=chargeback", []],
] as const) {
  test(`the filter ${query} gives what it says`, async () => {
    assert.deepEqual(named(await list(query)), expected);
  });
}

test("walking by the cursors gives every line once, in both directions", async () => {
  const older: string[] = [];
  let page = await list("?limit=2");
  const pages = [page];
  while (page.lines.length > 0) {
    older.push(...named(page));
    page = await list(`?limit=2&after=${textAt(objectAt(page.pager, "cursor"), "after")}`);
    pages.push(page);
  }
  assert.deepEqual(older, everything);
  const last = pages.at(-2);
  assert.ok(last !== undefined);
  const newer = await list(`?limit=2&before=${textAt(objectAt(last.pager, "cursor"), "before")}`);
  assert.deepEqual(named(newer), everything.slice(2, 4));
});

test("new payments do not move the lines of a page that is being walked", async () => {
  const first = await list("?limit=3");
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: "late-1" })));
  const second = await list(`?limit=3&after=${textAt(objectAt(first.pager, "cursor"), "after")}`);
  assert.deepEqual(named(second), everything.slice(3));
});

test("the pager's links are whole URLs that keep the filters", async () => {
  const { pager } = await list("?limit=1&currency=EUR");
  const url = new URL(textAt(pager, "after"));
  assert.equal(url.origin, world.gatewayUrl);
  assert.equal(url.searchParams.get("currency"), "EUR");
  assert.equal(url.searchParams.get("limit"), "1");
});

test("an empty page has a pager and a list all the same", async () => {
  const { lines, pager } = await list("?currency=JPY");
  assert.deepEqual(lines, []);
  assert.equal(pager["limit"], 100);
});

test("one transaction is read by its number; an unknown one is not found", async () => {
  const found = await api("GET", `/transactions/${refundId}`);
  assert.equal(objectAt(found.body, "data")["type"], "refund");
  const unknown = await api("GET", "/transactions/123");
  assert.equal(unknown.status, 404);
  assert.deepEqual(unknown.body, { message: "Not found" });
});

test("an order tried again with another card is found by the card of the last try only", async () => {
  const orderId = "tried-twice";
  const first = { number: cards.visaInsufficientFunds };
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }, first)));
  const second = { number: cards.mastercard };
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }, second)));
  assert.deepEqual(named(await list("?payment_method=MASTERCARD")), [`payment ${orderId}`]);
  assert.deepEqual(named(await list("?payment_method=VISA&status=declined")), ["payment declined-1"]);
});

test("a refund is found by its state and by the method of its payment", async () => {
  assert.deepEqual(named(await list("?status=reserved")), ["refund visa-2"]);
  assert.deepEqual(named(await list("?payment_method=VISA&type=refund")), ["refund visa-2"]);
  assert.deepEqual(named(await list("?payment_method=AMEX&type=refund")), []);
});

for (const filter of ["status=declined,completed,partial_refunded", "payment_method=VISA,AMEX"]) {
  test(`walking ${filter} line by line gives the lines of one page, in both directions`, async () => {
    const whole = named(await list(`?${filter}`));
    assert.ok(whole.length >= 4);
    const cursors: string[] = [];
    const older: string[] = [];
    let page = await list(`?${filter}&limit=1`);
    while (page.lines.length > 0) {
      older.push(...named(page));
      cursors.push(textAt(objectAt(page.pager, "cursor"), "after"));
      page = await list(`?${filter}&limit=1&after=${cursors.at(-1)}`);
    }
    assert.deepEqual(older, whole);
    const newer = await list(`?${filter}&limit=2&before=${cursors[3]}`);
    assert.deepEqual(named(newer), whole.slice(1, 3));
  });
}

test("a cursor and a range of time limit a page together, the narrower wins", async () => {
  const lines = (await list("?type=payment")).lines;
  const createdAt = (orderId: string): string =>
    textAt(lines.find((line) => line["order_id"] === orderId)?.["created"]);
  const { pager } = await list(`?created_until=${createdAt("usd-1")}&limit=1`);
  const range = `created_from=${createdAt("amex-1")}&created_until=${createdAt("usd-1")}`;
  const cursor = textAt(objectAt(pager, "cursor"), "after");
  assert.deepEqual(named(await list(`?${range}`)), [
    "payment visa-2",
    "payment declined-1",
    "payment amex-1",
  ]);
  assert.deepEqual(named(await list(`?${range}&after=${cursor}`)), ["payment declined-1", "payment amex-1"]);
  assert.deepEqual(named(await list(`?${range}&before=${cursor}`)), []);
});

test("another shop finds nothing of it, not even by number", async () => {
  const made = await world.commandLine(
    ...["site", "create", "--name", "Other", "--mcc", "5732", "--city", "Amsterdam", "--country", "NL"],
    ...["--terminal", "TERM0002", "--acceptor", "ACCEPTOR0000002"],
  );
  const headers = { api_key: /^\s+(\w{40})$/m.exec(made.output)?.[1] ?? "" };
  const empty = await api("GET", "/transactions", undefined, headers);
  assert.deepEqual(objectAt(empty.body)["data"], []);
  for (const line of (await list("?limit=3")).lines) {
    const found = await api("GET", `/transactions/${numberAt(line["transaction_id"])}`, undefined, headers);
    assert.equal(found.status, 404);
  }
});

test("a wrong key is forbidden in the words of this family", async () => {
  const answer = await api("GET", "/transactions", undefined, { api_key: "wrong-key-000" });
  assert.equal(answer.status, 403);
  assert.deepEqual(answer.body, { message: "Forbidden" });
});

for (const query of [
  "?limit=0",
  "?limit=1001",
  "?limit=x",
  "?after=%21",
  "?created_from=yesterday",
  "?debit_credit=X",
]) {
  test(`${query} is a validation error that names the parameter`, async () => {
    const answer = await api("GET", `/transactions${query}`);
    assert.equal(answer.status, 422, answer.text);
    const [first] = listAt(objectAt(answer.body), "errors");
    assert.equal(textAt(objectAt(first ?? null), "attribute"), /\?(\w+)=/.exec(query)?.[1]);
  });
}
