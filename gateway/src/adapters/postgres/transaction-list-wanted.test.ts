import assert from "node:assert/strict";
import { test } from "node:test";
import type { TransactionFilter } from "#ports/transaction-list.ts";
import { type Wanted, walkOf, wantedOf } from "./transaction-list-wanted.ts";

const nothingFiltered: TransactionFilter = {
  sites: [],
  createdFrom: null,
  createdUntil: null,
  completedFrom: null,
  completedUntil: null,
  statuses: [],
  financialStatuses: [],
  types: [],
  paymentMethods: [],
  currencies: [],
  debitCredit: null,
};
const wanted = (filter: Partial<TransactionFilter>): Wanted => wantedOf({ ...nothingFiltered, ...filter });
const standingsOf = (filter: Partial<TransactionFilter>): readonly string[] | undefined =>
  wanted(filter).standings?.map(({ phase, settlement }) => `${phase}/${settlement}`);

test("without filters every kind of line is wanted and none is looked for", () => {
  assert.deepEqual(wanted({}), {
    standings: null,
    followUpStates: null,
    pendingMethods: null,
    methods: null,
    isCheckout: [false, true],
    followUpTypes: ["refund", "chargeback", "reverse-chargeback"],
  });
});

test("the financial status of a paid order is where its money is, whatever its phase", () => {
  assert.deepEqual(standingsOf({ financialStatuses: ["uncleared"] }), [
    "completed/uncleared",
    "uncleared/completed",
    "uncleared/uncleared",
    "uncleared/initialized",
    "shipped/uncleared",
    "partial_refunded/uncleared",
    "refunded/uncleared",
    "chargedback/uncleared",
  ]);
  assert.deepEqual(standingsOf({ statuses: ["shipped"], financialStatuses: ["initialized", "completed"] }), [
    "shipped/completed",
    "shipped/initialized",
  ]);
});

test("both statuses must fit, and a status that nothing has gives nothing", () => {
  assert.deepEqual(standingsOf({ statuses: ["declined"], financialStatuses: ["completed"] }), []);
  assert.deepEqual(standingsOf({ statuses: ["no such status"] }), []);
  assert.deepEqual(wanted({ statuses: ["no such status"] }).followUpStates, []);
});

test("a refund that is under way is found as reserved, which is what it shows", () => {
  assert.deepEqual(wanted({ statuses: ["reserved"] }).followUpStates, ["reserved", "sent"]);
});

test("a refund that is under way is found by what its method shows of it", () => {
  const paypal = wanted({ statuses: ["reserved"], financialStatuses: ["initialized"] });
  assert.deepEqual(paypal.pendingMethods, ["PAYPAL"]);
  assert.deepEqual(paypal.followUpStates, ["reserved", "sent"]);
  assert.ok(!(wanted({ statuses: ["reserved"] }).pendingMethods ?? []).includes("IDEAL"));
  assert.deepEqual(wanted({ statuses: ["declined"] }).pendingMethods, []);
});

for (const [filter, isCheckout, followUpTypes] of [
  [{ types: ["payment"] }, [false], []],
  [{ types: ["fastcheckout"] }, [true], []],
  [{ types: ["refund", "reverse_chargeback"] }, [], ["refund", "reverse-chargeback"]],
  [{ debitCredit: "C" }, [false, true], ["reverse-chargeback"]],
  [{ debitCredit: "D" }, [], ["refund", "chargeback"]],
  [{ debitCredit: "D", types: ["payment", "chargeback"] }, [], ["chargeback"]],
  [{ types: ["capture"] }, [], []],
] as const) {
  test(`${JSON.stringify(filter)} gives the kinds of line on that side`, () => {
    const { isCheckout: kinds, followUpTypes: types } = wanted(filter);
    assert.deepEqual([kinds, types], [isCheckout, followUpTypes]);
  });
}

for (const [filter, walk] of [
  [{}, "time"],
  [{ types: ["chargeback"] }, "time"],
  [{ statuses: ["completed"] }, "status"],
  [{ financialStatuses: ["uncleared"] }, "status"],
  [{ financialStatuses: ["uncleared"], paymentMethods: ["IDEAL"] }, "status"],
  [{ statuses: ["completed"], financialStatuses: ["uncleared"], paymentMethods: ["KLARNA"] }, "status"],
  [{ statuses: ["reserved"], paymentMethods: ["VISA"] }, "status"],
  [{ paymentMethods: ["IDEAL"] }, "method"],
  [{ statuses: ["completed"], paymentMethods: ["MAESTRO"] }, "method"],
  [{ types: ["fastcheckout"] }, "checkout"],
  [{ types: ["fastcheckout"], statuses: ["completed"], paymentMethods: ["VISA"] }, "checkout"],
  [{ types: ["fastcheckout"], statuses: ["declined"] }, "status"],
] as const) {
  test(`${JSON.stringify(filter)} is walked by ${walk}`, () => {
    assert.equal(walkOf(wanted(filter)), walk);
  });
}
