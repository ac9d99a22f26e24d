import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { listAt, parseJson, textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: once a payment is recorded, nothing that the process can still reach holds its number or its code. Method: V8 writes
// down every string it holds (it collects garbage first); they are searched. What this cannot show, docs/security/secrets.md
// tells.

const folder = await mkdtemp(join(tmpdir(), "sluis-heap-"));
const world = await startWorld({
  nodeFlags: [
    "--heapsnapshot-signal=SIGUSR2",
    `--diagnostic-dir=${folder}`,
    // Bodies are longer than what V8 writes down by itself.
    "--heap-snapshot-string-limit=1000000",
  ],
});
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** Codes that no counter, port or time shows by chance as a value of its own. */
const card = { number: cards.amex, cvc: "8051" };
const pageCard = { number: cards.visaSecond, cvc: "739" };

/** As a value of its own, under its name in JSON or in a form, or at the end of a card message's private part. */
const codeIn = (text: string, cvc: string): boolean =>
  text === cvc || new RegExp(`card_?cvc"?\\s*[:=]\\s*"?${cvc}|^92\\d*${cvc}$`, "i").test(text);

const holdsCard = (text: string, { number, cvc }: { number: string; cvc: string }): boolean =>
  codeIn(text, cvc) || text.replaceAll(/[ -]/g, "").includes(number);

/** The strings of the heap that hold one of the cards, with how many objects there are of each. */
async function stringsWithCards(): Promise<ReadonlyMap<string, number>> {
  const { nodes, strings, fields } = await heap();
  const suspects = new Map(
    strings
      .map((text, index) => [index, text] as const)
      .filter(([, text]) => [card, pageCard].some((used) => holdsCard(text, used))),
  );
  const counted = new Map<string, number>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const text = suspects.get(nodes[node + fields.indexOf("name")] ?? -1);
    if (text === undefined) continue;
    const shown = text.slice(0, 200);
    counted.set(shown, (counted.get(shown) ?? 0) + 1);
  }
  return counted;
}

interface Heap {
  /** Numbers in rows of as many as there are fields; the name is a place in `strings`. */
  readonly nodes: readonly number[];
  readonly fields: readonly string[];
  readonly strings: readonly string[];
}

async function heap(): Promise<Heap> {
  const before = new Set(await readdir(folder));
  process.kill(world.gatewayPid(), "SIGUSR2");
  const text = await eventually("the heap is written down", async () => {
    const name = (await readdir(folder)).find((one) => !before.has(one) && one.endsWith(".heapsnapshot"));
    if (name === undefined) return null;
    const written = await readFile(join(folder, name), "utf8");
    return written.trimEnd().endsWith("]}") ? written : null;
  });
  const snapshot = parseJson(text);
  return {
    nodes: listAt(snapshot, "nodes").map(Number),
    fields: listAt(snapshot, "snapshot", "meta", "node_fields").map(String),
    strings: listAt(snapshot, "strings").map(String),
  };
}

/** The sandbox knows its test cards, and lists them on its form; beyond them there must be nothing. */
const hosted = assertAccepted(
  await api("POST", "/orders", redirectOrder({ gateway_info: { flexible_3d: false } })),
);
const form = await shopper.open(textAt(hosted["payment_url"]));
const beforehand = await stringsWithCards();

test("while a payment waits for the acquirer its card is in the heap, so the search does find what is there", async () => {
  await controls.fault({ kind: "no-answer", count: 1 });
  const orderId = newOrderId();
  const answer = api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, amount: 4321 }, card));
  await eventually("the acquirer has booked it", async () =>
    (await controls.books()).entries.some(({ amountMinor }) => amountMinor === 4321) ? true : null,
  );
  assert.notDeepEqual(await stringsWithCards(), beforehand);
  await answer;
});

test("after payments with every ending the heap holds no card number and no security code", async () => {
  await api("POST", "/orders", directOrderWithout3ds({}, card));
  await api(
    "POST",
    "/orders",
    directOrderWithout3ds({}, { ...pageCard, number: cards.visaInsufficientFunds }),
  );
  await api("POST", "/orders", { ...directOrder({}, card), currency: "ABC" });
  const challenged = assertAccepted(await api("POST", "/orders", directOrder({}, pageCard)));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(challenged["payment_url"])));
  await answerChallenge(shopper, challenge, "Y");
  const again = await submitCard(shopper, form, { ...pageCard, expiry: "13/30" });
  await submitCard(shopper, again, pageCard);
  assert.equal(await statusesOf(api, textAt(hosted["order_id"])), "completed/completed");

  assert.deepEqual(await stringsWithCards(), beforehand);
});
