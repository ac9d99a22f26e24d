import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Api, type ApiAnswer, merchantApi } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { at, type JsonObject, listAt, numberAt, objectAt, parseJson, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { acknowledges, fails, type ShopBehaviour, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shop reads what it was told and can be told again, and learns nothing of other shops. Method: a scripted shop,
// keys of two sites and of an account, a clock that is moved.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const stranger: Api = merchantApi(world.gatewayUrl, await makeSite(world, "Other"));

interface Options {
  readonly behaviours?: readonly [ShopBehaviour, ...ShopBehaviour[]];
  readonly suffix?: string;
  readonly card?: string;
  readonly by?: Api;
}

async function sell({ behaviours = [acknowledges], suffix = "", card = cards.visa, by = api }: Options = {}) {
  const orderId = newOrderId();
  shop.script(`/${orderId}`, ...behaviours);
  const url = `${shop.url}/${orderId}${suffix}`;
  const options = { notification_url: url, notification_method: "POST" };
  const body = directOrderWithout3ds({ order_id: orderId, payment_options: options }, { number: card });
  assertAccepted(await by("POST", "/orders", body));
  return orderId;
}

const entriesIn = (answer: ApiAnswer): readonly JsonObject[] =>
  listAt(answer.body, "data").map((entry) => objectAt(entry));

const logged = (orderId: string, count: number, by: Api = api): Promise<readonly JsonObject[]> =>
  eventually(`${count} attempts of ${orderId} are logged`, async () => {
    const entries = entriesIn(await by("GET", `/notifications?order_id=${orderId}`));
    return entries.length >= count ? entries : null;
  });

const resend = (entry: JsonObject | undefined, by: Api = api): Promise<ApiAnswer> =>
  by("POST", `/notifications/${numberAt(entry, "id")}/resend`);

test("every attempt is told with its state, its answer and when the next one comes", async () => {
  const orderId = await sell({ behaviours: [fails, acknowledges], suffix: "?token=secret#part" });
  const [failed] = await logged(orderId, 1);
  assert.ok(failed);
  assert.deepEqual(
    {
      ...failed,
      id: 0,
      transaction_id: 0,
      duration_ms: 0,
      created: "",
      next_attempt: typeof failed["next_attempt"],
    },
    {
      id: 0,
      order_id: orderId,
      transaction_id: 0,
      site_id: 1,
      status: "completed",
      financial_status: "completed",
      attempt: 1,
      method: "POST",
      url: `${shop.url}/${orderId}`,
      created: "",
      duration_ms: 0,
      http_status: 500,
      result: "not-acknowledged",
      acknowledged: false,
      next_attempt: "string",
    },
  );
  const order = assertAccepted(await api("GET", `/orders/${orderId}`));
  assert.equal(failed["transaction_id"], order["transaction_id"]);
  await world.clock.advance(901);
  const [second] = await logged(orderId, 2);
  assert.deepEqual(
    [second?.["attempt"], second?.["acknowledged"], second?.["next_attempt"]],
    [2, true, null],
  );
});

test("neither the query of the shop's address nor its answer is kept", async () => {
  const orderId = await sell({
    suffix: "?token=s3cret-word",
    behaviours: [{ kind: "answer", status: 500, body: "an answer about Sam" }],
  });
  await logged(orderId, 1);
  const rows = await world.sql(
    "select to_jsonb(notification_attempt)::text as kept from notification_attempt",
  );
  assert.ok(rows.length > 0);
  assert.doesNotMatch(JSON.stringify(rows), /s3cret-word|about Sam/);
});

test("the list is walked page by page to its end, and back", async () => {
  for (let made = 0; made < 3; made += 1) await logged(await sell(), 1);
  const ids: number[] = [];
  let path = "/notifications?limit=2";
  for (let pages = 0; pages < 20; pages += 1) {
    const answer = await api("GET", path);
    const entries = entriesIn(answer);
    ids.push(...entries.map((entry) => numberAt(entry, "id")));
    const next = at(answer.body, "pager", "after");
    if (typeof next !== "string") break;
    const before = at(answer.body, "pager", "cursor", "before");
    if (pages === 1) {
      const back = await api("GET", `/notifications?limit=2&before=${textAt(before)}`);
      assert.deepEqual(
        entriesIn(back).map((entry) => entry["id"]),
        ids.slice(0, 2),
      );
    }
    path = next.slice(next.indexOf("/v1/json") + "/v1/json".length);
  }
  assert.deepEqual(
    ids,
    [...new Set(ids)].toSorted((one, two) => two - one),
  );
  const all = await api("GET", "/notifications?limit=1000");
  assert.deepEqual(
    entriesIn(all).map((entry) => entry["id"]),
    ids,
  );
});

test("of another site nothing is told, and its entries cannot be sent again; its account reads both", async () => {
  const own = await sell();
  const foreign = await sell({ by: stranger });
  const [entry] = await logged(foreign, 1, stranger);
  await logged(own, 1);
  assert.deepEqual(entriesIn(await api("GET", `/notifications?order_id=${foreign}`)), []);
  assert.ok(entriesIn(await stranger("GET", "/notifications")).every((one) => one["order_id"] !== own));
  const refused = await resend(entry);
  assert.deepEqual([refused.status, refused.body], [404, { message: "Not found" }]);
  const otherSite = await api("GET", "/notifications?site_id=2");
  assert.deepEqual([otherSite.status, otherSite.body], [403, { message: "Forbidden" }]);
  const withoutKey = await api("GET", "/notifications", undefined, {});
  assert.equal(withoutKey.status, 403);
  assert.equal(shop.calls(`/${foreign}`).length, 1);

  const accountId = numberAt((await api("GET", "/me")).body, "data", "account_id");
  const account = merchantApi(
    world.gatewayUrl,
    await makeKey(world, "key", "create", "--account", String(accountId)),
  );
  const sites = entriesIn(await account("GET", "/notifications?limit=1000")).map((one) => one["site_id"]);
  assert.deepEqual(new Set(sites), new Set([1, 2]));
});

test("a query that cannot be read is refused, never answered with something else", async () => {
  for (const query of [
    "limit=0",
    "limit=1001",
    "limit=x",
    "after=x",
    "before=MQ",
    "order_id=a&order_id=b",
    "order_id=%00",
  ]) {
    assert.equal((await api("GET", `/notifications?${query}`)).status, 422, query);
  }
  for (const id of ["0", "x", "99999999999999999999", "9007199254740993"]) {
    assert.equal((await api("POST", `/notifications/${id}/resend`)).status, 404, id);
  }
});

test("an order is told again as it is now, also when all attempts were used up", async () => {
  const orderId = await sell({ behaviours: [fails], card: cards.visaUnclearedThenCompleted });
  const [first] = await logged(orderId, 1);
  assert.equal(first?.["status"], "uncleared");
  await world.clock.advance(24 * 3_600);
  const used = shop.calls(`/${orderId}`).length;
  shop.script(`/${orderId}`, acknowledges);
  const answer = assertAccepted(await resend(first));
  assert.deepEqual(answer, { order_id: orderId, transaction_id: first?.["transaction_id"] });
  const calls = await shop.receives(`/${orderId}`, used + 1);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), "completed");
  const [last] = await logged(orderId, used + 1);
  assert.deepEqual([last?.["attempt"], last?.["status"], last?.["acknowledged"]], [1, "completed", true]);
});

