import { setTimeout as pause } from "node:timers/promises";
import { at, listAt, numberAt, objectAt } from "../support/json.ts";
import type { SimulatorControls } from "../support/simulator-controls.ts";
import { orderPromise, type ShopRecord } from "./promises.ts";
import type { Heard, ShopClient } from "./shop-client.ts";
import type { ShopperVisits } from "./shopper.ts";
import { orderBody } from "./order-body.ts";
import type { FollowUp, Payment, Story } from "./story.ts";

export interface Parties {
  readonly client: ShopClient;
  readonly shopper: ShopperVisits;
  readonly record: ShopRecord;
  readonly controls: SimulatorControls;
  readonly shopUrl: string;
  /** False once the run is to come to its end: what was planned for later is left out. */
  readonly goesOn: () => boolean;
}

/** Tells one story as far as the faults let it come: shop and shopper try a few times, as people do, and then give up. */
export async function playStory(story: Story, parties: Parties): Promise<void> {
  const { client, shopper, record } = parties;
  record.placed.set(story.orderId, story.amountMinor);
  if (story.payment.kind === "unvisited page") record.reminded.add(story.orderId);
  const created = await post(story, parties);
  if (created.kind === "accepted" && typeof created.order["payment_url"] === "string") {
    await shopper.pay(story.payment, created.order["payment_url"]);
  }
  if (story.payment.kind === "kept card") await chargeKeptCard(story, story.payment, parties);
  for (const { afterMs, step } of story.followUps) {
    if (!parties.goesOn()) return;
    await pause(afterMs);
    await follow(story, step, parties);
  }
  hear(await client.call("GET", `/orders/${story.orderId}`), record);
}

async function post(story: Story, { client, record, shopUrl }: Parties): Promise<Heard> {
  const heard = await client.persist("POST", "/orders", orderBody(story, shopUrl));
  // The answer to a create has no status of its own before the shopper has paid.
  if (heard.kind === "accepted" && "status" in heard.order) hear(heard, record);
  return heard;
}

function hear(heard: Heard, record: ShopRecord): void {
  if (heard.kind === "accepted") record.promised.push(orderPromise(heard.order));
}

async function chargeKeptCard(
  story: Story,
  { charges, isRemovedAfterwards }: Extract<Payment, { kind: "kept card" }>,
  parties: Parties,
): Promise<void> {
  const { client, record, shopUrl } = parties;
  const read = await client.persist("GET", `/orders/${story.orderId}`);
  if (read.kind !== "accepted") return;
  const token = objectAt(read.order, "payment_details")["recurring_id"];
  if (typeof token !== "string") return;
  const reference = `shopper-of-${story.orderId}`;
  const charge = async (orderId: string): Promise<Heard> => {
    record.placed.set(orderId, story.amountMinor);
    const body = {
      ...orderBody({ ...story, orderId, payment: { kind: "bank transfer" } }, shopUrl),
      type: "direct",
      gateway: undefined,
      gateway_info: undefined,
      recurring_id: token,
      recurring_model: "cardOnFile",
      customer: { reference },
    };
    return await client.persist("POST", "/orders", body);
  };
  for (let count = 1; count <= charges; count += 1) {
    hear(await charge(`${story.orderId}-c${count}`), record);
  }
  if (!isRemovedAfterwards) return;
  const removed = await client.persist("DELETE", `/recurring/${reference}/remove/${token}`);
  if (removed.kind !== "accepted") return;
  const late = `${story.orderId}-c${charges + 1}`;
  record.promised.push({ kind: "no charge", orderId: late });
  await charge(late);
}

