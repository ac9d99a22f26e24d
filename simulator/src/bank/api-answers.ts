import { setTimeout as pause } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { Fault } from "../faults.ts";
import type { RefusalCode } from "./bank-record.ts";
import type { Outcome } from "./outcome.ts";
import type { Payment } from "./payment.ts";
import { paymentMembers, refundMembers } from "./wire-format.ts";

export interface Answering {
  readonly reply: FastifyReply;
  readonly publicUrl: string;
  /** The bank's time. */
  readonly nowMs: number;
  readonly fault: Fault | null;
}

/** The HTTP answer to a POST that was decided; `createdStatus` tells the first time from a repeat. */
export async function answerOutcome(
  outcome: Outcome,
  answering: Answering,
  createdStatus: 200 | 201,
): Promise<FastifyReply> {
  const { reply } = answering;
  switch (outcome.kind) {
    case "payment":
      reply.code(outcome.isRepeat ? 200 : createdStatus);
      return answerPayment(outcome.payment, answering);
    case "refund":
      reply.code(outcome.isRepeat ? 200 : createdStatus);
      return unlessLost(refundMembers(outcome.refund), answering);
    case "refused":
      return refuse(reply, 422, outcome);
    case "key-reused":
      return refuse(reply, 409, invalid("the Idempotency-Key belongs to another request"));
    case "unknown":
      return refuse(reply, 404, invalid("there is no such payment"));
  }
}

export async function answerPayment(payment: Payment, answering: Answering): Promise<FastifyReply> {
  return unlessLost(paymentMembers(payment, answering), answering);
}

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

export function invalid(message: string): Refusal {
  return { code: "invalid", message };
}

export function refuse(reply: FastifyReply, status: number, { code, message }: Refusal): FastifyReply {
  return reply.code(status).send({ error: { code, message } });
}

/** HTTP 500 as a broken server gives it: not even JSON. */
export function breakDown(reply: FastifyReply): FastifyReply {
  return reply.code(500).type("text/plain").send("Internal Server Error");
}

async function unlessLost(body: object, { reply, fault }: Answering): Promise<FastifyReply> {
  // The connection stays open until the other side gives up or we stop.
  if (fault?.kind === "bank-no-answer") return reply.hijack();
  if (fault?.kind === "bank-late-answer") await pause(fault.delayMs);
  return reply.send(body);
}
