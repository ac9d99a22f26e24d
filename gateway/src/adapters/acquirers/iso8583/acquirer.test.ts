/**
 * Goal: what leaves for a payment and what its answers mean. Method: the port on
 * one side, a scripted host on the other; messages are compared literally.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCvc, parsePan } from "#domain/card/card.ts";
import { minor } from "#domain/money.ts";
import type { AuthorizationOutcome, ReversalOutcome } from "#ports/acquirer.ts";
import { de48 } from "./de48.ts";
import type { Elements, Message } from "./message.ts";
import { type Bench, bench } from "./testing/bench.ts";
import { merchant, reversalOf, saleOf, testCvc, testPan } from "./testing/payments.ts";

/** One sale, answered with `elements` over the echoed ones. */
async function outcomeOf(
  { acquirer, host }: Bench,
  elements: Elements,
  type?: Message["type"],
): Promise<AuthorizationOutcome> {
  const outcome = acquirer.authorize(saleOf(42));
  (await host.requests.next()).reply(elements, type);
  return outcome;
}

const approval = { 38: "A1B2C3", 39: "00" } as const;

describe("the messages of the acquirer", () => {
  const saleElements: Elements = {
    2: testPan,
    3: "000000",
    4: "000000037485",
    7: "0128090107",
    11: "000042",
    12: "090107",
    13: "0128",
    14: "3012",
    18: "5732",
    22: "812",
    25: "59",
    32: "547802",
    37: "602809000042",
    41: "SLUIS001",
    42: "MERCHANT0000042",
    43: "Fietsenwinkel De Ketting Amsterdam    NL",
    48: "T420701032109203123",
    49: "978",
  };

  it("carry a sale as 0200", async () => {
    await using it = await bench();
    const outcome = it.acquirer.authorize(saleOf(42));
    const received = await it.host.requests.next();
    assert.deepEqual(received.message, { type: "0200", elements: saleElements });
    received.reply(approval);
    assert.equal((await outcome).kind, "approved");
  });

  it("carry an authorization as 0100, and MOTO with its own entry mode and without e-commerce indicator", async () => {
    await using it = await bench();
    const outcome = it.acquirer.authorize(saleOf(42, { kind: "authorization", entryMode: "moto" }));
    const received = await it.host.requests.next();
    assert.deepEqual(received.message, {
      type: "0100",
      elements: { ...saleElements, 22: "012", 25: "08", 48: "T9203123" },
    });
    received.reply(approval);
    assert.equal((await outcome).kind, "approved");
  });

  it("carry a reversal as 0400 that names the original, and its repeat as 0401, without card data", async () => {
    await using it = await bench();
    const elements: Elements = {
      3: "000000",
      4: "000000037485",
      7: "0128090107",
      11: "000043",
      12: "090107",
      13: "0128",
      18: "5732",
      32: "547802",
      37: "602809000042",
      41: "SLUIS001",
      42: "MERCHANT0000042",
      49: "978",
      90: "020000004201280901070000054780200000000000",
    };
    for (const isRepeat of [false, true]) {
      const outcome = it.acquirer.reverse(reversalOf(saleOf(42), 43, { isRepeat }));
      const received = await it.host.requests.next();
      assert.deepEqual(received.message, { type: isRepeat ? "0401" : "0400", elements });
      received.reply({ 39: "00" });
      assert.deepEqual(await outcome, { kind: "reversed", responseCode: "00" });
    }
  });

  it("name the merchant in 25, 13 and 2 ASCII characters", async () => {
    await using it = await bench();
    const names = {
      name: "Bäckerei Straßenkürbis & Łódź ♥",
      city: "'s-Hertogenbosch",
      terminalId: "T1",
      acceptorId: "M1",
    };
    const outcome = it.acquirer.authorize(saleOf(42, { merchant: { ...merchant, ...names } }));
    const received = await it.host.requests.next();
    assert.equal(received.message.elements[43], "Backerei Strassenkurbis &'s-HertogenboNL");
    assert.equal(received.message.elements[41], "T1      ");
    assert.equal(received.message.elements[42], "M1             ");
    received.reply(approval);
    assert.equal((await outcome).kind, "approved");
  });

  it("are not sent when the amount has more than twelve digits", async () => {
    await using it = await bench();
    const money = { amount: minor(1_000_000_000_000n), currency: "EUR" } as const;
    assert.deepEqual(await it.acquirer.authorize(saleOf(42, { money })), {
      kind: "not-sent",
      cause: "unencodable DE 4: length",
    });
  });
});

