import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Fault, Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import { type TlsMaterial, tlsServerOptions } from "../tls.ts";
import { frame, FrameReader } from "./frames.ts";
import { type AcquirerHost, faultPointOf, type Session } from "./host.ts";
import { buildMessage, type IsoMessage, parseMessage } from "./iso-message.ts";
import type { MessageMac } from "./message-mac.ts";

/** Where the unasked messages come from. */
export interface Advising {
  /** A gateway signed on and can be told. */
  signedOn(): void;
  /** An 0432 arrived. */
  answered(message: IsoMessage): void;
}

/** Place of DE 128, before it is known what the MAC is. */
const emptyMac = "0".repeat(16);

/** The TCP or TLS side of the acquirer: frames in, answers out, and the armed faults in between. */
export class CardLink {
  readonly #host: AcquirerHost;
  readonly #faults: Faults;
  readonly #log: Log;
  readonly #advising: Advising;
  readonly #mac: MessageMac | null;
  readonly #server: Server;
  readonly #sessions = new Map<Socket, Session>();
  readonly #lateAnswers = new Set<NodeJS.Timeout>();

  constructor({
    host,
    faults,
    log,
    advising,
    mac,
    tls,
  }: {
    readonly host: AcquirerHost;
    readonly faults: Faults;
    readonly log: Log;
    readonly advising: Advising;
    /** Null: messages carry no MAC. */
    readonly mac: MessageMac | null;
    /** Null: plain TCP. */
    readonly tls: TlsMaterial | null;
  }) {
    this.#host = host;
    this.#faults = faults;
    this.#log = log;
    this.#advising = advising;
    this.#mac = mac;
    const accept = (socket: Socket): void => this.#accept(socket);
    this.#server =
      tls === null
        ? createServer(accept)
        : createTlsServer(tlsServerOptions(tls), accept).on(
            "tlsClientError",
            (error: NodeJS.ErrnoException) =>
              log("card-link-tls-refused", { cause: error.code ?? error.name }),
          );
  }

  /** Resolves to the port; rejects where it is taken. */
  listen({ port, hostName }: { readonly port: number; readonly hostName: string }): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, hostName, () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  /** Tells the gateway that connected last of those signed on; false where there is none. */
  send(message: IsoMessage): boolean {
    const found = [...this.#sessions].findLast(([, session]) => session.isSignedOn);
    if (found === undefined) return false;
    write(found[0], frame(this.#sealed(message)));
    return true;
  }

  close(): Promise<void> {
    for (const timer of this.#lateAnswers) clearTimeout(timer);
    for (const socket of this.#sessions.keys()) socket.destroy();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    const reader = new FrameReader();
    const session: Session = { isSignedOn: false };
    this.#sessions.set(socket, session);
    socket.setNoDelay(true);
    socket.on("close", () => this.#sessions.delete(socket));
    // A cut connection is the gateway's business; the books stand as they are.
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      const { frames, isBroken } = reader.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
      for (const bytes of frames) this.#receive(socket, session, bytes);
      if (isBroken) this.#cut(socket, "frame-length");
    });
  }

  #receive(socket: Socket, session: Session, bytes: Buffer): void {
    if (socket.destroyed) return;
    const message = parseMessage(bytes);
    if (message === null) return this.#cut(socket, "unreadable-message");
    const request = this.#proved(message, bytes);
    if (request === null) return this.#refuseMac(socket, message);
    if (request["0"] === "0432") return this.#receiveAnswer(request);
    const fault = this.#faults.take(faultPointOf(request));
    if (fault?.kind === "cut-before") {
      socket.destroy();
      return;
    }
    if (fault?.kind === "no-answer-reversal") return;
    const wasSignedOn = session.isSignedOn;
    const answer = this.#host.answer(request, {
      session,
      isIssuerAvailable: fault?.kind !== "issuer-unavailable",
      isRefundDeclined: fault?.kind === "refund-declined",
    });
    if (answer === null) return this.#cut(socket, "message-type");
    this.#send(socket, answer, fault);
    if (!wasSignedOn && session.isSignedOn) this.#advising.signedOn();
  }

  /** The message without its MAC, or null where that is missing or wrong. */
  #proved(message: IsoMessage, bytes: Buffer): IsoMessage | null {
    if (this.#mac === null) return message;
    const { "128": mac, ...rest } = message;
    return mac !== undefined && this.#mac.isSealed(bytes) ? rest : null;
  }

  /** No fault strikes it and no book hears of it. */
  #refuseMac(socket: Socket, message: IsoMessage): void {
    this.#log("card-link-mac-refused", { type: message["0"] ?? "" });
    const answer = this.#host.refuseMac(message);
    if (answer !== null) write(socket, frame(this.#sealed(answer)));
  }

  #sealed(message: IsoMessage): Buffer {
    return this.#mac === null
      ? buildMessage(message)
      : this.#mac.seal(buildMessage({ ...message, "128": emptyMac }));
  }

  #receiveAnswer(answer: IsoMessage): void {
    if (this.#faults.take("dispute") === null) this.#advising.answered(answer);
  }

  #send(socket: Socket, answer: IsoMessage, fault: Fault | null): void {
    const bytes = frame(this.#sealed(answer));
    switch (fault?.kind) {
      case "no-answer":
        return;
      case "cut-after":
        socket.destroy();
        return;
      case "late-answer":
        this.#sendLater(socket, bytes, fault.delayMs);
        return;
      case "wrong-stan":
        write(socket, frame(this.#sealed({ ...answer, "11": next(answer["11"]) })));
        return;
      case "wrong-amount":
        write(socket, frame(this.#sealed({ ...answer, "4": next(answer["4"]) })));
        return;
      case "wrong-mac":
        write(socket, withLastByteChanged(bytes));
        return;
      case "missing-mac":
        write(socket, frame(buildMessage(answer)));
        return;
      case "duplicate-answer":
        write(socket, Buffer.concat([bytes, bytes]));
        return;
      case "garbage":
        write(socket, frame(Buffer.alloc(32, 0xff)));
        return;
      default:
        write(socket, bytes);
    }
  }

  #sendLater(socket: Socket, bytes: Buffer, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#lateAnswers.delete(timer);
      write(socket, bytes);
    }, delayMs);
    this.#lateAnswers.add(timer);
  }

  /** After bytes that make no sense the borders of later messages cannot be trusted either. */
  #cut(socket: Socket, cause: string): void {
    this.#log("card-link-cut", { cause });
    socket.destroy();
  }
}

function write(socket: Socket, bytes: Buffer): void {
  if (!socket.destroyed) socket.write(bytes);
}

function withLastByteChanged(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 0xff;
  return changed;
}

/** Another number of the same length. */
function next(digits = "0"): string {
  return String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, "0");
}
