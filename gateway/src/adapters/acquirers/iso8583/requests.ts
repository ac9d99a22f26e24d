/** The requests of the port as messages: which elements an 0100, 0200 and 0400 carry (docs/protocols/card-link.md). */
import { numericCode } from "#domain/currency.ts";
import type { Money } from "#domain/money.ts";
import type { AuthorizationKind, AuthorizationRequest, EntryMode, ReversalRequest } from "#ports/acquirer.ts";
import { acceptor, nameAndLocation, terminal } from "./card-acceptor.ts";
import { de48 } from "./de48.ts";
import { de90 } from "./de90.ts";
import type { Message } from "./message.ts";
import { localDate, localTime, transmissionDateTime } from "./transmission-time.ts";

/** Purchase of goods and services, from and to the default account. */
const processingCode = "000000";

/** DE 22 and DE 25: who typed the card number, and where the cardholder was. */
const entryModes = { ecommerce: "812", moto: "012" } as const satisfies Record<EntryMode, string>;
const conditionCodes = { ecommerce: "59", moto: "08" } as const satisfies Record<EntryMode, string>;

const types = { sale: "0200", authorization: "0100" } as const satisfies Record<AuthorizationKind, string>;

export function authorizationMessage(request: AuthorizationRequest, acquiringInstitutionId: string): Message {
  const { reference, card, entryMode, evidence, merchant } = request;
  return {
    type: types[request.kind],
    elements: {
      2: card.pan.reveal(),
      3: processingCode,
      4: transactionAmount(request.money),
      7: transmissionDateTime(reference.transmissionAt),
      11: reference.stan,
      12: localTime(reference.transmissionAt),
      13: localDate(reference.transmissionAt),
      14: card.expiry,
      18: merchant.mcc,
      22: entryModes[entryMode],
      25: conditionCodes[entryMode],
      32: acquiringInstitutionId,
      37: reference.rrn,
      41: terminal(merchant),
      42: acceptor(merchant),
      43: nameAndLocation(merchant),
      48: de48({ entryMode, evidence, cvc: card.cvc }),
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
      3: processingCode,
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

/** DE 4. An amount of more than twelve digits does not fit, and the codec refuses it. */
const transactionAmount = (money: Money): string => String(money.amount).padStart(12, "0");
