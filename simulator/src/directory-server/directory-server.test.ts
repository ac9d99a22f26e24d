import assert from "node:assert/strict";
import { test } from "node:test";
import { testCards } from "../issuer/cards.ts";
import { areq, preq } from "../testing/authentication-messages.ts";
import { askDirectoryServer, openSimulator } from "../testing/running-simulator.ts";
import { cardRanges, schemeOf } from "./card-ranges.ts";

test("gives card ranges with the address of the 3DS Method", async (t) => {
  const pres = await askDirectoryServer(openSimulator(t), preq());
  assert.equal(pres["messageType"], "PRes");
  const ranges = pres["cardRangeData"];
  assert.ok(Array.isArray(ranges));
  assert.equal(ranges.length, cardRanges.length);
  assert.deepEqual(ranges[0], {
    startRange: "4000000000000",
    endRange: "4012001038442",
    actionInd: "A",
    acsStartProtocolVersion: "2.2.0",
    acsEndProtocolVersion: "2.2.0",
    threeDSMethodURL: "http://localhost:8090/acs/method",
  });
});

test("every test card but those without 3-D Secure lies in a range of its scheme", () => {
  const schemes = {
    Visa: "visa",
    Mastercard: "mastercard",
    Maestro: "maestro",
    "American Express": "amex",
    // Authenticated in the ranges of Maestro, with which its cards share their numbers.
    Bancontact: "maestro",
  };
  for (const card of testCards) {
    const expected = card.authentication === "not-enrolled" ? null : schemes[card.brand];
    assert.equal(schemeOf(card.number), expected, card.ending);
  }
});

test("the ranges hold the neighbours of a card that is left out, and no Discover or UnionPay card", () => {
  assert.equal(schemeOf("4012001038443334"), "visa");
  assert.equal(schemeOf("4012001038443336"), "visa");
  for (const prefix of ["6011", "6221", "6445", "6500"]) {
    assert.equal(schemeOf(prefix.padEnd(16, "0")), null);
  }
});

for (const [cards, eci] of [
  [["4111111111111111", "374500000000015"], "05"],
  [["5555555555554444", "6799990000000000011"], "02"],
] as const) {
  test(`authenticates ${cards.join(" and ")} without challenge as ECI ${eci} where the policy is frictionless`, async (t) => {
    const simulator = openSimulator(t, { threeDSecure: "frictionless" });
    for (const acctNumber of cards) {
      const ares = await askDirectoryServer(simulator, areq({ acctNumber }));
      assert.equal(ares["messageType"], "ARes");
      assert.equal(ares["transStatus"], "Y");
      assert.equal(ares["eci"], eci);
      assert.equal(Buffer.from(String(ares["authenticationValue"]), "base64").length, 20);
      assert.equal(ares["acsURL"], undefined);
    }
  });
}

test("challenges where the policy, the merchant or the card's script wants it", async (t) => {
  const byPolicy = await askDirectoryServer(openSimulator(t), areq());
  assert.equal(byPolicy["transStatus"], "C");
  assert.equal(byPolicy["acsURL"], "http://localhost:8090/acs/challenge");
  assert.equal(byPolicy["eci"], undefined);
  const frictionless = openSimulator(t, { threeDSecure: "frictionless" });
  const mandated = await askDirectoryServer(frictionless, areq({ threeDSRequestorChallengeInd: "04" }));
  assert.equal(mandated["transStatus"], "C");
  for (const acctNumber of ["4012001037461114", "374200000000004", "4012001038488884"]) {
    assert.equal((await askDirectoryServer(frictionless, areq({ acctNumber })))["transStatus"], "C");
  }
});

test("says that a card without 3-D Secure is in no range", async (t) => {
  const erro = await askDirectoryServer(openSimulator(t), areq({ acctNumber: "4012001038443335" }));
  assert.equal(erro["messageType"], "Erro");
  assert.equal(erro["errorCode"], "305");
});

for (const [what, message, errorCode, errorDetail] of [
  ["a missing element", areq({ mcc: undefined, notificationURL: undefined }), "201", "mcc,notificationURL"],
  [
    "a malformed element",
    areq({ purchaseCurrency: "EUR", browserTZ: -60 }),
    "203",
    "purchaseCurrency,browserTZ",
  ],
  ["an empty optional element", areq({ email: "" }), "203", "email"],
  [
    "a browser with script that tells no screen",
    areq({ browserScreenWidth: undefined }),
    "201",
    "browserScreenWidth",
  ],
  ["another protocol version", areq({ messageVersion: "2.1.0" }), "102", "messageVersion"],
  ["a message that is none of ours", { messageType: "CReq" }, "101", "messageType"],
  ["broken JSON", '{"messageType":"AReq"', "203", "message"],
  ["a PReq without transaction id", preq({ threeDSServerTransID: undefined }), "201", "threeDSServerTransID"],
] as const) {
  test(`answers ${what} with Erro ${errorCode}`, async (t) => {
    const erro = await askDirectoryServer(openSimulator(t), message);
    assert.equal(erro["messageType"], "Erro");
    assert.equal(erro["errorCode"], errorCode);
    assert.equal(erro["errorDetail"], errorDetail);
  });
}

test("a browser without script need not tell what only script knows", async (t) => {
  const ares = await askDirectoryServer(
    openSimulator(t),
    areq({
      browserJavascriptEnabled: false,
      browserJavaEnabled: undefined,
      browserColorDepth: undefined,
      browserScreenHeight: undefined,
      browserScreenWidth: undefined,
      browserTZ: undefined,
    }),
  );
  assert.equal(ares["messageType"], "ARes");
});
