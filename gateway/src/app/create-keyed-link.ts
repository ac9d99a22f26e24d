import type { Order } from "#domain/order/order.ts";
import { Secret } from "#domain/secret.ts";
import { answeredKey, type KeyedRequest } from "./answer-once.ts";
import { type CreateOrder, newOrder } from "./create-order.ts";
import type { Dependencies } from "./dependencies.ts";
import { reminderJobs } from "./remind-shopper.ts";
import { opened } from "./try-again.ts";

/**
 * Creates an order that waits for its shopper, together with the key of the
 * request and with its answer: nothing of that is known only later, so one
 * statement writes all of it. Null where nothing was written, since the key or
 * the order id is there already, what is paid directly is asked for, or the key is
 * none: then the ordinary way, which takes the key first, says what is right.
 */
export async function createKeyedLink(
  deps: Dependencies,
  command: CreateOrder,
  request: KeyedRequest,
  answerTo: (order: Order) => { readonly status: number; readonly body: string },
): Promise<{ readonly status: number; readonly body: string } | null> {
  if (command.payment !== null) return null;
  const order = await newOrder(deps, command);
  const answer = answerTo(order);
  const key = answeredKey(deps, request, { status: answer.status, body: new Secret(answer.body) });
  if (key === null) return null;
  const outcome = await deps.store.insertAnswered(opened(order, reminderJobs(deps, order)), key);
  return outcome === "inserted" ? answer : null;
}
