/** AReq: everything the issuer may know to recognise its cardholder (EMV 3DS 2.2.0, table B.1, browser channel). */
import { exponent, numericCode } from "#domain/currency.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { AuthenticationRequest, Cardholder } from "#ports/authenticator.ts";
import type { Browser } from "#domain/authentication/browser.ts";
import { countryNumber } from "./countries.ts";
import {
  cardholderName,
  colorDepth,
  cut,
  cutOptional,
  language,
  pixels,
  wholeOrNothing,
} from "./element-fitting.ts";
import { protocolVersion } from "./message-reader.ts";
import { phoneNumber } from "./phone-number.ts";

/** How the schemes know us: given with the approval of a 3DS Server and by the acquirer. */
export interface ThreeDSServer {
  readonly refNumber: string;
  readonly operatorId: string;
  readonly requestorId: string;
  readonly requestorName: string;
  readonly acquirerBin: string;
}

/** A zero amount moves no money: message category 02, non-payment. */
export const isPayment = ({ money }: AuthenticationRequest): boolean => money.amount > 0n;

export function areq(request: AuthenticationRequest, server: ThreeDSServer): string {
  const { card, merchant, money } = request;
  return JSON.stringify({
    messageType: "AReq",
    messageVersion: protocolVersion,
    messageCategory: isPayment(request) ? "01" : "02",
    deviceChannel: "02",
    threeDSServerTransID: request.threeDSServerTransId,
    threeDSServerRefNumber: server.refNumber,
    threeDSServerOperatorID: server.operatorId,
    threeDSServerURL: request.resultsUrl,
    threeDSCompInd: request.methodCompletion,
    threeDSRequestorID: server.requestorId,
    threeDSRequestorName: cut(server.requestorName, 40),
    threeDSRequestorURL: merchant.requestorUrl,
    // 01 payment transaction, 04 add card.
    threeDSRequestorAuthenticationInd: isPayment(request) ? "01" : "04",
    // 01 no preference, 04 challenge requested: mandate.
    threeDSRequestorChallengeInd: request.wantsChallenge ? "04" : "01",
    acquirerBIN: server.acquirerBin,
    acquirerMerchantID: merchant.acceptorId,
    mcc: merchant.mcc,
    merchantName: cut(merchant.name, 40),
    merchantCountryCode: countryNumber(merchant.country) ?? undefined,
    acctNumber: card.pan.reveal(),
    cardExpiryDate: card.expiry,
    cardholderName: cardholderName(card.holderName),
    purchaseAmount: String(money.amount),
    purchaseCurrency: numericCode(money.currency),
    purchaseExponent: String(exponent(money.currency)),
    purchaseDate: purchaseDate(request.purchaseAt),
    // 01 goods or services.
    transType: "01",
    notificationURL: request.notificationUrl,
    ...browserElements(request.browser),
    ...cardholderElements(request.cardholder),
  });
}

/** `YYYYMMDDHHMMSS`, UTC. */
const purchaseDate = (at: Instant): string => toIso(at).replace(/\D/g, "").slice(0, 14);

const browserElements = (browser: Browser): object => ({
  browserAcceptHeader: cut(browser.acceptHeader, 2_048),
  browserIP: wholeOrNothing(browser.ip, 45),
  browserJavaEnabled: browser.javaEnabled,
  browserJavascriptEnabled: browser.javascriptEnabled,
  browserLanguage: language(browser.language),
  browserColorDepth: colorDepth(browser.colorDepth),
  browserScreenHeight: pixels(browser.screenHeight),
  browserScreenWidth: pixels(browser.screenWidth),
  browserTZ: cut(String(Math.trunc(browser.timeZoneMinutes)), 5),
  browserUserAgent: cut(browser.userAgent, 2_048),
});

const cardholderElements = (cardholder: Cardholder): object => ({
  email: wholeOrNothing(cardholder.email, 254),
  mobilePhone: cardholder.phone === null ? undefined : (phoneNumber(cardholder.phone) ?? undefined),
  billAddrLine1: cutOptional(cardholder.addressLine1, 50),
  billAddrLine2: cutOptional(cardholder.addressLine2, 50),
  billAddrCity: cutOptional(cardholder.city, 50),
  billAddrPostCode: wholeOrNothing(cardholder.postCode, 16),
  billAddrCountry: cardholder.country === null ? undefined : (countryNumber(cardholder.country) ?? undefined),
});
