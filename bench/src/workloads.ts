import type { Request } from "autocannon";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../../tests/support/orders.ts";

/** One kind of request, and the body with which the bare route is compared. */
export interface Workload {
  readonly name: string;
  readonly issuerPolicy: "frictionless" | "challenge";
  request(apiKey: string, existingOrderId: string): Request;
  readonly bareRequest: Request;
}

export const workloads: readonly Workload[] = [
  creating("redirect create", "challenge", redirectOrder),
  creating("direct, no 3-D Secure", "challenge", () => directOrder({}, {}, { flexible_3d: false })),
  creating("direct, frictionless", "frictionless", () => directOrder()),
  creating("direct, challenge form", "challenge", () => directOrder()),
  {
    name: "get order",
    issuerPolicy: "challenge",
    request: (apiKey, existingOrderId) => ({
      method: "GET",
      path: `/v1/json/orders/${existingOrderId}`,
      headers: { api_key: apiKey },
    }),
    bareRequest: posting(redirectOrder, {}),
  },
];

function creating(name: string, issuerPolicy: Workload["issuerPolicy"], body: () => OrderBody): Workload {
  return {
    name,
    issuerPolicy,
    request: (apiKey) => posting(body, { api_key: apiKey }),
    bareRequest: posting(body, {}),
  };
}

/** Every request has an order id of its own. */
export function posting(body: () => OrderBody, headers: Readonly<Record<string, string>>): Request {
  const template = body();
  return {
    method: "POST",
    path: "/v1/json/orders",
    headers: { "content-type": "application/json", ...headers },
    setupRequest: (request) => ({
      ...request,
      body: JSON.stringify({ ...template, order_id: newOrderId("bench") }),
    }),
  };
}
