import type { FastifyInstance, FastifyReply } from "fastify";
import type { Acs, Authentication } from "./acs/acs.ts";
import { type BookEntry, isApproved, isPayment } from "./acquirer-host/book-entry.ts";
import type { Books } from "./acquirer-host/books.ts";
import type { Bank } from "./bank/bank.ts";
import { bankLine } from "./bank/wire-format.ts";
import { parseFault } from "./fault-request.ts";
import type { Faults } from "./faults.ts";
import { type IssuerPolicy, isThreeDSecurePolicy } from "./issuer/policy.ts";

/** What tests and developers look at and turn: books, policy, faults, authentications. */
export function controlRoutes({
  books,
  policy,
  faults,
  acs,
  bank,
  hasMacs,
}: {
  readonly books: Books;
  readonly policy: IssuerPolicy;
  readonly faults: Faults;
  readonly acs: Acs;
  readonly bank: Bank;
  /** Whether the card link has a key for MACs, so that a fault of them can strike. */
  readonly hasMacs: boolean;
}): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get("/control/books", async () => {
      const entries = books.entries();
      return {
        count: entries.length,
        heldMinor: books.heldMinor(),
        reservedMinor: books.reservedMinor(),
        entries: entries.map(bookLine),
      };
    });

    app.get("/control/bank", async () => {
      const payments = bank.payments();
      return { count: payments.length, payments: payments.map(bankLine) };
    });

    app.get("/control/policy", async () => ({ threeDS: policy.threeDSecure }));
    app.post("/control/policy", async (request, reply) => {
      const threeDS = member(request.body, "threeDS");
      if (!isThreeDSecurePolicy(threeDS)) {
        return refuse(reply, 'The policy is {"threeDS": "challenge"} or {"threeDS": "frictionless"}.');
      }
      policy.threeDSecure = threeDS;
      return { threeDS };
    });

    app.get("/control/faults", async () => ({ faults: faults.list() }));
    app.post("/control/faults", async (request, reply) => {
      const parsed = parseFault(request.body, { hasMacs });
      if (!parsed.ok) return refuse(reply, parsed.sentence);
      faults.arm(parsed.fault);
      return { faults: faults.list() };
    });
    app.delete("/control/faults", async () => {
      faults.clear();
      return { faults: faults.list() };
    });

    app.get("/control/authentications", async () => ({
      authentications: acs.list().map(authenticationLine),
    }));
  };
}

function bookLine(entry: BookEntry): object {
  return {
    rrn: entry.rrn,
    stan: entry.stan,
    kind: entry.kind,
    messageType: entry.messageType,
    amountMinor: entry.amountMinor,
    currency: entry.currency,
    last4: entry.last4,
    responseCode: entry.decision.responseCode,
    authorizationCode: entry.decision.authorizationCode,
    approved: isApproved(entry),
    at: entry.at,
    ...(isPayment(entry)
      ? {
          originalRrn: null,
          securityLevel: entry.securityLevel,
          eci: entry.eci,
          cobrand: entry.cobrand,
          storedCredential: entry.storedCredential,
          reversed: entry.isReversed,
          released: entry.isReleased,
        }
      : {
          originalRrn: entry.originalRrn,
          securityLevel: null,
          eci: null,
          cobrand: null,
          storedCredential: null,
          reversed: false,
          released: false,
        }),
  };
}

function authenticationLine({
  threeDSServerTransID,
  acsTransID,
  dsTransID,
  last4,
  state,
}: Authentication): object {
  return {
    threeDSServerTransID,
    acsTransID,
    dsTransID,
    last4,
    flow: state.kind === "frictionless" ? "frictionless" : "challenge",
    transStatus: state.kind === "challenge" ? "C" : state.result.transStatus,
    challengeCancel: state.kind === "decided" ? state.result.challengeCancel : null,
    // Null while no RReq is due or its answer is awaited.
    rreqAcknowledged: state.kind === "decided" ? state.isAcknowledged : null,
  };
}

function member(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  return Object.entries(body).find(([key]) => key === name)?.[1];
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}