describe("DE 48", () => {
  const evidence = {
    eci: "05",
    authenticationValue: "AAABBBCCCDDDEEEFFFGGGHHHIIIJ",
    dsTransactionId: "f38e6948-5388-41a6-bca4-b49723c19437",
    protocolVersion: "2.2.0",
  } as const;
  const cvc = parseCvc("123", "VISA");

  it("carries the whole evidence of 3-D Secure", () => {
    assert.equal(
      de48({ entryMode: "ecommerce", storedCredential: null, evidence, cvc }),
      "T" +
        "42" +
        "07" +
        "01" +
        "03" +
        "212" +
        "43" +
        "28" +
        "AAABBBCCCDDDEEEFFFGGGHHHIIIJ" +
        "66" +
        "45" +
        "01" +
        "01" +
        "2" +
        "02" +
        "36" +
        "f38e6948-5388-41a6-bca4-b49723c19437" +
        "71" +
        "02" +
        "05" +
        "92" +
        "03" +
        "123",
    );
  });

  const indicators = [
    ["05", "2"],
    ["02", "2"],
    ["06", "1"],
    ["01", "1"],
    ["07", "0"],
    ["00", "0"],
  ] as const;
  for (const [eci, indicator] of indicators) {
    it(`tells ECI ${eci} as collection indicator ${indicator}`, () => {
      const text = de48({
        entryMode: "ecommerce",
        storedCredential: null,
        evidence: { ...evidence, eci },
        cvc: null,
      });
      assert.equal(text.slice(0, 12), `T4207010321${indicator}`);
    });
  }

  it("leaves out what is not known", () => {
    const nothing = { eci: null, authenticationValue: null, dsTransactionId: null, protocolVersion: "2.2.0" };
    assert.equal(
      de48({ entryMode: "ecommerce", storedCredential: null, evidence: nothing, cvc: null }),
      "T42070103210660501012",
    );
    assert.equal(de48({ entryMode: "moto", storedCredential: null, evidence: null, cvc: null }), "T");
  });

  it("names the brand that the shopper chose of a co-badged card, last", () => {
    const chosen = { cvc: parseCvc("123", "VISA"), cobrand: "DANKORT" } as const;
    assert.equal(
      de48({ entryMode: "moto", storedCredential: null, evidence: null, ...chosen }),
      "T92031239507DANKORT",
    );
  });

  it("carries the four digits of American Express", () => {
    const amex = parseCvc("1234", "AMEX");
    assert.equal(de48({ entryMode: "moto", storedCredential: null, evidence: null, cvc: amex }), "T92041234");
  });
});

