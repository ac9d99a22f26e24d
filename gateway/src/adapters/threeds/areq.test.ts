import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minor } from "#domain/money.ts";
import type { AuthenticationRequest } from "#ports/authenticator.ts";
import { areq } from "./areq.ts";
import { request, threeDSServer } from "./testing/requests.ts";

const fullAreq = {
  messageType: "AReq",
  messageVersion: "2.2.0",
  messageCategory: "01",
  deviceChannel: "02",
  threeDSServerTransID: "8a880dc0-d2d2-4067-bcb1-b08d1690b26e",
  threeDSServerRefNumber: "3DS_LOA_SER_SLUIS_020200_00001",
  threeDSServerOperatorID: "SLUIS-OPERATOR",
  threeDSServerURL: "https://pay.example/3ds/results/secret",
  threeDSCompInd: "Y",
  threeDSRequestorID: "SLUIS-REQUESTOR-1",
  threeDSRequestorName: "Sluis",
  threeDSRequestorURL: "https://shop.example/",
  threeDSRequestorAuthenticationInd: "01",
  threeDSRequestorChallengeInd: "01",
  acquirerBIN: "547802",
  acquirerMerchantID: "MERCHANT0000042",
  mcc: "5732",
  merchantName: "Fietsenwinkel De Ketting",
  merchantCountryCode: "528",
  acctNumber: "4111111111111111",
  cardExpiryDate: "3012",
  cardholderName: "Sam Sample",
  purchaseAmount: "37485",
  purchaseCurrency: "978",
  purchaseExponent: "2",
  purchaseDate: "20260128090107",
  transType: "01",
  notificationURL: "https://pay.example/3ds/return/1",
  browserAcceptHeader: "text/html,*/*;q=0.8",
  browserIP: "192.0.2.10",
  browserJavaEnabled: false,
  browserJavascriptEnabled: true,
  browserLanguage: "nl-NL",
  browserColorDepth: "24",
  browserScreenHeight: "1080",
  browserScreenWidth: "1920",
  browserTZ: "-60",
  browserUserAgent: "Mozilla/5.0 (X11; Linux x86_64)",
  email: "sam@shop.example",
  mobilePhone: { cc: "31", subscriber: "208500500" },
  billAddrLine1: "Kraanspoor 39",
  billAddrLine2: "2nd floor",
  billAddrCity: "Amsterdam",
  billAddrPostCode: "1033SC",
  billAddrCountry: "528",
};

const built = (changes: Partial<AuthenticationRequest> = {}): Record<string, unknown> =>
  JSON.parse(areq(request(changes), threeDSServer)) as Record<string, unknown>;

/** What a change of the request changes in the message; undefined for an element that is gone. */
function difference(changes: Partial<AuthenticationRequest>): Record<string, unknown> {
  const changed = built(changes);
  const names = new Set([...Object.keys(fullAreq), ...Object.keys(changed)]);
  const before: Record<string, unknown> = fullAreq;
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(changed[name]) !== JSON.stringify(before[name]))
      .map((name) => [name, changed[name]]),
  );
}

