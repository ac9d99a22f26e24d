/**
 * The kept connection to the acquirer: connects by itself, signs on, sends many
 * requests at once, hands each answer to its request, reconnects. A request waits
 * in line until it may leave; only then it is in flight. That border decides what
 * a failure means: in line it is not sent, in flight it is unknown. What the host
 * tells unasked goes to the desk for advices.
 */
import { unreachable } from "#domain/result.ts";
import { AdviceDesk, isAdvice } from "./advice-desk.ts";
import { pauseMs } from "./backoff.ts";
import { encode } from "./codec.ts";
import { Connection } from "./connection.ts";
import { type Exchange, exchangeKey } from "./exchange.ts";
import { frame } from "./frame.ts";
import { InFlight } from "./in-flight.ts";
import type { LinkOptions } from "./link-options.ts";
import type { MacFault } from "./message-mac.ts";
import type { Message } from "./message.ts";
import { type ManagementCode, NetworkManagement, managementCodes } from "./network-management.ts";
import { WaitingLine } from "./waiting-line.ts";

type Phase =
  | { readonly kind: "pausing"; readonly timer: NodeJS.Timeout }
  /** Connecting, then signing on. */
  | { readonly kind: "opening"; readonly connection: Connection }
  | { readonly kind: "signed-on"; readonly connection: Connection; readonly echo: NodeJS.Timeout }
  | { readonly kind: "signing-off"; readonly connection: Connection }
  | { readonly kind: "closed" };

export class Link {
  readonly #options: LinkOptions;
  readonly #inFlight = new InFlight();
  readonly #line: WaitingLine;
  readonly #management = new NetworkManagement();
  readonly #advices: AdviceDesk;
  readonly #closed = Promise.withResolvers<void>();
  #isClosing = false;
  /** Tries to connect since the last sign-on. */
  #failures = 0;
  #macFaults = 0;
  #phase: Phase;

