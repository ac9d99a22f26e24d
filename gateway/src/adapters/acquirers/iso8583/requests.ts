/** The requests of the port as messages: which elements an 0100, 0200, 0220 and 0400 carry (docs/protocols/card-link.md). */
import { numericCode } from "#domain/currency.ts";
import type { Money } from "#domain/money.ts";
import type {
  AuthorizationKind,
  AuthorizationRequest,
  CaptureRequest,
  EntryMode,
  OriginalMessage,
  RefundRequest,
  ReleaseRequest,
  ReversalRequest,
} from "#ports/acquirer.ts";
import { acceptor, nameAndLocation, terminal } from "./card-acceptor.ts";
import { de48 } from "./de48.ts";
import { de90 } from "./de90.ts";
import { de95 } from "./de95.ts";
import type { Elements, Message } from "./message.ts";
import { isMerchantInitiated } from "./stored-credential.ts";
import { localDate, localTime, transmissionDateTime } from "./transmission-time.ts";

/** DE 3: goods and services, or their return, from and to the default account. */
const processingCodes = { purchase: "000000", refund: "200000" } as const;

/** DE 22 and DE 25: who typed the card number, and where the cardholder was. */
const entryModes = { ecommerce: "812", moto: "012" } as const satisfies Record<EntryMode, string>;
const conditionCodes = { ecommerce: "59", moto: "08" } as const satisfies Record<EntryMode, string>;

/** DE 22 of a card that was kept: nobody entered it. DE 25 where the shopper is away: mail order, recurring included. */
const credentialOnFile = "102";
const awayCondition = conditionCodes.moto;

const types = { sale: "0200", authorization: "0100" } as const satisfies Record<AuthorizationKind, string>;
const originalTypes = { ...types, capture: "0220" } as const satisfies Record<
  OriginalMessage["kind"],
  string
>;

export function authorizationMessage(request: AuthorizationRequest, acquiringInstitutionId: string): Message {
  const { reference, card, entryMode, evidence, storedCredential, merchant } = request;
  const isShopperAway = isMerchantInitiated(storedCredential);
  return {
    type: types[request.kind],
    elements: {
      2: card.pan.reveal(),
      3: processingCodes.purchase,
      4: transactionAmount(request.money),
      7: transmissionDateTime(reference.transmissionAt),
      11: reference.stan,
      12: localTime(reference.transmissionAt),
      13: localDate(reference.transmissionAt),
      14: card.expiry,
      18: merchant.mcc,
      22: storedCredential?.use === "subsequent" ? credentialOnFile : entryModes[entryMode],
      25: isShopperAway ? awayCondition : conditionCodes[entryMode],
      32: acquiringInstitutionId,
      37: reference.rrn,
      41: terminal(merchant),
      42: acceptor(merchant),
      43: nameAndLocation(merchant),
      48: de48({ entryMode, evidence, storedCredential, cvc: card.cvc, cobrand: card.cobrand }),
      49: numericCode(request.money.currency),
    },
  };
}

/** Carries no card number: DE 37, DE 42 and DE 90 lead the acquirer to the original. */
export function reversalMessage(request: ReversalRequest, acquiringInstitutionId: string): Message {
  const { reference, original, merchant } = request;
  return {
    type: request.isRepeat ? "0401" : "0400",
    elements: {
      3: processingCodes.purchase,
      4: transactionAmount(request.money),
      7: transmissionDateTime(reference.transmissionAt),
      11: reference.stan,
      12: localTime(reference.transmissionAt),
      13: localDate(reference.transmissionAt),
      18: merchant.mcc,
      32: acquiringInstitutionId,
      37: original.rrn,
      41: terminal(merchant),
      42: acceptor(merchant),
      49: numericCode(request.money.currency),
      90: de90({ type: types[request.originalKind], reference: original, acquiringInstitutionId }),
    },
  };
}

/** The completion advice: the money has been promised by the authorization, so the acquirer is told and not asked. */
export function captureMessage(request: CaptureRequest, acquiringInstitutionId: string): Message {
  return {
    type: request.isRepeat ? "0221" : "0220",
    elements: {
      ...followUpElements(request, acquiringInstitutionId),
      3: processingCodes.purchase,
      38: request.authorizationCode,
    },
  };
}

/** Has no type for a repeat: the same STAN and RRN tell the acquirer. */
export function refundMessage(request: RefundRequest, acquiringInstitutionId: string): Message {
  return {
    type: "0200",
    elements: { ...followUpElements(request, acquiringInstitutionId), 3: processingCodes.refund },
  };
}

/** A reversal of the part that no completion took: DE 95 says what stays. */
export function releaseMessage(
  { original, captured, ...request }: ReleaseRequest,
  acquiringInstitutionId: string,
): Message {
  const { type, elements } = reversalMessage(
    { ...request, original: original.reference, originalKind: original.kind },
    acquiringInstitutionId,
  );
  return { type, elements: { ...elements, 95: de95(captured) } };
}

/** What a completion and a refund share: an RRN of their own, and DE 90 in place of the card. */
function followUpElements(request: CaptureRequest | RefundRequest, acquiringInstitutionId: string): Elements {
  const { reference, original, merchant } = request;
  return {
    4: transactionAmount(request.money),
    7: transmissionDateTime(reference.transmissionAt),
    11: reference.stan,
    12: localTime(reference.transmissionAt),
    13: localDate(reference.transmissionAt),
    18: merchant.mcc,
    32: acquiringInstitutionId,
    37: reference.rrn,
    41: terminal(merchant),
    42: acceptor(merchant),
    43: nameAndLocation(merchant),
    49: numericCode(request.money.currency),
    90: de90({
      type: originalTypes[original.kind],
      reference: original.reference,
      acquiringInstitutionId,
    }),
  };
}

/** DE 4. An amount of more than twelve digits does not fit, and the codec refuses it. */
const transactionAmount = (money: Money): string => String(money.amount).padStart(12, "0");
