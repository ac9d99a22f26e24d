import assert from "node:assert/strict";
import { test } from "node:test";
import { networkRequest, saleRequest } from "../testing/card-messages.ts";
import { fault, openHost, type Peer } from "../testing/open-host.ts";
import { frame } from "./frames.ts";
import { buildMessage, type IsoMessage, parseMessage } from "./iso-message.ts";
import { MessageMac } from "./message-mac.ts";

/** Of the examples in RFC 4493 and, for the longer key, NIST SP 800-38B. */
const examples = [
  ["2b7e151628aed2a6abf7158809cf4f3c", 0, "bb1d6929e9593728"],
  ["2b7e151628aed2a6abf7158809cf4f3c", 16, "070a16b46b4d4144"],
  ["2b7e151628aed2a6abf7158809cf4f3c", 40, "dfa66747de9ae630"],
  ["603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 40, "aaf3d8f1de5640c2"],
] as const;
const exampleText = Buffer.from(
  "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411",
  "hex",
);

for (const [key, length, value] of examples) {
  test(`seals ${length} bytes under a key of ${key.length * 4} bits as the standard does`, () => {
    const sealed = new MessageMac(key).seal(
      Buffer.concat([exampleText.subarray(0, length), Buffer.alloc(8)]),
    );
    assert.equal(sealed.subarray(-8).toString("hex"), value);
  });
}

const mac = new MessageMac("000102030405060708090a0b0c0d0e0f");
const otherMac = new MessageMac("0f0e0d0c0b0a09080706050403020100");
const sealed = (message: IsoMessage, by = mac): Buffer =>
  by.seal(buildMessage({ ...message, "128": "0".repeat(16) }));

/** The answer as it came, which may have no MAC or a wrong one. */
async function askBytes(
  peer: Peer,
  bytes: Buffer,
): Promise<{ answer: IsoMessage | null; isSealed: boolean }> {
  peer.send(frame(bytes));
  const received = await peer.frame();
  const answer = parseMessage(received);
  return { answer, isSealed: answer?.["128"] !== undefined && mac.isSealed(received) };
}

test("a link with a key believes what is sealed, and seals what it answers", async (t) => {
  const { books, connectUnsigned } = await openHost(t, { mac });
  const peer = await connectUnsigned();
  for (const request of [networkRequest("001"), saleRequest()]) {
    const { answer, isSealed } = await askBytes(peer, sealed(request));
    assert.equal(answer?.["39"], "00");
    assert.ok(isSealed);
  }
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

for (const [what, bytes] of [
  ["without a MAC", buildMessage(saleRequest())],
  ["with a MAC of another key", sealed(saleRequest(), otherMac)],
  [
    "that was changed after it was sealed",
    Buffer.concat([
      buildMessage({ ...saleRequest({ "4": "000000000001" }), "128": "0".repeat(16) }).subarray(0, -8),
      sealed(saleRequest()).subarray(-8),
    ]),
  ],
] as const) {
  test(`a request ${what} is answered with 97, books nothing and uses up no fault`, async (t) => {
    const { books, faults, connectUnsigned } = await openHost(t, { mac });
    const peer = await connectUnsigned();
    await askBytes(peer, sealed(networkRequest("001")));
    faults.arm(fault("no-answer"));
    const { answer, isSealed } = await askBytes(peer, bytes);
    assert.deepEqual([answer?.["0"], answer?.["11"], answer?.["39"]], ["0210", "000001", "97"]);
    assert.ok(isSealed);
    assert.deepEqual(books.entries(), []);
    assert.equal(faults.list().length, 1);
  });
}

test("a sign-on without a MAC opens no session", async (t) => {
  const { connectUnsigned } = await openHost(t, { mac });
  const peer = await connectUnsigned();
  assert.equal((await askBytes(peer, buildMessage(networkRequest("001")))).answer?.["39"], "97");
  assert.equal((await askBytes(peer, sealed(saleRequest()))).answer?.["39"], "58");
});

test("a link without a key takes a MAC for a field that it does not expect", async (t) => {
  const { signOn } = await openHost(t);
  assert.equal((await askBytes(await signOn(), sealed(saleRequest()))).answer?.["39"], "30");
});

test("answers with a wrong MAC or none, as armed, and has booked", async (t) => {
  const { books, faults, connectUnsigned } = await openHost(t, { mac });
  const peer = await connectUnsigned();
  await askBytes(peer, sealed(networkRequest("001")));
  for (const [kind, hasMac] of [
    ["wrong-mac", true],
    ["missing-mac", false],
  ] as const) {
    faults.arm(fault(kind));
    const { answer, isSealed } = await askBytes(peer, sealed(saleRequest()));
    assert.equal(answer?.["39"], "00");
    assert.deepEqual([answer["128"] !== undefined, isSealed], [hasMac, false], kind);
  }
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});