  /** Connects at once. */
  constructor(options: LinkOptions) {
    this.#options = options;
    this.#line = new WaitingLine({
      places: options.maxWaiting,
      patienceMs: options.sendWithinMs,
      reasonForWaiting: () => (this.isSignedOn() ? "all-in-flight" : "not-connected"),
    });
    const { maxAdvices: places, answerAdvice: answer, log } = options;
    this.#advices = new AdviceDesk({ places, answer, log, emptied: () => this.#goOn() });
    this.#phase = this.#open();
  }

  /** Settles in any case, within the time to leave plus the time to answer. Throws where the message cannot be encoded. */
  exchange(request: Message): Promise<Exchange> {
    const bytes = this.#framed(request);
    const key = exchangeKey(request);
    if (this.#inFlight.has(key) || this.#line.has(key)) {
      // Its twin may reach the acquirer, so this one must not be called not sent.
      return Promise.resolve({ kind: "unknown", cause: "already-under-way" });
    }
    if (this.#isClosing) return Promise.resolve({ kind: "not-sent", cause: "closing" });
    const { promise, resolve } = Promise.withResolvers<Exchange>();
    this.#line.join({ key, bytes, settle: resolve });
    this.#sendWaiting();
    return promise;
  }

  /** Messages whose MAC was missing or wrong, since the start. */
  macFaults(): number {
    return this.#macFaults;
  }

  isSignedOn(): boolean {
    return this.#phase.kind === "signed-on";
  }

  /** Takes no more requests and advices, sees those under way to their end, signs off. */
  close(): Promise<void> {
    if (!this.#isClosing) {
      this.#isClosing = true;
      this.#line.sendHome("closing");
      this.#goOn();
    }
    return this.#closed.promise;
  }

  #open(): Phase {
    const { host, port, tls, mac, connectTimeoutMs, log } = this.#options;
    const connection: Connection = new Connection(
      { host, port, tls, mac, connectTimeoutMs, log },
      {
        connected: () => this.#signOn(connection),
        received: (message) => this.#received(message, connection),
        disbelieved: (fault) => this.#disbelieved(fault),
        lost: (cause) => this.#lost(cause),
      },
    );
    return { kind: "opening", connection };
  }

  /** Throws where the message cannot be encoded. */
  #framed(message: Message): Uint8Array {
    const bytes = encode(message);
    return frame(this.#options.mac?.put(bytes) ?? bytes);
  }

  #signOn(connection: Connection): void {
    const timeoutMs = this.#options.answerTimeoutMs;
    this.#manage({ connection, code: managementCodes.signOn, timeoutMs }, (exchange) => {
      if (exchange.kind !== "answered") return connection.cut("sign-on-unanswered");
      if (exchange.answer.elements[39] !== "00") return connection.cut("sign-on-refused");
      this.#failures = 0;
      this.#phase = { kind: "signed-on", connection, echo: this.#echoTimer(connection) };
      this.#options.log.info("card-link.signed-on");
      return this.#goOn();
    });
  }

  #echoTimer(connection: Connection): NodeJS.Timeout {
    const { echoAfterMs, answerTimeoutMs: timeoutMs } = this.#options;
    return setTimeout(() => {
      this.#manage({ connection, code: managementCodes.echo, timeoutMs }, (exchange) => {
        if (exchange.kind !== "answered") connection.cut("echo-unanswered");
        this.#goOn();
      });
    }, echoAfterMs).unref();
  }

  /** Network management does not wait in line: it is what gets the line moving. */
  #manage(
    request: { readonly connection: Connection; readonly code: ManagementCode; readonly timeoutMs: number },
    settle: (exchange: Exchange) => void,
  ): void {
    const message = this.#management.request(request.code, Date.now());
    this.#inFlight.add({ key: exchangeKey(message), timeoutMs: request.timeoutMs, settle });
    request.connection.write(this.#framed(message));
  }

  #received(message: Message, connection: Connection): void {
    if (this.#phase.kind === "signed-on") this.#phase.echo.refresh();
    if (isAdvice(message)) return this.#advised(message, connection);
    if (this.#inFlight.answer(message)) return;
    const { 11: stan, 37: rrn, 39: responseCode } = message.elements;
    this.#options.log.warn("card-link.unexpected-answer", { type: message.type, stan, rrn, responseCode });
  }

  /** As if it had not come: whoever waits goes on waiting, and the acquirer's own answer may still arrive. */
  #disbelieved(fault: MacFault): void {
    this.#macFaults += 1;
    this.#options.log.warn("card-link.disbelieved", { fault, count: this.#macFaults });
  }

  /** The answer goes back where the advice came from, or nowhere: on another connection the host repeats it. */
  #advised(advice: Message, connection: Connection): void {
    if (this.#isClosing || this.#phase.kind !== "signed-on") return;
    this.#advices.take(advice, (answer) => {
      if (this.#phase.kind === "signed-on" && this.#phase.connection === connection) {
        connection.write(this.#framed(answer));
      }
    });
  }

  #lost(cause: string): void {
    if (this.#phase.kind === "signed-on") clearTimeout(this.#phase.echo);
    if (this.#isClosing) {
      this.#phase = { kind: "closed" };
    } else {
      this.#options.log.warn("card-link.lost", { cause });
      this.#phase = { kind: "pausing", timer: this.#reopenTimer() };
    }
    // After the change of phase, so that nothing more is written to what was lost.
    this.#inFlight.loseAll("connection-lost");
    if (this.#isClosing) this.#closed.resolve();
  }

  #reopenTimer(): NodeJS.Timeout {
    const pause = pauseMs(this.#options.reconnect, this.#failures, Math.random());
    this.#failures += 1;
    return setTimeout(() => {
      this.#phase = this.#open();
    }, pause).unref();
  }

  /** After every change that may let a request leave or the closing proceed. */
  #goOn(): void {
    if (this.#isClosing) this.#signOff();
    else this.#sendWaiting();
  }

  #sendWaiting(): void {
    if (this.#phase.kind !== "signed-on") return;
    const { connection } = this.#phase;
    while (this.#inFlight.size < this.#options.maxInFlight) {
      const request = this.#line.next();
      if (request === null) return;
      const settle = (exchange: Exchange): void => {
        request.settle(exchange);
        this.#goOn();
      };
      this.#inFlight.add({ key: request.key, timeoutMs: this.#options.answerTimeoutMs, settle });
      connection.write(request.bytes);
    }
  }

  #signOff(): void {
    const phase = this.#phase;
    switch (phase.kind) {
      case "pausing":
        clearTimeout(phase.timer);
        this.#phase = { kind: "closed" };
        return this.#closed.resolve();
      case "opening":
        return phase.connection.cut("closing");
      case "signed-on": {
        if (this.#inFlight.size > 0 || this.#advices.size > 0) return undefined;
        const { connection, echo } = phase;
        clearTimeout(echo);
        this.#phase = { kind: "signing-off", connection };
        const timeoutMs = this.#options.signOffTimeoutMs;
        return this.#manage({ connection, code: managementCodes.signOff, timeoutMs }, () =>
          connection.cut("signed-off"),
        );
      }
      case "signing-off":
      case "closed":
        return undefined;
      default:
        return unreachable(phase);
    }
  }
}
