/** One connection to the acquirer, from the attempt to its end: bytes inside, messages outside. */
import type { Socket } from "node:net";
import type { Log } from "#ports/log.ts";
import { ok } from "#domain/result.ts";
import { decode } from "./codec.ts";
import { FrameReader } from "./frame.ts";
import type { MacFault, MessageMac } from "./message-mac.ts";
import type { Message } from "./message.ts";
import { type LineOptions, isTlsFault, openLine } from "./line.ts";

export interface ConnectionOptions extends LineOptions {
  readonly connectTimeoutMs: number;
  /** Null: messages carry no MAC, and none is accepted. */
  readonly mac: MessageMac | null;
  readonly log: Log;
}

/** None of these is called after `lost`, and `lost` is called once. */
export interface ConnectionEvents {
  connected(): void;
  received(message: Message): void;
  /** A message came without the proof that it is the acquirer's. */
  disbelieved(fault: MacFault): void;
  lost(cause: string): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #log: Log;
  readonly #mac: MessageMac | null;
  readonly #isTls: boolean;
  readonly #frames = new FrameReader();
  readonly #connectTimer: NodeJS.Timeout;
  #isLost = false;

  constructor({ connectTimeoutMs, mac, log, ...line }: ConnectionOptions, events: ConnectionEvents) {
    this.#events = events;
    this.#log = log;
    this.#mac = mac;
    this.#isTls = line.tls !== null;
    this.#socket = openLine(line);
    this.#connectTimer = setTimeout(() => this.cut("connect-timeout"), connectTimeoutMs).unref();
    this.#socket
      .on(this.#isTls ? "secureConnect" : "connect", () => this.#connected())
      .on("data", (chunk: Buffer) => this.#received(chunk))
      .on("error", (error) => this.#failed(error))
      .on("end", () => this.cut("closed-by-host"))
      .on("close", () => this.cut("closed"));
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Ends the connection at once. `lost` is called before this returns. */
  cut(cause: string): void {
    if (this.#isLost) return;
    this.#isLost = true;
    clearTimeout(this.#connectTimer);
    this.#socket.destroy();
    this.#events.lost(cause);
  }

  #connected(): void {
    if (this.#isLost) return;
    clearTimeout(this.#connectTimer);
    this.#events.connected();
  }

  /** A certificate that is not right is no accident of the network: somebody has to do something. */
  #failed(error: Error): void {
    const cause = errorCode(error);
    if (!this.#isTls || !isTlsFault(error)) return this.cut(cause);
    if (!this.#isLost) this.#log.error("card-link.tls-failed", { cause });
    return this.cut("tls-failed");
  }

  #received(chunk: Uint8Array): void {
    const { messages, isBroken } = this.#frames.read(chunk);
    for (const bytes of messages) {
      if (this.#isLost) return;
      const bare = this.#mac === null ? ok(bytes) : this.#mac.take(bytes);
      if (!bare.ok) {
        this.#events.disbelieved(bare.refusal);
        continue;
      }
      const decoded = decode(bare.value);
      if (decoded.ok) this.#events.received(decoded.value);
      else this.#log.warn("card-link.undecodable", { ...decoded.refusal });
    }
    if (isBroken) this.cut("frame-length");
  }
}

/** `ECONNREFUSED` and its like: the code says enough, the message may hold addresses. */
const errorCode = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "socket-error";
