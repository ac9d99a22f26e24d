/**
 * Goal: on a link with a key every message of ours carries its MAC, and nothing that lacks one is believed. Method: a host
 * on a real socket that refuses what is not proved, and answers with the right key, another one, or none.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "#domain/secret.ts";
import type { Acquirer } from "#ports/acquirer.ts";
import { createIso8583Acquirer } from "./acquirer.ts";
import type { Message } from "./message.ts";
import { createMessageMac } from "./message-mac.ts";
import { captureOf, refundOf, releaseOf, reversalOf, saleOf } from "./testing/payments.ts";
import { RecordingLog } from "./testing/recording-log.ts";
import { ScriptedHost } from "./testing/scripted-host.ts";

const mac = createMessageMac(new Secret(Buffer.alloc(16, 1)));
const otherMac = createMessageMac(new Secret(Buffer.alloc(16, 2)));

interface Bench extends AsyncDisposable {
  readonly host: ScriptedHost;
  readonly acquirer: Acquirer;
  readonly log: RecordingLog;
  readonly told: string[];
}

async function bench(): Promise<Bench> {
  const host = await ScriptedHost.start(mac);
  const log = new RecordingLog();
  const told: string[] = [];
  const acquirer = createIso8583Acquirer({
    host: "127.0.0.1",
    port: host.port,
    mac,
    acquiringInstitutionId: "547802",
    onDispute: async ({ reference }) => {
      told.push(reference);
      return "recorded";
    },
    log,
  });
  return {
    host,
    acquirer,
    log,
    told,
    [Symbol.asyncDispose]: async () => {
      await acquirer.close();
      await host.stop();
    },
  };
}

const doubts = [
  { name: "a wrong MAC", by: otherMac, fault: "wrong-mac" },
  { name: "no MAC", by: null, fault: "missing-mac" },
] as const;

describe("a link with a key for MACs", () => {
  it("signs on, pays, follows up and signs off with messages that are proved", async () => {
    await using it = await bench();
    const sale = saleOf(42);
    const calls = [
      () => it.acquirer.authorize(sale),
      () => it.acquirer.reverse(reversalOf(sale, 43)),
      () => it.acquirer.reverse(reversalOf(sale, 44, { isRepeat: true })),
      () => it.acquirer.capture(captureOf(45)),
      () => it.acquirer.refund(refundOf(46)),
      () => it.acquirer.release(releaseOf(47)),
    ];
    const kinds: string[] = [];
    for (const call of calls) {
      const outcome = call();
      // The host throws on what is not proved.
      (await it.host.requests.next()).reply({ 38: "A1B2C3", 39: "00" });
      kinds.push((await outcome).kind);
    }
    assert.deepEqual(kinds, ["approved", "reversed", "reversed", "done", "done", "done"]);
    await it.acquirer.close();
    assert.deepEqual([await it.host.management.next(), await it.host.management.next()], ["001", "002"]);
    assert.equal(it.acquirer.disbelievedCount(), 0);
  });

  for (const { name, by, fault } of doubts) {
    it(`waits on where an answer has ${name}, and takes the acquirer's own`, async () => {
      await using it = await bench();
      const outcome = it.acquirer.authorize(saleOf(42));
      const received = await it.host.requests.next();
      received.reply({ 38: "FORGED", 39: "00" }, "0210", by);
      assert.deepEqual((await it.log.waitFor("card-link.disbelieved")).fields, { fault, count: 1 });
      received.reply({ 39: "05" });
      assert.deepEqual(await outcome, { kind: "declined", responseCode: "05", cvcResult: null });
      assert.equal(it.acquirer.disbelievedCount(), 1);
    });

    it(`ends unknown where the only answer has ${name}`, async (t) => {
      t.mock.timers.enable({ apis: ["setTimeout"] });
      await using it = await bench();
      const outcome = it.acquirer.authorize(saleOf(42));
      (await it.host.requests.next()).reply({ 38: "FORGED", 39: "00" }, "0210", by);
      await it.log.waitFor("card-link.disbelieved");
      t.mock.timers.tick(10_000);
      assert.deepEqual(await outcome, { kind: "unknown", cause: "no-answer" });
    });

    it(`neither records nor answers a dispute that is told with ${name}`, async () => {
      await using it = await bench();
      await it.log.waitFor("card-link.signed-on");
      it.host.advise(chargeback("DISPUTE00001"), by);
      await it.log.waitFor("card-link.disbelieved");
      it.host.advise(chargeback("DISPUTE00002"));
      assert.equal((await it.host.receipts.next()).elements[37], "DISPUTE00002");
      assert.deepEqual(it.told, ["DISPUTE00002"]);
    });
  }

  for (const [name, call] of [
    ["an authorization", (acquirer: Acquirer) => acquirer.authorize(saleOf(42))],
    ["a reversal", (acquirer: Acquirer) => acquirer.reverse(reversalOf(saleOf(42), 43))],
    ["a refund", (acquirer: Acquirer) => acquirer.refund(refundOf(43))],
  ] as const) {
    it(`takes 97 for ${name} as unknown: it tells of bytes that arrived, not of what we sent`, async () => {
      await using it = await bench();
      const outcome = call(it.acquirer);
      (await it.host.requests.next()).reply({ 39: "97" });
      assert.deepEqual(await outcome, { kind: "unknown", cause: "mac-refused" });
    });
  }

  it("is not signed on by an answer that is not proved, and sends nothing", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    await using it = await bench();
    it.host.managementAnswers = {};
    const outcome = it.acquirer.authorize(saleOf(42));
    await it.host.management.next();
    it.host.advise({ type: "0810", elements: { 11: "000001", 39: "00", 70: "001" } }, null);
    await it.log.waitFor("card-link.disbelieved");
    t.mock.timers.tick(3_000);
    assert.deepEqual(await outcome, { kind: "not-sent", cause: "not-connected" });
  });
});

it("a link without a key takes a MAC for an element that it does not know", async () => {
  await using host = await ScriptedHost.start();
  const log = new RecordingLog();
  const acquirer = createIso8583Acquirer({
    host: "127.0.0.1",
    port: host.port,
    acquiringInstitutionId: "547802",
    onDispute: async () => "recorded",
    log,
  });
  await log.waitFor("card-link.signed-on");
  host.advise(chargeback("DISPUTE00001"), mac);
  const { fields } = await log.waitFor("card-link.undecodable");
  assert.deepEqual(fields, { reason: "unknown-element", element: 128 });
  await acquirer.close();
});

function chargeback(reference: string): Message {
  return {
    type: "0422",
    elements: {
      3: "220000",
      4: "000000037485",
      7: "0301120000",
      11: "000001",
      12: "120000",
      13: "0301",
      37: reference,
      42: "MERCHANT0000042",
      48: "T930448379405Fraud",
      49: "978",
      90: `02000000420128090107${"0".repeat(22)}`,
    },
  };
}
