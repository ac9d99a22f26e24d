import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test, type TestContext } from "node:test";
import { frame } from "./acquirer-host/frames.ts";
import { buildMessage, type IsoMessage } from "./acquirer-host/iso-message.ts";
import { areq, creq, preq } from "./testing/authentication-messages.ts";
import {
  networkRequest,
  originalData,
  refundRequest,
  releaseRequest,
  saleRequest,
} from "./testing/card-messages.ts";
import { askDirectoryServer, openSimulator, postForm } from "./testing/running-simulator.ts";
import type { Simulator } from "./simulator.ts";

async function post(
  simulator: Simulator,
  url: string,
  payload: object,
): Promise<{ status: number; body: string }> {
  const response = await simulator.app.inject({ method: "POST", url, payload });
  return { status: response.statusCode, body: response.body };
}

async function get(simulator: Simulator, url: string): Promise<unknown> {
  return (await simulator.app.inject({ url })).json();
}

test("changes the issuer's policy, and refuses one that does not exist", async (t) => {
  const simulator = openSimulator(t);
  assert.deepEqual(await get(simulator, "/control/policy"), { threeDS: "challenge" });
  assert.equal((await post(simulator, "/control/policy", { threeDS: "frictionless" })).status, 200);
  assert.equal((await askDirectoryServer(simulator, areq()))["transStatus"], "Y");
  const refused = await post(simulator, "/control/policy", { threeDS: "sometimes" });
  assert.equal(refused.status, 400);
  assert.match(refused.body, /The policy is/);
  assert.deepEqual(await get(simulator, "/control/policy"), { threeDS: "frictionless" });
});

test("an armed fault hits as many messages as asked for, and is then gone", async (t) => {
  const simulator = openSimulator(t);
  await post(simulator, "/control/faults", { kind: "ds-error", count: 2 });
  assert.deepEqual(await get(simulator, "/control/faults"), {
    faults: [{ kind: "ds-error", where: "areq", count: 2, delayMs: 0 }],
  });
  assert.equal((await askDirectoryServer(simulator, preq()))["messageType"], "PRes");
  for (const messageType of ["Erro", "Erro", "ARes"]) {
    assert.equal((await askDirectoryServer(simulator, areq()))["messageType"], messageType);
  }
  assert.deepEqual(await get(simulator, "/control/faults"), { faults: [] });
});

test("a fault of MACs can be armed only where there are any", async (t) => {
  const without = openSimulator(t);
  const refused = await post(without, "/control/faults", { kind: "wrong-mac" });
  assert.equal(refused.status, 400);
  assert.match(refused.body, /SLUIS_ACQUIRER_MAC_KEY/);
  const simulator = openSimulator(t, { macKey: "00112233445566778899aabbccddeeff" });
  assert.equal(
    (await post(simulator, "/control/faults", { kind: "missing-mac", where: "refund" })).status,
    200,
  );
});

test("an unavailable ACS answers U, without proof and without challenge", async (t) => {
  const simulator = openSimulator(t);
  await post(simulator, "/control/faults", { kind: "ares-u" });
  const ares = await askDirectoryServer(simulator, areq());
  assert.equal(ares["transStatus"], "U");
  assert.equal(ares["acsURL"], undefined);
  assert.equal(ares["authenticationValue"], undefined);
});

test("gives the directory server's answers half, as an HTTP error, or for card ranges only, as armed", async (t) => {
  const simulator = openSimulator(t);
  const ask = async (): Promise<{ readonly status: number; readonly body: string }> =>
    await post(simulator, "/ds", areq());
  await post(simulator, "/control/faults", { kind: "ds-malformed" });
  const malformed = await ask();
  assert.equal(malformed.status, 200);
  assert.throws(() => JSON.parse(malformed.body));
  await post(simulator, "/control/faults", { kind: "ds-http-500" });
  assert.equal((await ask()).status, 500);
  await post(simulator, "/control/faults", { kind: "ds-http-500", where: "preq" });
  assert.equal((await ask()).status, 200);
  assert.equal((await post(simulator, "/ds", preq())).status, 500);
});

test("clears what is armed", async (t) => {
  const simulator = openSimulator(t);
  await post(simulator, "/control/faults", { kind: "garbage", count: 9 });
  await simulator.app.inject({ method: "DELETE", url: "/control/faults" });
  assert.deepEqual(await get(simulator, "/control/faults"), { faults: [] });
});

for (const [what, body, sentence] of [
  ["a kind that does not exist", { kind: "no-anwser" }, /kind must be one of no-answer, /],
  ["a count of nothing", { kind: "garbage", count: 0 }, /count must be a whole number/],
  ["a late answer without delay", { kind: "late-answer", count: 1 }, /needs delayMs/],
  ["a delay that nothing obeys", { kind: "garbage", delayMs: 5 }, /bank-late-answer only/],
  ["a place where the fault cannot strike", { kind: "ares-u", where: "reversal" }, /one of areq/],
  ["a mistyped member", { kind: "garbage", counts: 2 }, /no member .*counts/],
  ["a list", [], /is an object/],
] as const) {
  test(`refuses ${what} with a sentence and arms nothing`, async (t) => {
    const simulator = openSimulator(t);
    const refused = await post(simulator, "/control/faults", body);
    assert.equal(refused.status, 400);
    assert.match(refused.body, sentence);
    assert.deepEqual(await get(simulator, "/control/faults"), { faults: [] });
  });
}

