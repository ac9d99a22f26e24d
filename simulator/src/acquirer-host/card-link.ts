import { createServer, type Server, type Socket } from "node:net";
import type { Fault, Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import { frame, FrameReader } from "./frames.ts";
import { type AcquirerHost, faultPointOf, type Session } from "./host.ts";
import { buildMessage, type IsoMessage, parseMessage } from "./iso-message.ts";

/** Where the unasked messages come from. */
export interface Advising {
  /** A gateway signed on and can be told. */
  signedOn(): void;
  /** An 0432 arrived. */
  answered(message: IsoMessage): void;
}

/** The TCP side of the acquirer: frames in, answers out, and the armed faults in between. */
export class CardLink {
  readonly #host: AcquirerHost;
  readonly #faults: Faults;
  readonly #log: Log;
  readonly #advising: Advising;
  readonly #server: Server = createServer((socket) => this.#accept(socket));
  readonly #sessions = new Map<Socket, Session>();
  readonly #lateAnswers = new Set<NodeJS.Timeout>();

  constructor({
    host,
    faults,
    log,
    advising,
  }: {
    readonly host: AcquirerHost;
    readonly faults: Faults;
    readonly log: Log;
    readonly advising: Advising;
  }) {
    this.#host = host;
    this.#faults = faults;
    this.#log = log;
    this.#advising = advising;
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
    write(found[0], frame(buildMessage(message)));
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
    const request = parseMessage(bytes);
    if (request === null) return this.#cut(socket, "unreadable-message");
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

  #receiveAnswer(answer: IsoMessage): void {
    if (this.#faults.take("dispute") === null) this.#advising.answered(answer);
  }

  #send(socket: Socket, answer: IsoMessage, fault: Fault | null): void {
    const bytes = frame(buildMessage(answer));
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
        write(socket, frame(buildMessage({ ...answer, "11": next(answer["11"]) })));
        return;
      case "wrong-amount":
        write(socket, frame(buildMessage({ ...answer, "4": next(answer["4"]) })));
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

/** Another number of the same length. */
function next(digits = "0"): string {
  return String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, "0");
}
