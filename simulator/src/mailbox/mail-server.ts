import { once } from "node:events";
import type { Server } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import type { Mailbox } from "./mailbox.ts";

/** A mail to a shopper has some 20 kB; this is enough for anything and too little to fill the memory. */
const mostBytes = 1_048_576;
const mostRecipients = 10;
const mostClients = 32;

interface Refusal extends Error {
  responseCode: number;
}

const refusal = (responseCode: number, sentence: string): Refusal =>
  Object.assign(new Error(sentence), { responseCode });

/**
 * A real SMTP server that keeps what it is sent and sends nothing on. It asks for
 * no password and knows no TLS: it is bound to this machine.
 */
export class MailServer {
  readonly #server: SMTPServer;
  #isListening = false;

  constructor({
    mailbox,
    faults,
    now,
    log,
  }: {
    readonly mailbox: Mailbox;
    readonly faults: Faults;
    readonly now: () => Date;
    readonly log: Log;
  }) {
    /** Null where the mail is kept, else why it is not. Without an answer it never ends. */
    const receive = async (
      stream: SMTPServerDataStream,
      session: SMTPServerSession,
    ): Promise<Error | null> => {
      const fault = faults.take("mail");
      const raw = await bytesOf(stream);
      if (fault?.kind === "mail-refused") return refusal(550, "No such mailbox");
      if (fault?.kind === "mail-temporary") return refusal(451, "Try again later");
      if (stream.sizeExceeded) return refusal(552, "This mail is too large");
      const isMail = await mailbox.take(raw, { ...envelopeOf(session), at: now() });
      if (!isMail) return refusal(554, "This is no mail");
      if (fault?.kind === "mail-cut-after") this.#cut(session);
      return fault === null ? null : await silence();
    };
    const answer = async (
      stream: SMTPServerDataStream,
      session: SMTPServerSession,
      callback: (error: Error | null) => void,
    ): Promise<void> => {
      const refused = await receive(stream, session);
      callback(refused);
    };
    this.#server = new SMTPServer({
      name: "mailbox.sluis.example",
      banner: "Sluis simulator mailbox",
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      size: mostBytes,
      maxClients: mostClients,
      closeTimeout: 100,
      logger: false,
      onRcptTo: (_address, session, callback) => {
        const isFull = session.envelope.rcptTo.length >= mostRecipients;
        callback(isFull ? refusal(452, "Too many recipients") : null);
      },
      onData: (stream, session, callback) => {
        void answer(stream, session, callback);
      },
    });
    this.#server.on("error", (error) => {
      // Who opens the port is told by `listen`, and says it in a sentence.
      if (this.#isListening) log("mailbox-fault", { cause: error.name });
    });
  }

  /** Throws where the port cannot be had. */
  async listen({ port, hostName }: { readonly port: number; readonly hostName: string }): Promise<void> {
    const server: Server = this.#server.listen(port, hostName);
    await once(server, "listening");
    this.#isListening = true;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #cut(session: SMTPServerSession): void {
    for (const { id, _socket: socket } of this.#server.connections) {
      if (id === session.id) socket.destroy();
    }
  }
}

const silence = (): Promise<never> => new Promise(() => {});

async function bytesOf(stream: SMTPServerDataStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // The server goes on reading what is too large, for the answer comes after it; it is not kept.
  for await (const chunk of stream) {
    if (!stream.sizeExceeded && chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function envelopeOf({ envelope }: SMTPServerSession): {
  readonly from: string;
  readonly to: readonly string[];
} {
  return {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
  };
}
