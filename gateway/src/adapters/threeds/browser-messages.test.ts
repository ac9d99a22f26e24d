import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { creq, parseCres, threeDSMethodData } from "./browser-messages.ts";
import { ids } from "./testing/requests.ts";

const challenge = {
  threeDSServerTransId: ids.threeDSServerTransID,
  acsTransId: ids.acsTransID,
  protocolVersion: "2.2.0",
};

const decoded = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString());
const encoded = (message: unknown): string => Buffer.from(JSON.stringify(message)).toString("base64url");

const cres = {
  messageType: "CRes",
  messageVersion: "2.2.0",
  threeDSServerTransID: ids.threeDSServerTransID,
  acsTransID: ids.acsTransID,
  challengeCompletionInd: "Y",
  transStatus: "Y",
};
const named = { threeDSServerTransId: ids.threeDSServerTransID, acsTransId: ids.acsTransID };

describe("messages to the browser", () => {
  it("are base64url without padding", () => {
    assert.match(creq(challenge), /^[A-Za-z0-9_-]+$/);
    assert.match(
      threeDSMethodData({ ...challenge, notificationUrl: "https://pay.example/?a=~~~" }),
      /^[A-Za-z0-9_-]+$/,
    );
  });

  it("carry the CReq of a challenge, the same each time", () => {
    assert.deepEqual(decoded(creq(challenge)), {
      messageType: "CReq",
      messageVersion: "2.2.0",
      threeDSServerTransID: ids.threeDSServerTransID,
      acsTransID: ids.acsTransID,
      challengeWindowSize: "05",
    });
    assert.equal(creq(challenge), creq({ ...challenge }));
  });

  it("carry the 3DS Method's transaction and where it reports", () => {
    const notificationUrl = "https://pay.example/3ds/method/1";
    assert.deepEqual(decoded(threeDSMethodData({ ...challenge, notificationUrl })), {
      threeDSServerTransID: ids.threeDSServerTransID,
      threeDSMethodNotificationURL: notificationUrl,
    });
  });
});

describe("a CRes", () => {
  it("names the challenge that it belongs to", () => {
    assert.deepEqual(parseCres(encoded(cres)), named);
  });

  it("may be padded, and may be an Erro", () => {
    assert.deepEqual(
      parseCres(
        Buffer.from(JSON.stringify(cres)).toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
      ),
      named,
    );
    assert.deepEqual(parseCres(encoded({ ...cres, messageType: "Erro" })), named);
  });

  const { acsTransID: _acs, ...withoutAcs } = cres;
  const useless = {
    "an empty text": "",
    "no base64url": "{}",
    "no JSON": "AAAA",
    "no object": encoded([cres]),
    "without acsTransID": encoded(withoutAcs),
    "with an id that is none": encoded({ ...cres, threeDSServerTransID: "1" }),
    "of another type": encoded({ ...cres, messageType: "CReq" }),
    "too long": encoded({ ...cres, pad: "x".repeat(9_000) }),
  };
  for (const [name, text] of Object.entries(useless)) {
    it(`that is ${name} names nothing`, () => {
      assert.equal(parseCres(text), null);
    });
  }

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseCres(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseCres(encoded(value))));
  });
});