test("lists authentications with the fate of their report", async (t) => {
  const simulator = openSimulator(t);
  await post(simulator, "/control/faults", { kind: "rreq-lost" });
  const ares = await askDirectoryServer(simulator, areq());
  await postForm(simulator, "/acs/decide", { creq: creq(ares), transStatus: "Y" });
  const { threeDSServerTransID, acsTransID, dsTransID } = ares;
  assert.deepEqual(await get(simulator, "/control/authentications"), {
    authentications: [
      {
        threeDSServerTransID,
        acsTransID,
        dsTransID,
        last4: "1111",
        flow: "challenge",
        transStatus: "Y",
        challengeCancel: null,
        rreqAcknowledged: false,
      },
    ],
  });
});

/** Sends requests over the card link, each after the answer to the one before. */
async function pay(t: TestContext, simulator: Simulator, requests: readonly IsoMessage[]): Promise<void> {
  const port = await simulator.cardLink.listen({ port: 0, hostName: "127.0.0.1" });
  t.after(() => simulator.cardLink.close());
  const socket = connect(port, "127.0.0.1");
  for (const request of [networkRequest("001"), ...requests]) {
    socket.write(frame(buildMessage(request)));
    await once(socket, "data");
  }
}

test("shows the books with what is held, and no card number", async (t) => {
  const simulator = openSimulator(t);
  await pay(t, simulator, [saleRequest()]);
  const response = await simulator.app.inject({ url: "/control/books" });
  assert.doesNotMatch(response.body, /4111111111111111/);
  const { entries, ...sums } = response.json<{ readonly entries: readonly Record<string, unknown>[] }>();
  assert.deepEqual(sums, { count: 1, heldMinor: { "978": 1000 }, reservedMinor: {} });
  const { authorizationCode, at, ...entry } = entries[0] ?? {};
  assert.match(String(authorizationCode), /^\d{6}$/);
  assert.match(String(at), /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(entry, {
    rrn: "602810000001",
    stan: "000001",
    kind: "sale",
    originalRrn: null,
    messageType: "0200",
    amountMinor: 1000,
    currency: "978",
    last4: "1111",
    securityLevel: "212",
    eci: null,
    cobrand: null,
    storedCredential: null,
    responseCode: "00",
    approved: true,
    reversed: false,
    released: false,
  });
});

test("shows what was reserved, released and given back, each beside its original", async (t) => {
  const simulator = openSimulator(t);
  const authorization = saleRequest({ "0": "0100", "11": "000002", "37": "602810000002" });
  const ofAuthorization = { "37": "602810000002", "90": originalData("0100", "000002") };
  const stillReserved = saleRequest({ "0": "0100", "11": "000003", "37": "602810000003" });
  const release = releaseRequest(0, ofAuthorization);
  await pay(t, simulator, [saleRequest(), authorization, release, stillReserved, refundRequest()]);
  const books = (await simulator.app.inject({ url: "/control/books" })).json<{
    readonly heldMinor: object;
    readonly reservedMinor: object;
    readonly entries: readonly Record<string, unknown>[];
  }>();
  assert.deepEqual([books.heldMinor, books.reservedMinor], [{ "978": 600 }, { "978": 1000 }]);
  assert.deepEqual(
    books.entries.map(({ kind, originalRrn, released }) => [kind, originalRrn, released]),
    [
      ["sale", null, false],
      ["authorization", null, true],
      ["authorization", null, false],
      ["refund", "602810000001", false],
    ],
  );
  const { authorizationCode, at, ...refund } = books.entries[3] ?? {};
  assert.match(String(authorizationCode), /^\d{6}$/);
  assert.match(String(at), /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(refund, {
    rrn: "602810000021",
    stan: "000021",
    kind: "refund",
    originalRrn: "602810000001",
    messageType: "0200",
    amountMinor: 400,
    currency: "978",
    last4: "1111",
    securityLevel: null,
    eci: null,
    cobrand: null,
    storedCredential: null,
    responseCode: "00",
    approved: true,
    reversed: false,
    released: false,
  });
});

test("arms the faults of the card link for completions, refunds and releases", async (t) => {
  const simulator = openSimulator(t);
  for (const where of ["completion", "refund", "release"]) {
    const armed = await post(simulator, "/control/faults", { kind: "wrong-amount", where });
    assert.equal(armed.status, 200, where);
  }
  assert.equal((await post(simulator, "/control/faults", { kind: "refund-declined" })).status, 200);
  const misplaced = await post(simulator, "/control/faults", { kind: "refund-declined", where: "release" });
  assert.equal(misplaced.status, 400);
});

test("takes nothing back for a body that is no dispute, and for a payment that is not in the books", async (t) => {
  const simulator = openSimulator(t);
  const rrn = "602810000001";
  for (const body of [
    [],
    {},
    { rrn: "short" },
    { rrn, amountMinor: 0 },
    { rrn, amountMinor: 1.5 },
    { rrn, amountMinor: "100" },
    { rrn, reasonCode: "" },
    { rrn, reason: " " },
    { rrn, reason: "x".repeat(91) },
    { rrn, amount: 100 },
    { rrn },
  ]) {
    assert.equal((await post(simulator, "/control/disputes", body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await post(simulator, "/control/disputes/ABCDEF123456/win", {})).status, 400);
  assert.deepEqual(await get(simulator, "/control/disputes"), { disputes: [] });
});
