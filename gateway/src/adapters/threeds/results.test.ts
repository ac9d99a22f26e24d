/** Goal: only a whole RReq decides. Method: a good one, then each element taken away and each spoiled. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseRreq, rres } from "./results.ts";
import { authenticationValue, ids } from "./testing/requests.ts";

const authenticated = {
  messageType: "RReq",
  messageVersion: "2.2.0",
  ...ids,
  messageCategory: "01",
  transStatus: "Y",
  eci: "05",
  authenticationValue,
  interactionCounter: "01",
  authenticationType: "02",
};
const cancelled = {
  messageType: "RReq",
  messageVersion: "2.2.0",
  ...ids,
  messageCategory: "01",
  transStatus: "N",
  transStatusReason: "01",
  eci: "07",
  interactionCounter: "01",
  challengeCancel: "01",
};

const result = {
  threeDSServerTransId: ids.threeDSServerTransID,
  acsTransId: ids.acsTransID,
  dsTransId: ids.dsTransID,
  transStatus: "Y",
  transStatusReason: null,
  eci: "05",
  authenticationValue,
  challengeCancel: null,
} as const;

const parse = (message: unknown): ReturnType<typeof parseRreq> => parseRreq(JSON.stringify(message));

/** The Erro that refuses a body. */
function erroFor(body: string): Record<string, unknown> {
  const parsed = parseRreq(body);
  assert.ok(!parsed.ok);
  return JSON.parse(parsed.refusal) as Record<string, unknown>;
}

describe("an RReq", () => {
  it("tells an authenticated cardholder with the proof", () => {
    assert.deepEqual(parse(authenticated), { ok: true, value: result });
  });

  it("tells an attempt like an authentication", () => {
    assert.deepEqual(parse({ ...authenticated, transStatus: "A", eci: "06" }), {
      ok: true,
      value: { ...result, transStatus: "A", eci: "06" },
    });
  });

  for (const transStatus of ["N", "U", "R"]) {
    it(`tells ${transStatus} with its reason, and that the cardholder cancelled`, () => {
      assert.deepEqual(parse({ ...cancelled, transStatus }), {
        ok: true,
        value: {
          ...result,
          transStatus,
          transStatusReason: "01",
          eci: "07",
          authenticationValue: null,
          challengeCancel: "01",
        },
      });
    });
  }

  it("for a zero amount may leave out the proof", () => {
    const { eci: _eci, authenticationValue: _value, ...unproven } = authenticated;
    assert.equal(parse({ ...unproven, messageCategory: "02" }).ok, true);
  });
});

describe("an RReq is answered with an Erro", () => {
  it("that names the error, the element and the ids, but no value", () => {
    assert.deepEqual(erroFor(JSON.stringify({ ...authenticated, eci: "<b>" })), {
      messageType: "Erro",
      messageVersion: "2.2.0",
      ...ids,
      errorCode: "203",
      errorComponent: "S",
      errorDescription: "Format of one or more data elements is invalid",
      errorDetail: "eci",
      errorMessageType: "RReq",
    });
  });

  it("that does not repeat what is no id", () => {
    const erro = erroFor(JSON.stringify({ ...authenticated, dsTransID: "<script>" }));
    assert.equal(erro["dsTransID"], undefined);
    assert.equal(erro["acsTransID"], ids.acsTransID);
  });

  const missing = [
    [
      authenticated,
      ["messageType", "messageVersion", "threeDSServerTransID", "acsTransID", "dsTransID", "messageCategory"],
    ],
    [authenticated, ["transStatus", "eci", "authenticationValue", "interactionCounter"]],
    [cancelled, ["transStatusReason"]],
  ] as const;
  for (const [message, names] of missing) {
    for (const name of names) {
      it(`201 without ${name}`, () => {
        const { [name as keyof typeof message]: _gone, ...rest } = message;
        const { errorCode, errorDetail } = erroFor(JSON.stringify(rest));
        assert.deepEqual({ errorCode, errorDetail }, { errorCode: "201", errorDetail: name });
      });
    }
  }

  const malformed: readonly (readonly [name: string, values: readonly unknown[]])[] = [
    ["threeDSServerTransID", ["x", null, 1]],
    ["acsTransID", ["", {}]],
    ["dsTransID", [[]]],
    ["messageCategory", ["03", 1]],
    ["transStatus", ["C", "D", "y"]],
    ["eci", ["5"]],
    ["authenticationValue", ["AAAA"]],
    ["interactionCounter", ["1", 1]],
    ["authenticationType", ["x"]],
    ["challengeCancel", ["1"]],
  ];
  for (const [name, values] of malformed) {
    for (const value of values) {
      it(`203 with ${name} ${JSON.stringify(value)}`, () => {
        const { errorCode, errorDetail } = erroFor(JSON.stringify({ ...authenticated, [name]: value }));
        assert.deepEqual({ errorCode, errorDetail }, { errorCode: "203", errorDetail: name });
      });
    }
  }

  const others = [
    ["203", "", "message"],
    ["203", "{", "message"],
    ["203", "[]", "message"],
    ["203", '"RReq"', "message"],
    ["101", JSON.stringify({ ...authenticated, messageType: "ARes" }), "messageType"],
    ["102", JSON.stringify({ ...authenticated, messageVersion: "2.1.0" }), "messageVersion"],
  ] as const;
  for (const [code, body, detail] of others) {
    it(`${code} where the body is ${body.slice(0, 30)}`, () => {
      const { errorCode, errorDetail } = erroFor(body);
      assert.deepEqual({ errorCode, errorDetail }, { errorCode: code, errorDetail: detail });
    });
  }

  it("and never with an exception, whatever the body", () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (body) => void parseRreq(body)));
    const spoiled = fc.dictionary(fc.constantFrom(...Object.keys(authenticated)), fc.jsonValue());
    fc.assert(fc.property(spoiled, (changes) => void parse({ ...authenticated, ...changes })));
  });
});

describe("an RRes", () => {
  for (const [accepted, resultsStatus] of [
    [true, "01"],
    [false, "02"],
  ] as const) {
    it(`says ${resultsStatus} where the result was ${accepted ? "" : "not "}expected`, () => {
      assert.deepEqual(JSON.parse(rres(result, accepted)), {
        messageType: "RRes",
        messageVersion: "2.2.0",
        ...ids,
        resultsStatus,
      });
    });
  }
});