describe("the answers of the acquirer", () => {
  it("tell an approval with everything it carries", async () => {
    await using it = await bench();
    assert.deepEqual(await outcomeOf(it, { ...approval, 44: "M", 63: "MCC1234567890" }), {
      kind: "approved",
      authorizationCode: "A1B2C3",
      responseCode: "00",
      cvcResult: "M",
      schemeReference: "MCC1234567890",
      reviewAdvice: null,
    });
  });

  const additional = [
    { data: "NV", cvcResult: "N", reviewAdvice: "void" },
    { data: " C", cvcResult: null, reviewAdvice: "complete" },
    { data: "P ", cvcResult: "P", reviewAdvice: null },
    { data: "UX", cvcResult: "U", reviewAdvice: null },
    { data: "?", cvcResult: null, reviewAdvice: null },
  ] as const;
  for (const { data, cvcResult, reviewAdvice } of additional) {
    it(`read DE 44 "${data}" as CVC result ${cvcResult} and review advice ${reviewAdvice}`, async () => {
      await using it = await bench();
      const outcome = await outcomeOf(it, { ...approval, 44: data });
      assert.ok(outcome.kind === "approved");
      assert.deepEqual([outcome.cvcResult, outcome.reviewAdvice], [cvcResult, reviewAdvice]);
    });
  }

  it("tell a decline with its response code and the CVC result", async () => {
    await using it = await bench();
    assert.deepEqual(await outcomeOf(it, { 39: "1A", 44: "N" }), {
      kind: "declined",
      responseCode: "1A",
      cvcResult: "N",
    });
  });

  const misfits: readonly {
    readonly name: string;
    readonly elements: Elements;
    readonly type?: Message["type"];
    readonly cause: string;
  }[] = [
    { name: "for another amount", elements: { ...approval, 4: "000000037486" }, cause: "other-DE-4" },
    { name: "for another currency", elements: { ...approval, 49: "840" }, cause: "other-DE-49" },
    { name: "for another terminal", elements: { ...approval, 41: "SLUIS002" }, cause: "other-DE-41" },
    { name: "for another merchant", elements: { ...approval, 42: "MERCHANT0000043" }, cause: "other-DE-42" },
    { name: "of another type", elements: approval, type: "0110", cause: "other-message-type" },
    { name: "without a response code", elements: { 38: "A1B2C3" }, cause: "without-DE-39" },
    { name: "that approves without an authorization code", elements: { 39: "00" }, cause: "without-DE-38" },
  ];
  for (const { name, elements, type, cause } of misfits) {
    it(`are unknown ${name}`, async () => {
      await using it = await bench();
      assert.deepEqual(await outcomeOf(it, elements, type), { kind: "unknown", cause });
    });
  }

  const reversals: readonly { readonly elements: Elements; readonly outcome: ReversalOutcome }[] = [
    { elements: { 39: "00" }, outcome: { kind: "reversed", responseCode: "00" } },
    { elements: { 39: "25" }, outcome: { kind: "reversed", responseCode: "25" } },
    { elements: { 39: "96" }, outcome: { kind: "refused", responseCode: "96" } },
    { elements: {}, outcome: { kind: "unknown", cause: "without-DE-39" } },
    { elements: { 4: "000000000001", 39: "00" }, outcome: { kind: "unknown", cause: "other-DE-4" } },
  ];
  for (const { elements, outcome } of reversals) {
    it(`to a reversal with ${JSON.stringify(elements)} are ${outcome.kind}`, async () => {
      await using it = await bench();
      const reversal = it.acquirer.reverse(reversalOf(saleOf(42), 43));
      (await it.host.requests.next()).reply(elements);
      assert.deepEqual(await reversal, outcome);
    });
  }

  it("never bring card data into the log", async () => {
    await using it = await bench();
    await outcomeOf(it, { ...approval, 4: "000000037486" });
    await outcomeOf(it, { 38: "A1B2C3" });
    const cut = it.acquirer.authorize(saleOf(44));
    (await it.host.requests.next()).cutConnection();
    assert.equal((await cut).kind, "unknown");
    const unknown = it.log.events.filter(({ event }) => event === "card-link.unknown");
    assert.deepEqual(unknown[0]?.fields, {
      type: "0200",
      stan: "000042",
      rrn: "602809000042",
      cause: "other-DE-4",
    });
    assert.equal(unknown.length, 3);
    const logged = JSON.stringify(it.log.events);
    assert.ok(!logged.includes(testPan));
    assert.ok(!logged.includes(`92${String(testCvc.length).padStart(2, "0")}${testCvc}`));
  });

  it("take a Maestro card of 19 digits without CVC", async () => {
    await using it = await bench();
    const pan = parsePan("6799990000000000011");
    assert.ok(pan !== null);
    const sale = saleOf(42);
    const outcome = it.acquirer.authorize({
      ...sale,
      card: { ...sale.card, pan, brand: "MAESTRO", cvc: null },
    });
    const received = await it.host.requests.next();
    assert.equal(received.message.elements[2], "6799990000000000011");
    assert.equal(received.message.elements[48], "T42070103210");
    received.reply(approval);
    assert.equal((await outcome).kind, "approved");
  });
});
