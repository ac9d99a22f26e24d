import type { Message } from "../directory-server/element-rules.ts";

/** An AReq as a 3DS Server writes it by docs/protocols/three-d-secure.md. */
export function areq(changes: Message = {}): Message {
  return {
    messageType: "AReq",
    messageVersion: "2.2.0",
    messageCategory: "01",
    deviceChannel: "02",
    threeDSServerTransID: "6afa6072-9412-446b-9673-2f98b3ee98a2",
    threeDSServerRefNumber: "REFERENCE-1",
    threeDSServerOperatorID: "OPERATOR-1",
    threeDSServerURL: "http://127.0.0.1:9/results",
    threeDSCompInd: "Y",
    threeDSRequestorID: "shop-1",
    threeDSRequestorName: "Cafe & Sons",
    threeDSRequestorURL: "https://shop.example.com",
    threeDSRequestorAuthenticationInd: "01",
    threeDSRequestorChallengeInd: "01",
    acquirerBIN: "123456",
    acquirerMerchantID: "ACCEPTOR0001",
    mcc: "5732",
    merchantName: "Cafe <& Sons>",
    merchantCountryCode: "528",
    acctNumber: "4111111111111111",
    cardExpiryDate: "3012",
    cardholderName: "Sam Sample",
    purchaseAmount: "1000",
    purchaseCurrency: "978",
    purchaseExponent: "2",
    purchaseDate: "20260128105154",
    transType: "01",
    notificationURL: "https://gateway.example.com/return",
    browserAcceptHeader: "text/html",
    browserIP: "192.0.2.10",
    browserJavaEnabled: false,
    browserJavascriptEnabled: true,
    browserLanguage: "en-GB",
    browserColorDepth: "24",
    browserScreenHeight: "1080",
    browserScreenWidth: "1920",
    browserTZ: "-60",
    browserUserAgent: "Mozilla/5.0",
    ...changes,
  };
}

export function preq(changes: Message = {}): Message {
  return {
    messageType: "PReq",
    messageVersion: "2.2.0",
    threeDSServerTransID: "6afa6072-9412-446b-9673-2f98b3ee98a2",
    threeDSServerRefNumber: "REFERENCE-1",
    ...changes,
  };
}

/** base64url of the CReq that answers an ARes with transStatus C. */
export function creq(ares: Message): string {
  const { threeDSServerTransID, acsTransID } = ares;
  const message = { messageType: "CReq", messageVersion: "2.2.0", threeDSServerTransID, acsTransID };
  return Buffer.from(JSON.stringify(message)).toString("base64url");
}
