import { at, type Json, listAt, parseJson, textAt } from "./json.ts";

/** A mail as the simulator's mailbox received it. */
export interface TestMail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly date: string;
  readonly text: string;
  readonly html: string;
  /** First of that name, in lower case; null where there is none. */
  header(name: string): string | null;
  readonly recipients: readonly string[];
}

/** What shoppers were mailed, as a test sees it. */
export interface MailboxReader {
  /** The mails of an order, oldest first. */
  ofOrder(orderId: string): Promise<readonly TestMail[]>;
  clear(): Promise<void>;
}

export function mailboxReader(simulatorUrl: string): MailboxReader {
  const read = async (path: string): Promise<Json> => {
    const response = await fetch(`${simulatorUrl}${path}`, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return parseJson(await response.text());
  };
  return {
    async ofOrder(orderId) {
      const lines = listAt({ mails: await read("/mailbox") }, "mails").filter(
        (line) => at(line, "order_id") === orderId,
      );
      const mails = await Promise.all(lines.map((line) => read(`/mailbox/${textAt(line, "id")}`)));
      return mails.map(toMail).toReversed();
    },
    async clear() {
      await fetch(`${simulatorUrl}/control/mailbox`, { method: "DELETE" });
    },
  };
}

function toMail(mail: Json): TestMail {
  const headers = listAt(mail, "headers");
  return {
    id: textAt(mail, "id"),
    to: textAt(mail, "to"),
    from: textAt(mail, "from"),
    subject: textAt(mail, "subject"),
    messageId: textAt(mail, "message_id"),
    date: textAt(mail, "date"),
    text: textAt(mail, "text"),
    html: textAt(mail, "html"),
    header(name) {
      const header = headers.find((one) => textAt(one, "name").toLowerCase() === name);
      return header === undefined ? null : textAt(header, "value");
    },
    recipients: listAt(mail, "recipients").map((recipient) => textAt(recipient)),
  };
}
