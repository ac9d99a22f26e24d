import type { FastifyInstance, FastifyReply } from "fastify";
import type { DisputeBook } from "./acquirer-host/dispute-book.ts";
import { type Dispute, dueAdvice } from "./acquirer-host/dispute.ts";
import { parseDisputeRequest } from "./dispute-request.ts";

/** The issuer's part in a dispute, played by tests and developers: it takes money back, and gives it back when it lost. */
export function disputeRoutes({
  disputes,
  tell,
}: {
  readonly disputes: DisputeBook;
  readonly tell: (dispute: Dispute) => void;
}): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get("/control/disputes", async () => ({ disputes: disputes.list().map(disputeLine) }));

    app.post("/control/disputes", async (request, reply) => {
      const parsed = parseDisputeRequest(request.body);
      if (!parsed.ok) return refuse(reply, parsed.sentence);
      const result = disputes.raise(parsed.request);
      switch (result.kind) {
        case "no-such-original":
          return refuse(reply, "No sale or completion that moved money has this rrn.");
        case "exceeds":
          return refuse(reply, `Of this payment ${result.leftMinor} is left to dispute.`);
        case "booked":
          tell(result.dispute);
          return disputeLine(result.dispute);
      }
    });

    app.post<{ Params: { id: string } }>("/control/disputes/:id/win", async (request, reply) => {
      const won = disputes.win(request.params.id);
      if (won === null) return refuse(reply, "There is no dispute of this id.");
      tell(won);
      return disputeLine(won);
    });
  };
}

function disputeLine(dispute: Dispute): object {
  return {
    id: dispute.id,
    originalRrn: dispute.originalRrn,
    amountMinor: dispute.amountMinor,
    currency: dispute.currency,
    reasonCode: dispute.reasonCode,
    reason: dispute.reason,
    at: dispute.at,
    won: dispute.wonAt !== null,
    chargebackAnswer: dispute.answers.chargeback,
    reversalAnswer: dispute.answers.reversal,
    /** An advice is still being sent. */
    pending: dueAdvice(dispute) !== null,
  };
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}
