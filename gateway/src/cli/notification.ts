import { type OrderId, parseOrderId } from "#domain/ids.ts";
import { parseNumber, parseWords } from "./words.ts";

/** What `notification replay` asks for. */
export interface ReplayArguments {
  readonly site: number;
  readonly orderId: OrderId;
}

export const notificationUsage = "npm run sluis -- notification replay --site 1 --order my-order-id";

/** Arguments → whose shop is told again, or the sentence that says what is wrong with them. */
export function parseReplayArguments(words: readonly string[]): ReplayArguments | string {
  const values = parseWords(words, ["site", "order"]);
  if (typeof values === "string") return values;
  const site = parseNumber(values["site"]);
  const orderId = parseOrderId(values["order"] ?? "");
  if (site === null || orderId === null) return "--site must be a number and --order an order id.";
  return { site, orderId };
}
