import assert from "node:assert/strict";
import type { ApiAnswer } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, type Visitor, visitor } from "../support/forms.ts";
import type { JsonObject } from "../support/json.ts";
import type { OrderBody } from "../support/orders.ts";
import type { World } from "../support/world.ts";
import { assertAsModelled, assertOnTheTable } from "./as-modelled.ts";
import { assertReckoning, type ModelOrder } from "./order-model.ts";
import { type Night, passTime } from "./pass-time.ts";

/** A card that was left, and whose it is. */
export interface KeptCard {
  readonly token: string;
  readonly reference: string;
}

/** What a run has done so far. Commands replace orders and never change one. */
export interface Model {
  readonly orders: ModelOrder[];
  readonly keptCards: KeptCard[];
}

/** The running gateway with the outside world, as the commands of one run use it. */
export interface Play {
  readonly world: World;
  readonly shopper: Visitor;
  /** Where the shopper of an order is, by order id: a payment page, or a bank's. */
  readonly pages: Map<string, Page>;
  /** Payment pages by order id, as the shop was told them. */
  readonly links: Map<string, string>;
}

export const startPlay = (world: World): Play => ({
  world,
  shopper: visitor([world.gatewayUrl, world.simulatorUrl]),
  pages: new Map(),
  links: new Map(),
});

const calm: Night = { declinesCards: false };
/** What is due within this is let happen before anything is looked at: real time goes on meanwhile. */
const nearMs = 40_000;
/** After its time a job may have to try again. */
const slackMs = 20_000;

export const nowOf = async ({ world }: Play): Promise<number> => (await world.clock.now()).getTime();

/** Nothing of the run is due now or in a moment, in the model and in the gateway. */
export async function letHappen(model: Model, play: Play, night: Night = calm): Promise<void> {
  for (;;) {
    const now = await nowOf(play);
    for (const [index, order] of model.orders.entries()) {
      model.orders[index] = passTime(order, now - slackMs, night);
    }
    const near = model.orders.flatMap(({ due }) => due.map(({ at }) => at)).filter((at) => at < now + nearMs);
    if (near.length === 0) return;
    await play.world.clock.advance(Math.max(1, Math.ceil((Math.max(...near) + slackMs - now) / 1_000)));
  }
}

/** Everything that may be seen from outside is as the model has it. */
export async function look(model: Model, play: Play): Promise<void> {
  await letHappen(model, play);
  for (const order of model.orders) {
    assertReckoning(order);
    await assertAsModelled(play.world.api, order);
  }
  await assertOnTheTable(play.world);
}

export async function create(play: Play, body: OrderBody): Promise<JsonObject> {
  return assertAccepted(await play.world.api("POST", "/orders", body));
}

/** Of the message of a kind that the acquirer booked last. */
export async function lastRrn({ world }: Play, kind: "sale" | "completion"): Promise<string> {
  const entry = (await world.controls.books()).entries.findLast((one) => one.kind === kind);
  assert.ok(entry, `the acquirer has booked no ${kind}`);
  return entry.rrn;
}

export const patch = async (play: Play, orderId: string, body: OrderBody): Promise<ApiAnswer> =>
  await play.world.api("PATCH", `/orders/${orderId}`, body);
