import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../crash-run/evidence.ts";
import { judge } from "../crash-run/judge/judge.ts";
import { judgeMails } from "../crash-run/judge/mails.ts";
import { judgeNotifications } from "../crash-run/judge/notifications.ts";
import { planFaults } from "../crash-run/fault-plan.ts";
import { randomOf } from "../crash-run/random.ts";
import { report } from "../crash-run/report.ts";
import { runSeed } from "../crash-run/run.ts";
import { storyOf } from "../crash-run/story.ts";
import { cards } from "../support/orders.ts";

// Goal: the short form of `npm run crash` (docs/reliability.md), and a judge that can find something. Method: two fixed
// seeds, each with load and faults of its own; then the evidence of the last run is tampered with.

const seeds = [1, 2] as const;
const minutes = 0.35;

const judged: Evidence[] = [];

for (const seed of seeds) {
  test(`seed ${seed}: whatever died or lied, no money, no order and no notification is lost or doubled`, async (context) => {
    const result = await runSeed({ seed, minutes, say: (line) => context.diagnostic(line) });
    const told = `${report(result)}\nagain: npm run crash -- --seed ${seed} --minutes ${minutes}`;
    assert.deepEqual(result.violations, [], told);
    assert.ok(result.evidence.gateway.orders.length > 0 && result.struck.size > 0, told);
    judged.push(result.evidence);
  });
}

test("a seed always draws the same orders and the same faults", () => {
  const draw = (): unknown => [
    planFaults(randomOf("7").fork("faults"), 60_000),
    Array.from({ length: 50 }, (_, index) => storyOf(randomOf("7").fork(`story ${index}`), index)),
  ];
  assert.deepEqual(draw(), draw());
  assert.notDeepEqual(planFaults(randomOf("7"), 60_000), planFaults(randomOf("8"), 60_000));
});

const gatewayWith = (evidence: Evidence, changed: Partial<Evidence["gateway"]>): Evidence => ({
  ...evidence,
  gateway: { ...evidence.gateway, ...changed },
});
const worldWith = (evidence: Evidence, changed: Partial<Evidence["world"]>): Evidence => ({
  ...evidence,
  world: { ...evidence.world, ...changed },
});

const lies: readonly (readonly [what: string, tell: (evidence: Evidence) => Evidence])[] = [
  [
    "a payment that only the acquirer knows",
    (evidence) => {
      const sale = evidence.world.cards.find(({ kind, isApproved }) => kind === "sale" && isApproved);
      assert.ok(sale);
      return worldWith(evidence, {
        cards: [...evidence.world.cards, { ...sale, rrn: "000000000000", isReversed: false }],
      });
    },
  ],
  [
    "a payment that only we know",
    (evidence) =>
      worldWith(evidence, { cards: [], bank: evidence.world.bank.map((one) => ({ ...one, paidMinor: 0 })) }),
  ],
  ["money that is still reserved", (evidence) => worldWith(evidence, { reservedMinor: 1 })],
  ["an order without a past", (evidence) => gatewayWith(evidence, { history: [] })],
  ["a step that is not on the table", (evidence) => gatewayWith(evidence, { transitions: [] })],
  [
    "a job that is stuck",
    (evidence) =>
      gatewayWith(evidence, { jobs: [{ kind: "resolve-unknown", order_key: "ord_1", tries: 9 }] }),
  ],
  [
    "an order that the shop was promised and that is gone",
    (evidence) => gatewayWith(evidence, { orders: evidence.gateway.orders.slice(1) }),
  ],
  ["shops that heard nothing", (evidence) => ({ ...evidence, shop: { ...evidence.shop, notified: [] } })],
  [
    "shops that heard everything in the wrong order",
    (evidence) => ({
      ...evidence,
      shop: { ...evidence.shop, notified: evidence.shop.notified.toReversed() },
    }),
  ],
  [
    "a request that was answered otherwise when it came again",
    ({ shop, ...evidence }) => {
      const keyed = { key: "k", name: "POST /orders", isAskedAgain: false };
      const answers = ["o1", "o2"].map((order_id) => ({
        status: 200,
        text: JSON.stringify({ data: { order_id } }),
      }));
      return {
        ...evidence,
        shop: { ...shop, record: { ...shop.record, keyed: [...shop.record.keyed, { ...keyed, answers }] } },
      };
    },
  ],
  [
    "a key that is held for ever",
    (evidence) => gatewayWith(evidence, { keys: [{ name: "k", is_held: true, is_overdue: false }] }),
  ],
  ["time that went back", (evidence) => gatewayWith(evidence, { fromTheFuture: ["o1"] })],
  [
    "a mail that nobody asked for",
    (evidence) => ({
      ...evidence,
      shop: { ...evidence.shop, mails: [{ orderId: "nobody", messageId: "1" }] },
    }),
  ],
  ["a card number in the database", (evidence) => ({ ...evidence, databaseDump: `x ${cards.visa} x` })],
  [
    "a ledger that does not prove itself",
    (evidence) => gatewayWith(evidence, { ledgerCheck: { code: 1, output: "" } }),
  ],
  [
    "an audit log that does not hold",
    (evidence) => gatewayWith(evidence, { auditVerify: { code: 1, output: "" } }),
  ],
  [
    "a gateway that fell over by itself",
    (evidence) => gatewayWith(evidence, { ownEnds: ["gateway 1 ended"] }),
  ],
];

for (const [what, tell] of lies) {
  test(`the judge finds ${what}`, () => {
    const evidence = judged.at(-1);
    assert.ok(evidence, "no run came to its end");
    assert.notDeepEqual(judge(tell(evidence)), []);
  });
}

/** The last run, but for one order: it went through these phases, a week apart, and nobody was told anything. */
function untold(...phases: readonly string[]): readonly [evidence: Evidence, orderId: string] {
  const evidence = judged.at(-1);
  const order = evidence?.gateway.orders[0];
  assert.ok(evidence && order, "no run came to its end");
  const { key, order_id: orderId } = order;
  const past = phases.map((phase, index) => ({
    order_key: key,
    phase,
    version: index + 2,
    transaction_id: 1,
    at: new Date(Date.UTC(2026, 0, 1 + 7 * index)),
  }));
  const history = [...evidence.gateway.history.filter((row) => row["order_key"] !== key), ...past];
  const reminded = new Set([String(orderId)]);
  const { shop } = evidence;
  const told = { ...shop, notified: [], mails: [], record: { ...shop.record, reminded } };
  return [{ ...gatewayWith(evidence, { history }), shop: told }, String(orderId)];
}

test("the judge finds an order that expired without a reminder", () => {
  const [evidence, orderId] = untold("expired");
  assert.deepEqual(judgeMails(evidence), [`${orderId} expired after 0 reminders`]);
});

test("the judge finds a status that stood for days and that no shop acknowledged", () => {
  const [evidence, orderId] = untold("completed", "shipped");
  assert.ok(
    judgeNotifications(evidence).includes(
      `${orderId} was completed for days, and its shop never heard of it`,
    ),
  );
});
