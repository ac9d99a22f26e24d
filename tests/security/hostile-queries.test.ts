import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeKey } from "../support/command-line-key.ts";
import { type Api, merchantApi } from "../support/api.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, objectAt } from "../support/json.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever stands in the path or the query of a list, the answer is the list or a clean refusal; never a 5xx, which
// would tell of a fault inside, and never more lines than the list's limit.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const accountId = numberAt(assertAccepted(await api("GET", "/me")), "account_id");
const account = merchantApi(
  world.gatewayUrl,
  await makeKey(world, "key", "create", "--account", String(accountId)),
);
const reference = newReference();
await leaveCard(api, { reference });

const long = "9".repeat(5_000);
const cursor = (text: string): string => Buffer.from(text).toString("base64url");

const hostile: readonly string[] = [
  "",
  "0",
  "-1",
  "1.5",
  "1e3",
  "1e400",
  "NaN",
  "9007199254740993",
  "99999999999999999999",
  long,
  "%00",
  "a%00b",
  "%ED%A0%80",
  "%ff%fe",
  "%zz",
  "' or '1'='1",
  "1;drop table orders",
  "[]",
  "{}",
  "__proto__",
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "2026-02-30",
  "2026-13-01T00:00:00",
  "99999999999",
  cursor("999999999999999.1"),
  cursor("1.9999999999999999"),
  cursor("0.0"),
  cursor("1.1") + long,
];

const queries: readonly (readonly [path: string, members: readonly string[]])[] = [
  [
    "/transactions",
    [
      ...["site_id", "limit", "after", "before", "status", "financial_status", "type", "payment_method"],
      ...["currency", "debit_credit", "created_from", "created_until", "completed_from", "completed_until"],
      ...["payment_method[]", "currency[0]", "limit[]", "__proto__"],
    ],
  ],
  ["/closing-balances", ["from", "until", "currency", "from[]"]],
  [`/recurring/${reference}`, ["limit", "offset", "limit[]"]],
  ["/gateways", ["country", "currency", "amount", "include", "locale"]],
  ["/gateways/VISA", ["country", "currency", "amount"]],
  ["/payment-methods", ["country", "currency", "amount", "include_coupons", "group_cards"]],
  ["/payment-methods/VISA", ["country", "currency", "amount"]],
];

/** What is an escape already stays as it is. */
const escaped = (value: string): string => (value.includes("%") ? value : encodeURIComponent(value));
const shown = (path: string): string => path.replace(reference, "{reference}");

/** What was answered with a fault of ours. */
async function faultsAt(call: Api, urls: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const url of urls) {
    const { status, text } = await call("GET", url);
    if (status >= 500) faults.push(`${url.slice(0, 120)}: ${status} ${text}`);
  }
  return faults;
}

for (const [path, members] of queries) {
  test(`${shown(path)} answers any query with a list or a refusal`, async () => {
    const given = members.flatMap((name) =>
      hostile.map((value) => `${encodeURIComponent(name)}=${escaped(value)}`),
    );
    const urls = given.flatMap((query) => [`${path}?${query}`, `${path}?${query}&${query}`]);
    assert.deepEqual(await faultsAt(api, urls), []);
  });
}

const paths: readonly string[] = [
  ...["/orders/", "/receipt/", "/pos/receipt/", "/transactions/", "/sites/", "/gateways/", "/issuers/"],
  ...["/payment-methods/", "/recurring/", `/recurring/${reference}/token/`],
];

for (const path of paths) {
  test(`${shown(path)} answers any name with what is there or a refusal`, async () => {
    const urls = hostile.map((name) => `${path}${escaped(name)}`);
    assert.deepEqual(await faultsAt(api, urls), []);
    assert.deepEqual(await faultsAt(account, urls), []);
  });
}

test("a list of tokens takes any limit, a place behind its end is empty, and none lies before it", async () => {
  for (const query of ["?limit=100000", "?limit=999999999999999"]) {
    assert.equal(
      listAt(assertAccepted(await api("GET", `/recurring/${reference}${query}`)), "tokens").length,
      1,
    );
  }
  const behind = assertAccepted(await api("GET", `/recurring/${reference}?offset=999999999999999`));
  assert.deepEqual(behind["tokens"], []);
  assertRefused(await api("GET", `/recurring/${reference}?offset=-1`), { code: 1016 });
});

test("a filter with hundreds of values is read to its limit, and one that no URL should hold is refused", async () => {
  const filter = (length: number): string => Array.from({ length }, (_, index) => `X${index}`).join(",");
  const answer = await api("GET", `/transactions?payment_method=${filter(1_000)}`);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(objectAt(answer.body)["data"], []);
  assertRefused(await api("GET", `/transactions?payment_method=${filter(2_000)}`), {
    code: 1016,
    status: 414,
  });
});
