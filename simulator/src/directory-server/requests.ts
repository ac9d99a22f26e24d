import {
  digits,
  type ElementFault,
  elementFault,
  type ElementRules,
  isMessage,
  matching,
  type Message,
  oneOf,
  optional,
  required,
  text,
  uuid,
  webAddress,
} from "./element-rules.ts";

/** EMV 3-D Secure 2.2.0, table B.8. */
const preqRules: ElementRules = {
  messageVersion: required(text(5, 8)),
  threeDSServerTransID: required(uuid),
  threeDSServerRefNumber: required(text(1, 32)),
  threeDSServerOperatorID: optional(text(1, 32)),
  serialNum: optional(text(1, 20)),
};

/** EMV 3-D Secure 2.2.0, table B.1, for the browser channel. */
const areqRules: ElementRules = {
  messageVersion: required(text(5, 8)),
  messageCategory: required(oneOf("01", "02")),
  deviceChannel: required(oneOf("02")),
  threeDSCompInd: required(oneOf("Y", "N", "U")),
  threeDSRequestorAuthenticationInd: required(oneOf("01", "02", "03", "04", "05", "06", "07")),
  threeDSRequestorChallengeInd: optional(oneOf("01", "02", "03", "04", "05", "06", "07", "08", "09")),
  threeDSRequestorID: required(text(1, 35)),
  threeDSRequestorName: required(text(1, 40)),
  threeDSRequestorURL: required(webAddress),
  threeDSServerTransID: required(uuid),
  threeDSServerRefNumber: required(text(1, 32)),
  threeDSServerOperatorID: optional(text(1, 32)),
  threeDSServerURL: required(webAddress),
  acctNumber: required(digits(13, 19)),
  cardExpiryDate: optional(matching(/^\d{2}(0[1-9]|1[0-2])$/)),
  cardholderName: optional(text(2, 45)),
  acquirerBIN: required(digits(1, 11)),
  acquirerMerchantID: required(text(1, 35)),
  mcc: required(digits(4, 4)),
  merchantName: required(text(1, 40)),
  merchantCountryCode: required(digits(3, 3)),
  purchaseAmount: required(digits(1, 48)),
  purchaseCurrency: required(digits(3, 3)),
  purchaseExponent: required(digits(1, 1)),
  purchaseDate: required(digits(14, 14)),
  transType: optional(oneOf("01", "03", "10", "11", "28")),
  notificationURL: required(webAddress),
  browserAcceptHeader: required(text(1, 2048)),
  browserUserAgent: required(text(1, 2048)),
  browserLanguage: required(text(1, 8)),
  browserJavascriptEnabled: required(isBoolean),
  browserIP: optional(text(1, 45)),
  email: optional(text(1, 254)),
  mobilePhone: optional(isPhone),
  billAddrLine1: optional(text(1, 50)),
  billAddrLine2: optional(text(1, 50)),
  billAddrCity: optional(text(1, 50)),
  billAddrPostCode: optional(text(1, 16)),
  billAddrCountry: optional(digits(3, 3)),
};

/** Only a browser that runs script can tell these (browserJavascriptEnabled true). */
const scriptedBrowserRules: ElementRules = {
  browserJavaEnabled: required(isBoolean),
  browserColorDepth: required(oneOf("1", "4", "8", "15", "16", "24", "32", "48")),
  browserScreenHeight: required(digits(1, 6)),
  browserScreenWidth: required(digits(1, 6)),
  browserTZ: required(matching(/^-?\d{1,4}$/)),
};

/** What directory server and ACS use of a valid AReq. */
export interface AReq {
  readonly threeDSServerTransID: string;
  readonly threeDSServerURL: string;
  readonly notificationURL: string;
  readonly messageCategory: string;
  readonly threeDSRequestorChallengeInd: string;
  readonly acctNumber: string;
  readonly merchantName: string;
  readonly purchaseAmount: string;
  readonly purchaseCurrency: string;
  readonly purchaseExponent: string;
  readonly browserLanguage: string;
}

export function preqFault(message: Message): ElementFault | null {
  return elementFault(preqRules, message);
}

export function areqFault(message: Message): ElementFault | null {
  const rules =
    message["browserJavascriptEnabled"] === true ? { ...areqRules, ...scriptedBrowserRules } : areqRules;
  return elementFault(rules, message);
}

/** For a message without `areqFault`. */
export function parseAReq(message: Message): AReq {
  const element = (name: string): string => {
    const value = message[name];
    return typeof value === "string" ? value : "";
  };
  return {
    threeDSServerTransID: element("threeDSServerTransID"),
    threeDSServerURL: element("threeDSServerURL"),
    notificationURL: element("notificationURL"),
    messageCategory: element("messageCategory"),
    threeDSRequestorChallengeInd: element("threeDSRequestorChallengeInd"),
    acctNumber: element("acctNumber"),
    merchantName: element("merchantName"),
    purchaseAmount: element("purchaseAmount"),
    purchaseCurrency: element("purchaseCurrency"),
    purchaseExponent: element("purchaseExponent"),
    browserLanguage: element("browserLanguage"),
  };
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isPhone(value: unknown): boolean {
  return isMessage(value) && digits(1, 3)(value["cc"]) && digits(1, 15)(value["subscriber"]);
}
