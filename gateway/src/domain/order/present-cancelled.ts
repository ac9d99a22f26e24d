import type { JsonObject } from "../json.ts";
import { toOrderTime } from "../time.ts";
import type { Order } from "./order.ts";
import { wireStatus } from "./phase.ts";

/** The reduced order object that answers a cancellation (contract, orders.md §6). */
export const presentCancelled = (order: Order): JsonObject => ({
  costs: [],
  created: toOrderTime(order.createdAt),
  custom_info: {
    custom_1: order.details.customInfo[0],
    custom_2: order.details.customInfo[1],
    custom_3: order.details.customInfo[2],
  },
  fastcheckout: order.type === "checkout" ? "YES" : "NO",
  financial_status: null,
  modified: toOrderTime(order.modifiedAt),
  payment_details: {},
  payment_methods: null,
  status: wireStatus[order.phase].status,
});
