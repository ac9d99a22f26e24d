/** One TCP connection to the acquirer, from the attempt to its end: bytes inside, messages outside. */
import { type Socket, connect } from "node:net";
import type { Log } from "#ports/log.ts";
import { decode } from "./codec.ts";
import { FrameReader } from "./frame.ts";
import type { Message } from "./message.ts";

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly log: Log;
}

/** None of these is called after `lost`, and `lost` is called once. */
export interface ConnectionEvents {
  connected(): void;
  received(message: Message): void;
  lost(cause: string): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #log: Log;
  readonly #frames = new FrameReader();
  readonly #connectTimer: NodeJS.Timeout;
  #isLost = false;

  constructor({ host, port, connectTimeoutMs, log }: ConnectionOptions, events: ConnectionEvents) {
    this.#events = events;
    this.#log = log;
    this.#socket = connect({ host, port, noDelay: true, keepAlive: true });
    this.#connectTimer = setTimeout(() => this.cut("connect-timeout"), connectTimeoutMs).unref();
    this.#socket
      .on("connect", () => this.#connected())
      .on("data", (chunk: Buffer) => this.#received(chunk))
      .on("error", (error) => this.cut(errorCode(error)))
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

  #received(chunk: Uint8Array): void {
    const { messages, isBroken } = this.#frames.read(chunk);
    for (const bytes of messages) {
      if (this.#isLost) return;
      const decoded = decode(bytes);
      if (decoded.ok) this.#events.received(decoded.value);
      else this.#log.warn("card-link.undecodable", { ...decoded.refusal });
    }
    if (isBroken) this.cut("frame-length");
  }
}

/** `ECONNREFUSED` and its like: the code says enough, the message may hold addresses. */
const errorCode = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "socket-error";
