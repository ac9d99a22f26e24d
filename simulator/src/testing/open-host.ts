import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { AdviceSender } from "../acquirer-host/advice-sender.ts";
import { Books } from "../acquirer-host/books.ts";
import { CardLink } from "../acquirer-host/card-link.ts";
import { frame, FrameReader } from "../acquirer-host/frames.ts";
import { AcquirerHost } from "../acquirer-host/host.ts";
import { buildMessage, type IsoMessage, parseMessage } from "../acquirer-host/iso-message.ts";
import type { MessageMac } from "../acquirer-host/message-mac.ts";
import { forgetfulJournal } from "../journal.ts";
import { type Fault, Faults } from "../faults.ts";
import { networkRequest } from "./card-messages.ts";

/** A gateway's end of the connection: sends requests and waits for the next answer. */
export class Peer {
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #frames: Buffer[] = [];
  readonly closed: Promise<unknown>;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = once(socket, "close");
    socket.on("data", (chunk) => this.#frames.push(...this.#reader.push(Buffer.from(chunk)).frames));
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  async frame(): Promise<Buffer> {
    for (;;) {
      const bytes = this.#frames.shift();
      if (bytes !== undefined) return bytes;
      await Promise.race([once(this.#socket, "data"), this.closed]);
      if (this.#frames.length === 0 && this.#socket.destroyed) throw new Error("the connection was cut");
    }
  }

  async ask(request: IsoMessage): Promise<IsoMessage | null> {
    this.send(frame(buildMessage(request)));
    return parseMessage(await this.frame());
  }
}

/** An acquirer host on a port of its own, gone after the test. */
export async function openHost(
  t: TestContext,
  { mac = null }: { readonly mac?: MessageMac | null } = {},
): Promise<{
  readonly books: Books;
  readonly faults: Faults;
  readonly advices: AdviceSender;
  readonly connectUnsigned: () => Promise<Peer>;
  readonly signOn: () => Promise<Peer>;
}> {
  const books = new Books({ journal: forgetfulJournal, now: () => new Date(0) });
  const faults = new Faults();
  const host = new AcquirerHost({ books, onFormatFault: () => {} });
  const link: CardLink = new CardLink({
    host,
    faults,
    log: () => {},
    mac,
    tls: null,
    advising: {
      signedOn: () => advices.signedOn(),
      answered: (message) => advices.answered(message),
    },
  });
  const advices = new AdviceSender({
    disputes: books.disputes,
    send: (message) => link.send(message),
    now: () => new Date(Date.UTC(2026, 2, 1, 12, 0, 0)),
    log: () => {},
  });
  const port = await link.listen({ port: 0, hostName: "127.0.0.1" });
  t.after(() => {
    advices.stop();
    return link.close();
  });
  const connectUnsigned = async (): Promise<Peer> => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new Peer(socket);
  };
  const signOn = async (): Promise<Peer> => {
    const peer = await connectUnsigned();
    assert.equal((await peer.ask(networkRequest("001")))?.["39"], "00");
    return peer;
  };
  return { books, faults, advices, connectUnsigned, signOn };
}

/** Strikes once, at once. */
export function fault(kind: Fault["kind"], where: Fault["where"] = "authorization"): Fault {
  return { kind, where, count: 1, delayMs: 0 };
}
