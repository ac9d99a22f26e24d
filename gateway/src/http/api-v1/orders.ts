import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createKeyedLink } from "#app/create-keyed-link.ts";
import { type CreateOrder, createOrder } from "#app/create-order.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { type HeldOrder, readHeldOrder } from "#app/read-held-order.ts";
import { recallOrder } from "#app/recall-effect.ts";
import { challengeForm } from "#app/view-payment.ts";
import type { Json, JsonObject } from "#domain/json.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Site } from "#domain/merchant/site.ts";
import { returnUrl } from "#domain/notification/target.ts";
import { type Order, shopReturnUrl } from "#domain/order/order.ts";
import { isFinal } from "#domain/order/phase.ts";
import { presentOrder } from "#domain/order/present.ts";
import type { Attempt, TransferInstructions } from "#domain/payment/attempt.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Result } from "#domain/result.ts";
import { paymentUrl, resultUrl } from "../payment-urls.ts";
import { heldBy, type HoldKey, keyedRequest } from "./answer-once.ts";
import type { Authenticate, AuthenticateHolder } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { parseJsonBody } from "./json-body.ts";
import { readRefunds } from "./order-actions.ts";
import { parseOrderRequest } from "./order-request.ts";

/** The html of `customer_verification`: a document a shop renders by itself. */
export type VerificationHtml = (challenge: {
  readonly acsUrl: string;
  readonly creq: string;
  readonly sessionData: string;
}) => string;

export interface OrderRoutes {
  readonly deps: Dependencies;
  readonly authenticate: Authenticate;
  readonly hold: HoldKey;
  /** For reading: an account's key sees the orders of all its sites. */
  readonly authenticateReader: AuthenticateHolder;
  readonly verificationHtml: VerificationHtml;
}

/** `POST /orders` and `GET /orders/{order_id}` (contract, orders.md). */
export function registerOrders(server: FastifyInstance, routes: OrderRoutes): void {
  const { deps, authenticate, authenticateReader, hold } = routes;

  server.post("/orders", async (request, reply) => {
    const body = parseJsonBody(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!body.ok) return sendRefusal(reply, body.refusal, 400);
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    const command = parseOrderRequest(body.value.members, {
      site,
      offered: deps.methods,
      requestHash: body.value.hash,
    });
    const answer = command.ok ? await answerKeyedLink(routes, command.value, request, reply) : null;
    if (answer !== null) return answer;
    if (!(await hold({ site: site.id }, request, reply))) return reply;
    const held = heldBy(request, deps);
    if (held.made !== null) return presentCreated(routes, await recallOrder(deps, held.made), site);
    if (!command.ok) return sendRefusal(reply, command.refusal);
    const created = await createOrder(held.deps, command.value);
    return created.ok ? presentCreated(routes, created.value, site) : sendRefusal(reply, created.refusal);
  });

  // A wildcard, because an order id may hold a slash.
  server.get<{ Params: { "*": string } }>("/orders/*", async (request, reply) => {
    const holder = await authenticateReader(request, reply);
    if (holder === null) return reply;
    const found = await readFirst(deps, holder, namesOf(request.params["*"], request.url));
    if (!found.ok) {
      const refunds = await readRefunds(deps, holder, request.params["*"]);
      if (refunds === null) return sendRefusal(reply, found.refusal);
      return refunds.ok ? success(refunds.value) : sendRefusal(reply, refunds.refusal);
    }
    const { order, attempt, related, site } = found.value;
    return success(presentOrder(order, attempt, site, related));
  });
}

/** A payment link with an Idempotency-Key: made, kept and answered at once. Null where that was not possible. */
async function answerKeyedLink(
  routes: OrderRoutes,
  command: CreateOrder,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | null> {
  const { site } = command;
  const key = keyedRequest({ site: site.id }, request);
  if (key === null) return null;
  const answer = await createKeyedLink(routes.deps, command, key, (order) => ({
    status: 200,
    body: JSON.stringify(presentCreated(routes, { order, attempt: null }, site)),
  }));
  if (answer === null) return null;
  void reply.code(answer.status).type("application/json; charset=utf-8");
  return answer.body;
}

/**
 * What a path may mean, most likely first: decoded once; without the slash that
 * some clients add; and as it stands, for the PHP SDK leaves alone what looks like
 * an escape in an order id.
 */
function namesOf(decoded: string, url: string): readonly string[] {
  const raw = /\/orders\/([^?]*)/.exec(url)?.[1] ?? decoded;
  return [...new Set([decoded, decoded.replace(/\/$/, ""), raw])];
}

async function readFirst(
  deps: Dependencies,
  holder: KeyHolder,
  names: readonly string[],
): Promise<Result<HeldOrder, Refusal>> {
  let found = await readHeldOrder(deps, holder, names[0] ?? "");
  for (const name of names.slice(1)) {
    if (found.ok) break;
    found = await readHeldOrder(deps, holder, name);
  }
  return found;
}

const presentCreated = (
  routes: OrderRoutes,
  { order, attempt }: Created,
  site: Site,
): { readonly success: true; readonly data: Json } =>
  success(
    order.type === "direct"
      ? presentDirect(routes, order, attempt, site)
      : {
          order_id: order.orderId,
          payment_url: paymentUrl(routes.deps.publicUrl, order),
          session_id: order.sessionToken,
        },
  );

interface Created {
  readonly order: Order;
  readonly attempt: Attempt | null;
}

/** The order object with what only the create response has (contract, orders.md §2.2). */
function presentDirect(
  { deps, verificationHtml }: OrderRoutes,
  order: Order,
  attempt: Attempt | null,
  site: Site,
): JsonObject {
  const challenge = challengeForm(deps, { order, attempt });
  const { cancelUrl } = order.details;
  const isOver = isFinal(order.phase);
  const target = shopReturnUrl(order);
  const checkoutUrl = attempt?.kind === "transfer" ? attempt.provider.checkoutUrl : null;
  return {
    ...presentOrder(order, attempt, site),
    ...(attempt?.kind === "transfer" ? presentInstructions(attempt.provider.instructions) : {}),
    ...(challenge === null
      ? {}
      : { customer_verification: { type: "form", html: verificationHtml(challenge) } }),
    payment_url: !isOver
      ? (checkoutUrl ?? paymentUrl(deps.publicUrl, order))
      : target === null
        ? resultUrl(deps.publicUrl, order)
        : returnUrl(target, order.orderId),
    ...(cancelUrl === null ? {} : { cancel_url: isOver ? returnUrl(cancelUrl, order.orderId) : cancelUrl }),
  };
}

/** Where a bank transfer must go to, in the words of the contract (orders.md §2.2). */
const presentInstructions = (instructions: TransferInstructions | null): JsonObject =>
  instructions === null
    ? {}
    : {
        gateway_info: {
          destination_holder_city: instructions.city,
          destination_holder_country: instructions.country,
          destination_holder_iban: instructions.iban,
          destination_holder_name: instructions.holder,
          destination_holder_swift: instructions.bic,
          issuer_name: instructions.bank,
          reference: instructions.reference,
        },
      };
