/**
 * Goal: an ARes is believed exactly when it carries what its transStatus must
 * carry. Method: a good message of each kind, then each of its elements taken
 * away and each spoiled.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ExpectedAres, parseAres } from "./ares.ts";
import { isJsonObject } from "./message-reader.ts";
import { authenticationValue, ids } from "./testing/requests.ts";

const expected: ExpectedAres = {
  threeDSServerTransId: ids.threeDSServerTransID,
  isPayment: true,
  mayUsePlainHttp: false,
};

const head = { messageType: "ARes", messageVersion: "2.2.0", ...ids };
const references = {
  acsReferenceNumber: "3DS_LOA_ACS_1",
  dsReferenceNumber: "3DS_LOA_DIS_1",
  acsOperatorID: "ACS-1",
};
const proven = { ...head, ...references, transStatus: "Y", eci: "05", authenticationValue };
const challenge = {
  ...head,
  ...references,
  transStatus: "C",
  acsURL: "https://acs.example/challenge",
  acsChallengeMandated: "Y",
  authenticationType: "02",
};
const refused = { ...head, ...references, transStatus: "N", transStatusReason: "01" };

const finalOf = (transStatus: string, more: object = {}): object => ({
  kind: "final",
  transStatus,
  transStatusReason: null,
  eci: null,
  authenticationValue: null,
  dsTransId: ids.dsTransID,
  acsTransId: ids.acsTransID,
  protocolVersion: "2.2.0",
  ...more,
});

describe("a good ARes", () => {
  for (const transStatus of ["Y", "A"]) {
    it(`with ${transStatus} gives the proof`, () => {
      assert.deepEqual(parseAres({ ...proven, transStatus }, expected), {
        ok: true,
        value: finalOf(transStatus, { eci: "05", authenticationValue }),
      });
    });
  }

  for (const transStatus of ["N", "R", "U"]) {
    it(`with ${transStatus} gives the reason`, () => {
      assert.deepEqual(parseAres({ ...refused, transStatus }, expected), {
        ok: true,
        value: finalOf(transStatus, { transStatusReason: "01" }),
      });
    });
  }

  it("with C tells where the challenge is", () => {
    assert.deepEqual(parseAres(challenge, expected), {
      ok: true,
      value: {
        kind: "challenge",
        acsUrl: "https://acs.example/challenge",
        dsTransId: ids.dsTransID,
        acsTransId: ids.acsTransID,
        protocolVersion: "2.2.0",
      },
    });
  });

  it("with N may come from a directory server that asked no ACS", () => {
    const { acsTransID: _acs, dsTransID: _ds, ...sparse } = refused;
    assert.deepEqual(parseAres(sparse, expected), {
      ok: true,
      value: finalOf("N", { transStatusReason: "01", dsTransId: null, acsTransId: null }),
    });
  });

  it("for a zero amount may leave out the proof", () => {
    const { eci: _eci, authenticationValue: _value, ...unproven } = proven;
    assert.deepEqual(parseAres(unproven, { ...expected, isPayment: false }), {
      ok: true,
      value: finalOf("Y"),
    });
  });

  it("may write its ids in capitals and carry elements and extensions that we do not know", () => {
    const message = {
      ...proven,
      threeDSServerTransID: ids.threeDSServerTransID.toUpperCase(),
      whiteListStatus: "N",
      messageExtension: [{ name: "x", id: "1", criticalityIndicator: false, data: {} }],
    };
    assert.equal(parseAres(message, expected).ok, true);
  });

  it("may send the browser over plain HTTP only in a sandbox", () => {
    const message = { ...challenge, acsURL: "http://127.0.0.1:8090/acs" };
    assert.equal(parseAres(message, { ...expected, mayUsePlainHttp: true }).ok, true);
    assert.deepEqual(parseAres(message, expected), {
      ok: false,
      refusal: { code: "203", elements: ["acsURL"] },
    });
  });
});

describe("an ARes is refused", () => {
  const missing: readonly (readonly [kind: string, message: object, names: readonly string[]])[] = [
    [
      "Y",
      proven,
      [
        "messageType",
        "messageVersion",
        "threeDSServerTransID",
        "dsTransID",
        "acsTransID",
        "transStatus",
        "eci",
        "authenticationValue",
      ],
    ],
    [
      "C",
      challenge,
      [
        "threeDSServerTransID",
        "dsTransID",
        "acsTransID",
        "acsURL",
        "acsReferenceNumber",
        "acsChallengeMandated",
        "authenticationType",
      ],
    ],
    ["N", refused, ["threeDSServerTransID", "transStatusReason"]],
  ];
  for (const [kind, message, names] of missing) {
    for (const name of names) {
      it(`with ${kind} and without ${name}`, () => {
        const rest = Object.fromEntries(Object.entries(message).filter(([key]) => key !== name));
        assert.deepEqual(parseAres(rest, expected), {
          ok: false,
          refusal: { code: "201", elements: [name] },
        });
      });
    }
  }

  const malformed: readonly (readonly [message: object, name: string, values: readonly unknown[]])[] = [
    [proven, "threeDSServerTransID", ["", "8a880dc0", `${ids.threeDSServerTransID}0`, 1, null]],
    [proven, "dsTransID", ["not-a-uuid", 7]],
    [proven, "acsTransID", ["g7c1ee99-9478-44a6-b1f2-391e29c6b340"]],
    [proven, "transStatus", ["D", "I", "y", "", "YY", true, null]],
    [proven, "eci", ["5", "005", "0x", 5]],
    [
      proven,
      "authenticationValue",
      ["", "AAAA", `${authenticationValue}A`, authenticationValue.replace("A", "-"), {}],
    ],
    [proven, "acsReferenceNumber", ["", "r".repeat(33)]],
    [proven, "dsReferenceNumber", ["r".repeat(33)]],
    [proven, "acsOperatorID", ["o".repeat(33), []]],
    [refused, "transStatusReason", ["1", "0A", 1]],
    [
      challenge,
      "acsURL",
      [
        "",
        "acs.example",
        "/challenge",
        "javascript:alert(1)",
        "https://user@acs.example/",
        "ftp://acs.example/",
        `https://acs.example/${"a".repeat(2_048)}`,
      ],
    ],
    [challenge, "acsChallengeMandated", ["X", true]],
    [challenge, "authenticationType", ["2", "2x"]],
  ];
  for (const [message, name, values] of malformed) {
    for (const value of values) {
      it(`with ${name} ${JSON.stringify(value).slice(0, 40)}`, () => {
        assert.deepEqual(parseAres({ ...message, [name]: value }, expected), {
          ok: false,
          refusal: { code: "203", elements: [name] },
        });
      });
    }
  }

  const others: readonly (readonly [name: string, change: object, refusal: object])[] = [
    ["of another type", { messageType: "RReq" }, { code: "101", elements: ["messageType"] }],
    ["of another version", { messageVersion: "2.1.0" }, { code: "102", elements: ["messageVersion"] }],
    ["about another AReq", { threeDSServerTransID: ids.acsTransID }, { code: "other-ids" }],
    [
      "with a critical extension",
      { messageExtension: [{ name: "x", id: "1", criticalityIndicator: true, data: {} }] },
      { code: "202", elements: ["messageExtension"] },
    ],
  ];
  for (const [name, change, refusal] of others) {
    it(name, () => {
      assert.deepEqual(parseAres({ ...proven, ...change }, expected), { ok: false, refusal });
    });
  }
});

it("an ARes of arbitrary content never throws", () => {
  const names = [...Object.keys(proven), ...Object.keys(challenge), "transStatusReason", "messageExtension"];
  const spoiled = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
  fc.assert(
    fc.property(spoiled, fc.constantFrom({}, proven, challenge, refused), (changes, base) => {
      const message = JSON.parse(JSON.stringify({ ...base, ...changes })) as unknown;
      assert.ok(isJsonObject(message));
      parseAres(message, expected);
    }),
  );
});