describe("an AReq", () => {
  it("carries everything that is known of payment, merchant, browser and cardholder", () => {
    assert.deepEqual(built(), fullAreq);
  });

  it("is a non-payment message that adds a card where the amount is zero", () => {
    assert.deepEqual(difference({ money: { amount: minor(0n), currency: "EUR" } }), {
      messageCategory: "02",
      threeDSRequestorAuthenticationInd: "04",
      purchaseAmount: "0",
    });
  });

  it("asks for a challenge where the merchant wants one", () => {
    assert.deepEqual(difference({ wantsChallenge: true }), { threeDSRequestorChallengeInd: "04" });
  });

  it("names the merchant by the site's card acceptor id", () => {
    const merchant = { ...request().merchant, acceptorId: "MERCHANT0000043" };
    assert.deepEqual(difference({ merchant }), { acquirerMerchantID: "MERCHANT0000043" });
  });

  it("counts yen whole", () => {
    assert.deepEqual(difference({ money: { amount: minor(500n), currency: "JPY" } }), {
      purchaseAmount: "500",
      purchaseCurrency: "392",
      purchaseExponent: "0",
    });
  });

  it("leaves out what is not known of the cardholder", () => {
    const cardholder = {
      email: null,
      phone: null,
      addressLine1: null,
      addressLine2: null,
      city: null,
      postCode: null,
      country: null,
    };
    const { card, browser } = request();
    assert.deepEqual(
      difference({ cardholder, card: { ...card, holderName: null }, browser: { ...browser, ip: null } }),
      {
        cardholderName: undefined,
        browserIP: undefined,
        email: undefined,
        mobilePhone: undefined,
        billAddrLine1: undefined,
        billAddrLine2: undefined,
        billAddrCity: undefined,
        billAddrPostCode: undefined,
        billAddrCountry: undefined,
      },
    );
  });

  it("cuts texts to the length of their elements", () => {
    const { merchant, cardholder, browser } = request();
    assert.deepEqual(
      difference({
        merchant: { ...merchant, name: "🚲".repeat(41) },
        cardholder: { ...cardholder, addressLine1: "é".repeat(51), city: ` ${"c".repeat(60)}` },
        browser: { ...browser, userAgent: "u".repeat(3_000), acceptHeader: "a".repeat(3_000) },
      }),
      {
        merchantName: "🚲".repeat(40),
        billAddrLine1: "é".repeat(50),
        billAddrCity: "c".repeat(50),
        browserUserAgent: "u".repeat(2_048),
        browserAcceptHeader: "a".repeat(2_048),
      },
    );
  });

  it("leaves out what would mean something else when cut, or is no value of its element", () => {
    const { cardholder, browser, merchant } = request();
    assert.deepEqual(
      difference({
        cardholder: {
          ...cardholder,
          email: `${"e".repeat(250)}@shop.example`,
          phone: "020 8500500",
          postCode: "1".repeat(17),
          addressLine2: "  ",
          country: "XX",
        },
        browser: { ...browser, ip: "1".repeat(46) },
        merchant: { ...merchant, country: "ZZ" },
      }),
      {
        email: undefined,
        mobilePhone: undefined,
        billAddrPostCode: undefined,
        billAddrLine2: undefined,
        billAddrCountry: undefined,
        browserIP: undefined,
        merchantCountryCode: undefined,
      },
    );
  });

  const names = [
    { holder: "José Ñandú", sent: "Jose Nandu" },
    { holder: "S", sent: undefined },
    { holder: "  ", sent: undefined },
    { holder: "王小明", sent: undefined },
    { holder: `${"n".repeat(44)} n`, sent: "n".repeat(44) },
    { holder: "n".repeat(46), sent: "n".repeat(45) },
  ];
  for (const { holder, sent } of names) {
    it(`sends the cardholder "${holder}" as ${sent ?? "nothing"}`, () => {
      const { card } = request();
      assert.deepEqual(difference({ card: { ...card, holderName: holder } }), { cardholderName: sent });
    });
  }

  const screens = [
    { browser: { colorDepth: 30 }, sent: { browserColorDepth: undefined } },
    { browser: { colorDepth: 0 }, sent: { browserColorDepth: "1" } },
    { browser: { colorDepth: 64 }, sent: { browserColorDepth: "48" } },
    { browser: { language: "zh-Hant-TW" }, sent: { browserLanguage: "zh-Hant" } },
    { browser: { language: "abcdefghijk" }, sent: { browserLanguage: "abcdefgh" } },
    {
      browser: { screenWidth: 1e9, screenHeight: 99.5 },
      sent: { browserScreenWidth: "999999", browserScreenHeight: "99" },
    },
    { browser: { timeZoneMinutes: 345 }, sent: { browserTZ: "345" } },
  ];
  for (const { browser, sent } of screens) {
    it(`fits the browser's ${JSON.stringify(browser)} to the elements`, () => {
      const expected = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
      assert.deepEqual(difference({ browser: { ...request().browser, ...browser } }), expected);
    });
  }
});
