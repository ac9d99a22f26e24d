import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import { parseJson } from "../json.ts";
import { isMessage, type Message } from "./element-rules.ts";

const tries = 3;
const answerTimeoutMs = 5_000;
const pauseMs = 250;

/**
 * Carries the result of a challenge to the 3DS Server (RReq). The bounds keep
 * the shopper from waiting on a 3DS Server that is gone: three tries of five
 * seconds; fewer would lose results to a restart of the gateway.
 */
export class ResultsReporter {
  readonly #faults: Faults;
  readonly #log: Log;

  constructor({ faults, log }: { readonly faults: Faults; readonly log: Log }) {
    this.#faults = faults;
    this.#log = log;
  }

  /** Whether the 3DS Server has taken the result (RRes with resultsStatus 01). Never throws. */
  async report(rreq: Message, threeDSServerUrl: string): Promise<boolean> {
    const fault = this.#faults.take("rreq");
    if (fault?.kind === "rreq-lost") return false;
    const isAcknowledged = await this.#send(rreq, threeDSServerUrl);
    if (fault?.kind === "rreq-twice") await this.#send(rreq, threeDSServerUrl);
    return isAcknowledged;
  }

  async #send(rreq: Message, url: string): Promise<boolean> {
    for (let number = 1; number <= tries; number += 1) {
      const answer = await post(rreq, url);
      if (answer.kind === "answered") return isAcknowledgement(rreq, answer.message);
      // The address holds the word that only we were told: it stays out of the log.
      this.#log("rreq-failed", { try: number, cause: answer.cause });
      if (number < tries) await pause(pauseMs);
    }
    return false;
  }
}

type PostOutcome =
  | { readonly kind: "answered"; readonly message: unknown }
  | { readonly kind: "failed"; readonly cause: string };

async function post(rreq: Message, url: string): Promise<PostOutcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(rreq),
      redirect: "error",
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    const body = await response.text();
    if (response.status >= 500) return { kind: "failed", cause: `HTTP ${response.status}` };
    return { kind: "answered", message: parseJson(body) };
  } catch (error) {
    return { kind: "failed", cause: error instanceof Error ? error.name : "unknown" };
  }
}

function isAcknowledgement(rreq: Message, answer: unknown): boolean {
  if (!isMessage(answer) || answer["messageType"] !== "RRes" || answer["resultsStatus"] !== "01")
    return false;
  return ["threeDSServerTransID", "acsTransID", "dsTransID"].every((id) => answer[id] === rreq[id]);
}