async function follow(story: Story, step: FollowUp, parties: Parties): Promise<void> {
  const { client, record } = parties;
  const path = `/orders/${story.orderId}`;
  switch (step.kind) {
    case "refund":
      return await refund(story, step, parties);
    case "capture":
      return await capture(story, step.share, parties);
    case "release": {
      const heard = await client.persist("PATCH", `/capture/${story.orderId}`, {
        status: "cancelled",
        reason: "Sold out",
      });
      if (heard.kind === "accepted") record.promised.push({ kind: "release", orderId: story.orderId });
      return undefined;
    }
    case "cancel":
      await client.persist("PATCH", path, { status: "cancelled" });
      return undefined;
    case "ship":
      await client.persist("PATCH", path, { status: "shipped" });
      return undefined;
    case "review":
      await client.persist("PATCH", path, { status: step.status });
      return undefined;
    case "note":
      await client.persist("PATCH", path, { tracktrace_code: "3SSLUI1", carrier: "PostNL" });
      return undefined;
    case "post again":
      await post(story, parties);
      return undefined;
    case "chargeback":
      return await chargeBack(story, step, parties.controls);
    case "read":
      hear(await client.call("GET", path), record);
      return undefined;
  }
}

const shareOf = (amount: number, share: number): number => Math.max(1, Math.floor((amount * share) / 100));

async function refund(
  { orderId, payment }: Story,
  { share, isVoidedAfterwards }: Extract<FollowUp, { kind: "refund" }>,
  { client, record }: Parties,
): Promise<void> {
  const read = await client.persist("GET", `/orders/${orderId}`);
  // What a pay-later order gives back is told by its cart.
  if (read.kind !== "accepted" || payment.kind === "pay later" || payment.kind === "invoice") return;
  const left = numberAt(read.order, "amount") - numberAt(read.order, "amount_refunded");
  const amountMinor = shareOf(left, share);
  record.wanted.push({ kind: "refund", orderId, amountMinor });
  const heard = await client.persist("POST", `/orders/${orderId}/refunds`, {
    currency: "EUR",
    amount: amountMinor,
  });
  if (heard.kind !== "accepted") return;
  const refundId = numberAt(heard.order, "refund_id");
  record.promised.push({ kind: "refund", orderId, refundId, amountMinor });
  if (!isVoidedAfterwards) return;
  const voided = await client.persist("PATCH", `/orders/${orderId}/refunds/${refundId}`, { status: "void" });
  if (voided.kind === "accepted") record.promised.push({ kind: "refund void", orderId, refundId });
}

async function capture({ orderId }: Story, share: number, { client, record }: Parties): Promise<void> {
  const read = await client.persist("GET", `/orders/${orderId}`);
  if (read.kind !== "accepted") return;
  const left = objectAt(read.order, "payment_details")["capture_remain"];
  if (typeof left !== "number" || left === 0) return;
  const amountMinor = shareOf(left, share);
  const parts = listAt(at(read.order, "related_transactions") ?? []).length;
  const body = amountMinor === left ? {} : { amount: amountMinor, new_order_id: `${orderId}-p${parts}` };
  record.wanted.push({ kind: "capture", orderId, amountMinor });
  const heard = await client.persist("POST", `/orders/${orderId}/capture`, body);
  if (heard.kind === "accepted") record.promised.push({ kind: "capture", orderId, amountMinor });
}

/** The issuer acts by itself: it knows the sale from its own books, by an amount that only this order has. */
async function chargeBack(
  { amountMinor }: Story,
  { share, isWon }: Extract<FollowUp, { kind: "chargeback" }>,
  controls: SimulatorControls,
): Promise<void> {
  try {
    const { entries } = await controls.books();
    const sale = entries.find(
      (entry) =>
        entry.kind === "sale" && entry.amountMinor === amountMinor && entry.isApproved && !entry.isReversed,
    );
    if (sale === undefined) return;
    const dispute = await controls.raiseDispute({ rrn: sale.rrn, amountMinor: shareOf(amountMinor, share) });
    if (isWon) await controls.winDispute(dispute.id);
  } catch {
    // The issuer is down as well, or the sale has been given back.
  }
}
