import type { Request } from "autocannon";
import {
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../../tests/support/orders.ts";
import type { World } from "../../tests/support/world.ts";
import { posting, type Workload } from "./workloads.ts";

/** What a shop does once to an order that is paid, or authorized. */
export interface FollowUp extends Pick<Workload, "name" | "bareRequest"> {
  readonly members: OrderBody;
  readonly action: "refunds" | "capture";
  readonly body: OrderBody;
}

export const followUps: readonly FollowUp[] = [
  {
    name: "refund",
    members: {},
    action: "refunds",
    body: { currency: "EUR", amount: 1000 },
    bareRequest: posting(redirectOrder, {}),
  },
  {
    name: "capture",
    members: { capture: "manual" },
    action: "capture",
    body: { amount: 1000 },
    bareRequest: posting(redirectOrder, {}),
  },
];

const preparedAtOnce = 16;

/** Orders without 3-D Secure, made a few at a time; gives their ids. */
export async function prepareOrders(
  world: World,
  { members }: FollowUp,
  count: number,
): Promise<readonly string[]> {
  const orderIds = Array.from({ length: count }, () => newOrderId("bench"));
  const waiting = orderIds.values();
  const work = async (): Promise<void> => {
    for (const orderId of waiting) {
      const body = directOrderWithout3ds({ ...members, order_id: orderId });
      const { status, text } = await world.api("POST", "/orders", body);
      if (status !== 200) throw new Error(`an order to follow up was not made: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: preparedAtOnce }, work));
  return orderIds;
}

/** Every request takes the next order. */
export function followUpRequest(
  { action, body }: FollowUp,
  apiKey: string,
  orderIds: readonly string[],
): Request {
  const next = orderIds.values();
  return {
    method: "POST",
    path: "",
    headers: { "content-type": "application/json", api_key: apiKey },
    body: JSON.stringify(body),
    // autocannon builds a request more per connection than it sends: those find no order.
    setupRequest: (request) => ({
      ...request,
      path: `/v1/json/orders/${next.next().value ?? "none"}/${action}`,
    }),
  };
}
