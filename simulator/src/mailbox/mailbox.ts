import PostalMime, { addressParser, decodeWords, type Email } from "postal-mime";

/** A mail as the server took it: the envelope says who gets it, the headers what it says of itself. */
export interface ReceivedMail {
  readonly id: string;
  readonly receivedAt: Date;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  /** Of the Date header: the gateway's own clock, which may be ahead. ISO 8601. */
  readonly date: string;
  /** Of `X-Order-Id`; null where the mail names none. */
  readonly orderId: string | null;
  readonly messageId: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string | null;
  readonly html: string | null;
}

/** The oldest go first: a box for looking at, not an archive. */
const mostKept = 500;

/** The mails of this run, newest first. */
export class Mailbox {
  #mails: readonly ReceivedMail[] = [];
  #lastId = 0;

  /** False where the bytes are no mail. */
  async take(
    raw: Uint8Array,
    envelope: { readonly from: string; readonly to: readonly string[]; readonly at: Date },
  ): Promise<boolean> {
    const email = await PostalMime.parse(raw).catch(() => null);
    if (email === null) return false;
    this.#lastId += 1;
    const mail = toMail(String(this.#lastId), email, envelope);
    this.#mails = [mail, ...this.#mails].slice(0, mostKept);
    return true;
  }

  list(): readonly ReceivedMail[] {
    return this.#mails;
  }

  find(id: string): ReceivedMail | null {
    return this.#mails.find((mail) => mail.id === id) ?? null;
  }

  clear(): void {
    this.#mails = [];
  }
}

function toMail(
  id: string,
  email: Email,
  envelope: { readonly from: string; readonly to: readonly string[]; readonly at: Date },
): ReceivedMail {
  const orderId = email.headers.find(({ key }) => key === "x-order-id")?.value;
  return {
    id,
    receivedAt: envelope.at,
    to: envelope.to,
    from: nameOf(email) ?? envelope.from,
    subject: email.subject ?? "",
    date: email.date ?? envelope.at.toISOString(),
    orderId: orderId === undefined ? null : decodeWords(orderId),
    messageId: email.messageId ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({
      name: originalKey,
      value: decodeWords(value),
    })),
    text: email.text ?? null,
    html: email.html ?? null,
  };
}

/** `Name <address>`, as the mail says it. */
function nameOf({ headers }: Email): string | null {
  const value = headers.find(({ key }) => key === "from")?.value;
  const [first] = value === undefined ? [] : addressParser(value, { flatten: true });
  if (first?.address === undefined) return null;
  return first.name === "" ? first.address : `${first.name} <${first.address}>`;
}
