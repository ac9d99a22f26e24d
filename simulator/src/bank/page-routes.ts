import type { FastifyInstance, FastifyReply } from "fastify";
import { formField, sendPage } from "../web.ts";
import type { Bank } from "./bank.ts";
import { checkGiftCard } from "./gift-cards.ts";
import { behaviourOf } from "./methods.ts";
import { giftCardPage, overPage, scenarioPage, unknownPaymentPage } from "./pages.ts";
import type { Payment } from "./payment.ts";
import type { Webhooks } from "./webhooks.ts";

interface ById {
  Params: { readonly id: string };
}

const mostBytes = 4_096;

/** `/bank/pay/{id}`: where the shopper pays. His browser may come twice, late or never. */
export function bankPageRoutes({
  bank,
  webhooks,
}: {
  readonly bank: Bank;
  readonly webhooks: Webhooks;
}): (app: FastifyInstance) => Promise<void> {
  /** The webhook goes first, so that the gateway has asked before the shopper is back; then it no longer matters. */
  const leave = async (payment: Payment, reply: FastifyReply): Promise<FastifyReply> => {
    await webhooks.tell(payment);
    return sendBack(payment, reply);
  };

  return async (app) => {
    app.get<ById>("/bank/pay/:id", async ({ params }, reply) => {
      const payment = withPage(bank.payment(params.id));
      if (payment === null) return sendPage(reply, unknownPaymentPage(), 404);
      return show(payment, reply);
    });

    app.post<ById>("/bank/pay/:id", { bodyLimit: mostBytes }, async ({ params, body }, reply) => {
      const payment = withPage(bank.payment(params.id));
      if (payment === null) return sendPage(reply, unknownPaymentPage(), 404);
      if (payment.status !== "open") {
        const sent = webhooks.sent(payment.id);
        if (sent === null) return show(payment, reply);
        // Pressed twice: the second answer is the one that the browser shows.
        await sent;
        return sendBack(payment, reply);
      }
      const refused = decide(bank, payment, body);
      if (refused !== null) return sendPage(reply, refused, 422);
      return leave(payment, reply);
    });
  };
}

/** Null where the books now hold the shopper's decision, otherwise the page again with what was wrong. */
function decide(bank: Bank, payment: Payment, body: unknown): string | null {
  const isGiftCard = behaviourOf(payment.method).page === "gift-card";
  if (!isGiftCard) {
    const isDecided = bank.choose(payment.id, formField(body, "scenario"));
    return isDecided ? null : scenarioPage(payment, { hasMistake: true });
  }
  // The cancel button wins: its form carries the fields as well.
  if (formField(body, "cancel") !== undefined) {
    bank.choose(payment.id, "cancelled");
    return null;
  }
  const check = checkGiftCard({
    number: formField(body, "number") ?? "",
    securityCode: formField(body, "security_code") ?? "",
  });
  if (check.kind === "refused") return giftCardPage(payment, check.mistake);
  bank.redeem(payment.id, check.balanceMinor);
  return null;
}

function withPage(payment: Payment | null): Payment | null {
  return payment === null || behaviourOf(payment.method).page === "none" ? null : payment;
}

function show(payment: Payment, reply: FastifyReply): FastifyReply {
  const { status } = payment;
  if (status !== "open") return sendPage(reply, overPage({ ...payment, status }), 410);
  const isGiftCard = behaviourOf(payment.method).page === "gift-card";
  const page = isGiftCard ? giftCardPage(payment, null) : scenarioPage(payment, { hasMistake: false });
  return sendPage(reply, page);
}

function sendBack({ returnUrl }: Payment, reply: FastifyReply): FastifyReply {
  return reply
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .redirect(returnUrl, 303);
}
