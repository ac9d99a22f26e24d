import {
  approveCompletion,
  approveRefund,
  decide,
  type Decision,
  refusal,
  unavailable,
} from "../issuer/issuer.ts";
import type { FaultPoint } from "../faults.ts";
import type { BookingRequest, Books, ReleaseResult, ReversalResult } from "./books.ts";
import { formatFault } from "./field-rules.ts";
import type { IsoMessage } from "./iso-message.ts";
import { requestKindOf } from "./request-kind.ts";
import { completedMinor, parseAuthorization, parseFollowUp, parseUndoing } from "./requests.ts";

/** One connection, as far as the host remembers it. */
export interface Session {
  isSignedOn: boolean;
}

export interface Circumstances {
  readonly session: Session;
  readonly isIssuerAvailable: boolean;
  /** A new refund is answered with 05 and not booked. */
  readonly isRefundDeclined: boolean;
}

const replyTypes: ReadonlyMap<string, string> = new Map([
  ["0100", "0110"],
  ["0200", "0210"],
  ["0220", "0230"],
  ["0221", "0230"],
  ["0400", "0410"],
  ["0401", "0410"],
  ["0800", "0810"],
]);

const reversalCodes: Readonly<Record<ReversalResult, string>> = {
  undone: "00",
  // A declined original holds no money: asking to undo it is right and changes nothing.
  "nothing-to-undo": "00",
  // What completions left is given up by another message (DE 95): this one must name the whole amount.
  "amount-differs": "30",
  "no-such-original": "25",
  "not-reversible": "12",
};

const releaseCodes: Readonly<Record<ReleaseResult, string>> = {
  released: "00",
  // Declined or reversed: nothing is reserved any more, which is all that a release asks for.
  "nothing-reserved": "00",
  // Who counts the completions otherwise than the books must not settle the rest.
  "amount-differs": "30",
  "no-such-original": "25",
};

/** The acquirer's answers to requests; books before it answers. */
export class AcquirerHost {
  readonly #books: Books;
  readonly #onFormatFault: (fault: string) => void;

  constructor({
    books,
    onFormatFault,
  }: {
    readonly books: Books;
    readonly onFormatFault: (fault: string) => void;
  }) {
    this.#books = books;
    this.#onFormatFault = onFormatFault;
  }

  /** Null for what cannot be answered: no request of this link. */
  answer(request: IsoMessage, circumstances: Circumstances): IsoMessage | null {
    const type = replyTypes.get(request["0"] ?? "");
    if (type === undefined) return null;
    const fault = formatFault(request);
    if (fault === null) return { ...echo(request), ...this.#decide(request, circumstances), "0": type };
    this.#onFormatFault(fault);
    return { ...echo(request), "0": type, "39": "30" };
  }

  /** To a message whose sender nobody can know: nothing of it is looked at but what names it. */
  refuseMac(request: IsoMessage): IsoMessage | null {
    const type = replyTypes.get(request["0"] ?? "");
    return type === undefined ? null : { ...echo(request), "0": type, "39": "97" };
  }

  #decide(request: IsoMessage, { session, isIssuerAvailable, isRefundDeclined }: Circumstances): IsoMessage {
    const kind = requestKindOf(request);
    if (kind === "network") return manageNetwork(request, session);
    // 58: not permitted to this terminal. Sign-on must be the first message.
    if (!session.isSignedOn) return { "39": "58" };
    switch (kind) {
      case "reversal":
        return { "39": this.#reverse(request) };
      case "release":
        return { "39": this.#release(request) };
      case "completion":
        return decisionFields(this.#books.followUp(parseFollowUp(request, kind), approveCompletion));
      case "refund":
        return decisionFields(this.#refund(request, isRefundDeclined));
      default:
        return decisionFields(this.#authorize(request, isIssuerAvailable));
    }
  }

  #authorize(request: IsoMessage, isIssuerAvailable: boolean): Decision {
    const { card, booking } = parseAuthorization(request);
    return this.#books.authorize(booking, () => {
      if (!this.#isAgreed(booking)) return refusal("12");
      return isIssuerAvailable ? decide(card, new Date()) : unavailable();
    });
  }

  /** Nobody charges a card that its holder never left: the payment at which it was left is in the books. */
  #isAgreed({ storedCredential, last4 }: BookingRequest): boolean {
    const traceId = storedCredential?.traceId ?? null;
    return traceId === null || this.#books.wasLeftBy(traceId, last4);
  }

  /** A refund that is booked already is answered alike, whatever fault is armed. */
  #refund(request: IsoMessage, isDeclined: boolean): Decision {
    const refund = parseFollowUp(request, "refund");
    if (isDeclined && !this.#books.isBooked(refund)) return refusal("05");
    return this.#books.followUp(refund, approveRefund);
  }

  #reverse(request: IsoMessage): string {
    const { original, money } = parseUndoing(request);
    return reversalCodes[this.#books.reverse(original, money)];
  }

  #release(request: IsoMessage): string {
    const { original, money } = parseUndoing(request);
    return releaseCodes[this.#books.release(original, money, completedMinor(request))];
  }
}

/** The sort of request, for faults; what is none of them passes as network management. */
export function faultPointOf(message: IsoMessage): FaultPoint {
  return requestKindOf(message) ?? "network";
}

function manageNetwork(request: IsoMessage, session: Session): IsoMessage {
  if (request["70"] === "001") session.isSignedOn = true;
  if (request["70"] === "002") session.isSignedOn = false;
  return { "39": "00" };
}

function decisionFields(decision: Decision): IsoMessage {
  return {
    "39": decision.responseCode,
    ...(decision.authorizationCode === null ? {} : { "38": decision.authorizationCode }),
    ...(decision.additionalResponse === null ? {} : { "44": decision.additionalResponse }),
    ...(decision.schemeReference === null ? {} : { "63": decision.schemeReference }),
  };
}

const echoedFields = ["3", "4", "7", "11", "12", "13", "32", "37", "41", "42", "49", "70", "90"];

/** A reply carries back what names its request, and never card data. */
function echo(request: IsoMessage): IsoMessage {
  return Object.fromEntries(
    echoedFields.flatMap((name) => {
      const value = request[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
