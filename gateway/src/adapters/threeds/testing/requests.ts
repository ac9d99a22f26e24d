/** An authentication with the public test card, and what the gateway is to the schemes. */
import { parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { minor } from "#domain/money.ts";
import { assert } from "#domain/result.ts";
import { instant } from "#domain/time.ts";
import type { AuthenticationRequest } from "#ports/authenticator.ts";
import type { ThreeDSServer } from "../areq.ts";

export const ids = {
  threeDSServerTransID: "8a880dc0-d2d2-4067-bcb1-b08d1690b26e",
  acsTransID: "d7c1ee99-9478-44a6-b1f2-391e29c6b340",
  dsTransID: "f25084f0-5b16-4c0a-ae5d-b24808a95e4b",
} as const;

export const authenticationValue = "AAABBBCCCDDDEEEFFFGGGHHHIII=";

export const threeDSServer: ThreeDSServer = {
  refNumber: "3DS_LOA_SER_SLUIS_020200_00001",
  operatorId: "SLUIS-OPERATOR",
  requestorId: "SLUIS-REQUESTOR-1",
  requestorName: "Sluis",
  acquirerBin: "547802",
};

export const testPan = "4111111111111111";

export function request(changes: Partial<AuthenticationRequest> = {}): AuthenticationRequest {
  const pan = parsePan(testPan);
  const expiry = parseExpiryYymm("3012");
  assert(pan !== null && expiry !== null, "the test card is a card");
  return {
    threeDSServerTransId: ids.threeDSServerTransID,
    card: { pan, brand: "VISA", expiry, holderName: "Sam Sample", cvc: null },
    money: { amount: minor(37_485n), currency: "EUR" },
    purchaseAt: instant(Date.UTC(2026, 0, 28, 9, 1, 7, 123)),
    browser: {
      acceptHeader: "text/html,*/*;q=0.8",
      ip: "192.0.2.10",
      javaEnabled: false,
      javascriptEnabled: true,
      language: "nl-NL",
      colorDepth: 24,
      screenHeight: 1_080,
      screenWidth: 1_920,
      timeZoneMinutes: -60,
      userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
    },
    methodCompletion: "Y",
    wantsChallenge: false,
    merchant: {
      mcc: "5732",
      terminalId: "SLUIS001",
      acceptorId: "MERCHANT0000042",
      name: "Fietsenwinkel De Ketting",
      city: "Amsterdam",
      country: "NL",
      requestorUrl: "https://shop.example/",
    },
    cardholder: {
      email: "sam@shop.example",
      phone: "+31 20 8500 500",
      addressLine1: "Kraanspoor 39",
      addressLine2: "2nd floor",
      city: "Amsterdam",
      postCode: "1033SC",
      country: "NL",
    },
    notificationUrl: "https://pay.example/3ds/return/1",
    resultsUrl: "https://pay.example/3ds/results/secret",
    ...changes,
  };
}
