import { decide, type Decision, type PresentedCard, unavailable } from "../issuer/issuer.ts";
import type { FaultPoint } from "../faults.ts";
import type { Books, BookingRequest, ReversalResult } from "./books.ts";
import { formatFault } from "./field-rules.ts";
import type { IsoMessage } from "./iso-message.ts";
import { parsePrivateData } from "./private-data.ts";

/** One connection, as far as the host remembers it. */
export interface Session {
  isSignedOn: boolean;
}

export interface Circumstances {
  readonly session: Session;
  readonly isIssuerAvailable: boolean;
}

const replyTypes: ReadonlyMap<string, string> = new Map([
  ["0100", "0110"],
  ["0200", "0210"],
  ["0400", "0410"],
  ["0401", "0410"],
  ["0800", "0810"],
]);

const reversalCodes: Readonly<Record<ReversalResult, string>> = {
  undone: "00",
  // A declined original holds no money: asking to undo it is right and changes nothing.
  "nothing-to-undo": "00",
  // Partial reversals are another message (DE 95): this one must name the whole amount.
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

  #decide(request: IsoMessage, { session, isIssuerAvailable }: Circumstances): IsoMessage {
    if (request["0"] === "0800") return manageNetwork(request, session);
    // 58: not permitted to this terminal. Sign-on must be the first message.
    if (!session.isSignedOn) return { "39": "58" };
    if (request["90"] !== undefined) return { "39": this.#reverse(request) };
    const { card, booking } = parseAuthorization(request);
    const decision = this.#books.authorize(booking, () =>
      isIssuerAvailable ? decide(card, new Date()) : unavailable(),
    );
    return decisionFields(decision);
  }

  #reverse(request: IsoMessage): string {
    const originalData = field(request, "90");
    const result = this.#books.reverse(
      {
        messageType: originalData.startsWith("0100") ? "0100" : "0200",
        stan: originalData.slice(4, 10),
        transmittedAt: originalData.slice(10, 20),
        rrn: field(request, "37"),
        acceptorId: field(request, "42").trimEnd(),
      },
      { amountMinor: Number(field(request, "4")), currency: field(request, "49") },
    );
    return reversalCodes[result];
  }
}

/** The sort of request, for faults. */
export function faultPointOf(message: IsoMessage): FaultPoint {
  switch (message["0"]) {
    case "0100":
    case "0200":
      return "authorization";
    case "0400":
    case "0401":
      return "reversal";
    default:
      return "network";
  }
}

function manageNetwork(request: IsoMessage, session: Session): IsoMessage {
  if (request["70"] === "001") session.isSignedOn = true;
  if (request["70"] === "002") session.isSignedOn = false;
  return { "39": "00" };
}

function parseAuthorization(request: IsoMessage): {
  readonly card: PresentedCard;
  readonly booking: BookingRequest;
} {
  const pan = field(request, "2");
  const privateData = parsePrivateData(field(request, "48"));
  const booking: BookingRequest = {
    messageType: request["0"] === "0100" ? "0100" : "0200",
    stan: field(request, "11"),
    rrn: field(request, "37"),
    acceptorId: field(request, "42").trimEnd(),
    transmittedAt: field(request, "7"),
    amountMinor: Number(field(request, "4")),
    currency: field(request, "49"),
    last4: pan.slice(-4),
    securityLevel: privateData?.securityLevel ?? null,
    eci: privateData?.eci ?? null,
  };
  const card = { number: pan, expiry: field(request, "14"), hasCvc: privateData?.hasCvc === true };
  return { card, booking };
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

/** The format check has seen to it that the field is there. */
function field(message: IsoMessage, name: string): string {
  const value = message[name];
  if (value === undefined) throw new Error(`DE ${name} passed the format check and is missing`);
  return value;
}
