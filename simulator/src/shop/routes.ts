import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { isMessage } from "../directory-server/element-rules.ts";
import { parseJson } from "../json.ts";
import { type Language, languageOf } from "../languages.ts";
import { formField, sendPage, serveFiles } from "../web.ts";
import { GatewayClient } from "./gateway-client.ts";
import { Inbox, type ReceivedNotification } from "./inbox.ts";
import { troublePage } from "./layout.ts";
import { newOrderId, orderRequest, parseOrderForm } from "./order-form.ts";
import { orderPage } from "./order-page.ts";
import { shopPage } from "./pages.ts";
import { checkSignature } from "./signature.ts";
import { shopTexts } from "./texts.ts";

interface PlacedOrder {
  readonly language: Language;
  readonly paymentUrl: string;
}

/** The demo shop: a merchant who orders, sends the shopper to pay, and listens. */
export function shopRoutes({
  config,
  now,
}: {
  readonly config: Config;
  readonly now: () => Date;
}): (app: FastifyInstance) => Promise<void> {
  const shopUrl = `${config.publicUrl}/shop`;
  const gateway = config.apiKey === null ? null : new GatewayClient({ ...config, apiKey: config.apiKey });
  const inbox = new Inbox();
  const placedOrders = new Map<string, PlacedOrder>();

  return async (app) => {
    serveFiles(app, {
      folder: new URL("./assets/", import.meta.url),
      under: "/shop/assets",
      names: ["shop.css", "beans.svg", "mug.svg", "grinder.svg"],
    });
    // The signature is over the bytes as they came: the body stays text until it is checked.
    app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );

    app.get("/shop", async (request, reply) =>
      sendPage(reply, shopPage(languageOf(formField(request.query, "lang") ?? "en"))),
    );

    app.post("/shop/orders", async (request, reply) => {
      const form = parseOrderForm(request.body);
      if (form === null) return sendPage(reply, troublePage("en", shopTexts.en.badForm), 400);
      if (gateway === null) return noKey(reply, form.language);
      const orderId = newOrderId();
      const shopper = { ipAddress: request.ip, userAgent: request.headers["user-agent"] ?? "" };
      const answer = await gateway.createOrder(orderRequest(form, { orderId, shopUrl, shopper, now: now() }));
      if (answer.kind !== "success") {
        return gatewayTrouble(reply, answer, { language: form.language, config });
      }
      const paymentUrl = webAddressOr(answer.data["payment_url"], `${shopUrl}/orders/${orderId}`);
      placedOrders.set(orderId, { language: form.language, paymentUrl });
      return reply.redirect(paymentUrl, 303);
    });

    app.get<{ Params: { orderId: string } }>("/shop/orders/:orderId", async (request, reply) => {
      const { orderId } = request.params;
      const placed = placedOrders.get(orderId);
      const language = languageOf(formField(request.query, "lang") ?? placed?.language ?? "en");
      if (gateway === null) return noKey(reply, language);
      const answer = await gateway.order(orderId);
      if (answer.kind !== "success") return gatewayTrouble(reply, answer, { language, config });
      const paymentUrl = placed?.paymentUrl ?? null;
      const notifications = inbox.of(orderId);
      return sendPage(reply, orderPage({ order: answer.data, orderId, notifications, language, paymentUrl }));
    });

    app.route({
      method: ["GET", "POST"],
      url: "/shop/notifications",
      handler: async (request, reply) => {
        const orderId = formField(request.query, "transactionid");
        if (orderId === undefined) return reply.code(400).type("text/plain").send("NG: no transactionid");
        const received = {
          orderId,
          receivedAt: now(),
          timestamp: formField(request.query, "timestamp") ?? null,
        };
        inbox.receive({
          ...received,
          ...(await readNotification(request, { orderId, gateway, config, now })),
        });
        return reply.type("text/plain").send("OK");
      },
    });

    app.get("/shop/notifications.json", async (request) => ({
      notifications: inbox.of(formField(request.query, "order_id") ?? "").map((notification) => ({
        order_id: notification.orderId,
        received_at: notification.receivedAt.toISOString(),
        timestamp: notification.timestamp,
        method: notification.method,
        status: notification.status,
        signature: notification.signature,
      })),
    }));
  };
}

/** A POST tells the status itself, signed; after a GET the shop asks, as the API wants it. */
async function readNotification(
  request: FastifyRequest,
  {
    orderId,
    gateway,
    config,
    now,
  }: {
    readonly orderId: string;
    readonly gateway: GatewayClient | null;
    readonly config: Config;
    readonly now: () => Date;
  },
): Promise<Pick<ReceivedNotification, "method" | "status" | "signature">> {
  if (request.method !== "POST") {
    const answer = await gateway?.order(orderId);
    const status = answer?.kind === "success" ? statusOf(answer.data) : null;
    return { method: "GET", status, signature: "unsigned" };
  }
  const rawBody = typeof request.body === "string" ? request.body : "";
  const auth = request.headers["auth"];
  const signature = checkSignature({
    auth: typeof auth === "string" ? auth : undefined,
    rawBody,
    apiKey: config.apiKey ?? "",
    now: now(),
  });
  return { method: "POST", status: statusOf(parseJson(rawBody)), signature };
}

function statusOf(order: unknown): string | null {
  if (!isMessage(order)) return null;
  return typeof order["status"] === "string" ? order["status"] : null;
}

function webAddressOr(url: unknown, fallback: string): string {
  return typeof url === "string" && /^https?:\/\//.test(url) ? url : fallback;
}

function noKey(reply: FastifyReply, language: Language): FastifyReply {
  return sendPage(reply, troublePage(language, shopTexts[language].noKey), 503);
}

function gatewayTrouble(
  reply: FastifyReply,
  answer:
    | { readonly kind: "unreachable" }
    | { readonly kind: "refused"; readonly code: string; readonly sentence: string },
  { language, config }: { readonly language: Language; readonly config: Config },
): FastifyReply {
  const texts = shopTexts[language];
  return answer.kind === "unreachable"
    ? sendPage(reply, troublePage(language, `${texts.unreachable} ${config.gatewayUrl}.`), 502)
    : sendPage(reply, troublePage(language, `${texts.refused} ${answer.code} ${answer.sentence}`), 502);
}
