import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import { webhookHeaders } from "./message-signature.ts";
import type { Payment } from "./payment.ts";

const tries = 3;
const answerTimeoutMs = 5_000;
const pauseMs = 250;

/**
 * Tells the gateway that the shopper has decided. The bounds keep the shopper
 * from waiting on a gateway that is gone, which finds out by asking later.
 */
export class Webhooks {
  readonly #faults: Faults;
  readonly #log: Log;
  readonly #key: string | null;
  readonly #now: () => Date;
  readonly #sent = new Map<string, Promise<boolean>>();

  constructor({
    faults,
    log,
    key,
    now,
  }: {
    readonly faults: Faults;
    readonly log: Log;
    /** Null: nothing is signed, and no gateway listens. */
    readonly key: string | null;
    readonly now: () => Date;
  }) {
    this.#faults = faults;
    this.#log = log;
    this.#key = key;
    this.#now = now;
  }

  /** Whether the gateway acknowledged. Never throws. */
  async tell(payment: Payment): Promise<boolean> {
    const told = this.#tell(payment);
    this.#sent.set(payment.id, told);
    return told;
  }

  /** Settles with the webhook of a choice made a moment ago; null where none was made since the start. */
  sent(paymentId: string): Promise<boolean> | null {
    return this.#sent.get(paymentId) ?? null;
  }

  async #tell(payment: Payment): Promise<boolean> {
    const fault = this.#faults.take("bank-webhook");
    if (fault?.kind === "webhook-lost") return false;
    const isAcknowledged = await this.#send(payment);
    if (fault?.kind === "webhook-twice") await this.#send(payment);
    return isAcknowledged;
  }

  async #send({ id, webhookUrl }: Payment): Promise<boolean> {
    for (let number = 1; number <= tries; number += 1) {
      const cause = await this.#post(JSON.stringify({ id }), webhookUrl);
      if (cause === null) return true;
      // The address holds the word that only we were told: it stays out of the log.
      this.#log("webhook-failed", { try: number, cause });
      if (number < tries) await pause(pauseMs);
    }
    return false;
  }

  /** Null where it was acknowledged, otherwise why not. */
  async #post(body: string, url: string): Promise<string | null> {
    const nowSeconds = Math.floor(this.#now().getTime() / 1000);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          ...(this.#key === null ? {} : webhookHeaders({ url, body }, this.#key, nowSeconds)),
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      await response.body?.cancel();
      return response.ok ? null : `HTTP ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.name : "unknown";
    }
  }
}
