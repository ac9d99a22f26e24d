import assert from "node:assert/strict";
import { test } from "node:test";
import { networkRequest, reversalRequest, saleRequest } from "../testing/card-messages.ts";
import { fault, openHost } from "../testing/open-host.ts";
import { isPayment } from "./book-entry.ts";
import { frame } from "./frames.ts";
import { buildMessage, parseMessage } from "./iso-message.ts";

test("approves a sale, names its request in the answer and gives back no card data", async (t) => {
  const { books, signOn } = await openHost(t);
  const request = saleRequest();
  const {
    "38": authorizationCode,
    "63": schemeReference,
    ...answer
  } = (await (await signOn()).ask(request)) ?? {};
  assert.match(authorizationCode ?? "", /^\d{6}$/);
  assert.match(schemeReference ?? "", /^\d{15}$/);
  const echoed = Object.fromEntries(
    ["3", "4", "7", "11", "12", "13", "32", "37", "41", "42", "49"].map((name) => [name, request[name]]),
  );
  assert.deepEqual(answer, { "0": "0210", ...echoed, "39": "00", "44": "M" });
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("answers an authorization as 0110, and reads names and authentication data", async (t) => {
  const { books, signOn } = await openHost(t);
  const privateData =
    "T42070103212" +
    "4328" +
    "AAECAwQFBgcICQoLDA0ODxAREhM=" +
    "6645" +
    "01012" +
    "0236" +
    "0d6cd1a4-6b0c-4b2a-8f33-3f1d0d2b6a11" +
    "710205";
  const answer = await (await signOn()).ask(saleRequest({ "0": "0100", "48": privateData }));
  assert.equal(answer?.["0"], "0110");
  assert.equal(answer?.["39"], "00");
  assert.equal(answer?.["44"], undefined);
  const [entry] = books.entries();
  assert.ok(entry !== undefined && isPayment(entry));
  assert.equal(entry.eci, "05");
  assert.equal(entry.securityLevel, "212");
});

test("reverses by the original data and answers the repeat alike", async (t) => {
  const { books, signOn } = await openHost(t);
  const peer = await signOn();
  await peer.ask(saleRequest());
  const request = reversalRequest();
  const answer = await peer.ask(request);
  assert.equal(answer?.["0"], "0410");
  assert.equal(answer?.["39"], "00");
  assert.equal(answer?.["90"], request["90"]);
  assert.equal((await peer.ask(reversalRequest({ "0": "0401", "11": "000003" })))?.["39"], "00");
  assert.deepEqual(books.heldMinor(), {});
});

test("a reversal without original gets 25, and the original that comes after it 94", async (t) => {
  const { signOn } = await openHost(t);
  const peer = await signOn();
  assert.equal((await peer.ask(reversalRequest()))?.["39"], "25");
  assert.equal((await peer.ask(saleRequest()))?.["39"], "94");
});

for (const [what, change] of [
  ["a missing field", { "14": undefined }],
  ["a field that the link does not give to the message", { "38": "123456" }],
  ["an expiry month that does not exist", { "14": "3013" }],
  ["private data cut short", { "48": "T42070103212920312" }],
  ["an e-commerce condition for MOTO", { "22": "012" }],
  ["an indicator for MOTO", { "22": "012", "25": "08" }],
] as const) {
  test(`answers ${what} with a format error and books nothing`, async (t) => {
    const { books, signOn } = await openHost(t);
    assert.equal((await (await signOn()).ask(saleRequest(change)))?.["39"], "30");
    assert.deepEqual(books.entries(), []);
  });
}

test("takes MOTO without indicator", async (t) => {
  const { signOn } = await openHost(t);
  const answer = await (await signOn()).ask(saleRequest({ "22": "012", "25": "08", "48": "T9203123" }));
  assert.equal(answer?.["39"], "00");
});

test("permits no payment before sign-on", async (t) => {
  const { books, connectUnsigned } = await openHost(t);
  assert.equal((await (await connectUnsigned()).ask(saleRequest()))?.["39"], "58");
  assert.deepEqual(books.entries(), []);
});

test("reads requests that arrive in pieces or together", async (t) => {
  const { signOn } = await openHost(t);
  const peer = await signOn();
  const first = frame(buildMessage(networkRequest("301", "000101")));
  const second = frame(buildMessage(networkRequest("301", "000102")));
  peer.send(first.subarray(0, 1));
  peer.send(Buffer.concat([first.subarray(1), second]));
  assert.equal(parseMessage(await peer.frame())?.["11"], "000101");
  assert.equal(parseMessage(await peer.frame())?.["11"], "000102");
});

for (const [what, bytes] of [
  ["an impossible length", Buffer.from([0xff, 0xff, 0x30])],
  ["bytes that are no message", frame(Buffer.alloc(32, 0xff))],
  ["a message with bytes left over", frame(Buffer.concat([buildMessage(saleRequest()), Buffer.from("0")]))],
  ["a message cut short", frame(buildMessage(saleRequest()).subarray(0, -1))],
] as const) {
  test(`cuts the connection at ${what}`, async (t) => {
    const { books, signOn } = await openHost(t);
    const peer = await signOn();
    peer.send(bytes);
    await peer.closed;
    assert.deepEqual(books.entries(), []);
  });
}

test("drops the connection before or after booking, as armed", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  for (const [kind, booked] of [
    ["cut-before", 0],
    ["cut-after", 1],
  ] as const) {
    faults.arm(fault(kind));
    const peer = await signOn();
    peer.send(frame(buildMessage(saleRequest())));
    await peer.closed;
    assert.equal(books.entries().length, booked, kind);
  }
});

test("books a sale and stays silent; the echo after it is answered", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  faults.arm(fault("no-answer"));
  const peer = await signOn();
  peer.send(frame(buildMessage(saleRequest())));
  assert.equal((await peer.ask(networkRequest("301")))?.["0"], "0810");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("overhears a reversal and undoes nothing", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  const peer = await signOn();
  await peer.ask(saleRequest());
  faults.arm(fault("no-answer-reversal", "reversal"));
  peer.send(frame(buildMessage(reversalRequest())));
  assert.equal((await peer.ask(networkRequest("301")))?.["0"], "0810");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("gives answers that do not fit, twice or without sense, as armed", async (t) => {
  const { faults, signOn } = await openHost(t);
  const peer = await signOn();
  faults.arm(fault("wrong-stan"));
  assert.equal((await peer.ask(saleRequest()))?.["11"], "000002");
  faults.arm(fault("wrong-amount"));
  assert.equal((await peer.ask(saleRequest()))?.["4"], "000000001001");
  faults.arm(fault("garbage"));
  assert.equal(await peer.ask(saleRequest()), null);
  faults.arm(fault("duplicate-answer"));
  assert.deepEqual(await peer.ask(saleRequest()), parseMessage(await peer.frame()));
  faults.arm(fault("late-answer"));
  assert.equal((await peer.ask(saleRequest()))?.["39"], "00");
});

test("declines with 91 while the issuer is away, and holds nothing", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  faults.arm(fault("issuer-unavailable"));
  assert.equal((await (await signOn()).ask(saleRequest()))?.["39"], "91");
  assert.deepEqual(books.heldMinor(), {});
});