test("told again while a call is open, an order is told after it and not beside it", async () => {
  const orderId = await sell({ behaviours: [acknowledges, { kind: "hang" }, acknowledges] });
  const [entry] = await logged(orderId, 1);
  assertAccepted(await resend(entry));
  await shop.receives(`/${orderId}`, 2);
  assertAccepted(await resend(entry));
  assert.equal(shop.openCalls(`/${orderId}`), 1);
  shop.release();
  const calls = await shop.receives(`/${orderId}`, 3);
  assert.ok(calls.every((call) => call.othersOpen === 0));
});

test("one order is told again five times in a quarter of an hour, and then later", async () => {
  const orderId = await sell();
  const other = await sell();
  const [entry] = await logged(orderId, 1);
  for (let count = 0; count < 5; count += 1) assertAccepted(await resend(entry));
  const limited = await resend(entry);
  assertRefused(limited, { code: 429, status: 429 });
  assert.equal(limited.headers.get("retry-after"), "900");
  assertAccepted(await resend((await logged(other, 1))[0]));
  await world.clock.advance(15 * 60 + 1);
  assertAccepted(await resend(entry));
});

test("an operator tells a shop again from the command line", async () => {
  const orderId = await sell();
  await shop.receives(`/${orderId}`, 1);
  const { code, output } = await world.commandLine(
    "notification",
    "replay",
    "--site",
    "1",
    "--order",
    orderId,
  );
  assert.equal(code, 0, output);
  await shop.receives(`/${orderId}`, 2);
  const unknown = await world.commandLine("notification", "replay", "--site", "2", "--order", orderId);
  assert.equal(unknown.code, 1);
  assert.match(unknown.output, /has no order/);
});

test("what is older than thirty days is deleted, and nothing younger", async () => {
  const old = await sell();
  await logged(old, 1);
  await world.clock.advance(15 * 86_400);
  const young = await sell();
  await logged(young, 1);
  await world.clock.advance(17 * 86_400);
  assert.deepEqual(entriesIn(await api("GET", `/notifications?order_id=${old}`)), []);
  assert.equal(entriesIn(await api("GET", `/notifications?order_id=${young}`)).length, 1);
});
