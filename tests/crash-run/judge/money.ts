import type { BookLine, Evidence } from "../evidence.ts";
import { numberOf, textOf } from "./rows.ts";

/** Phases in which the money of an order is with us, promised, or with the wallet that took it. */
const paidPhases = ["completed", "shipped", "partial_refunded", "refunded", "chargedback"];

/** Of each order and in sum: what the acquirer and the bank hold for us is what we say that they hold. */
export function judgeSums({ world, gateway }: Evidence): readonly string[] {
  const ours = new Map<string, number>();
  const theirs = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: number): void =>
    void sums.set(key, (sums.get(key) ?? 0) + amount);

  const paid = new Set(
    gateway.orders
      .filter((order) => paidPhases.includes(textOf(order, "phase")))
      .map((order) => textOf(order, "key")),
  );
  for (const order of gateway.orders) {
    const key = textOf(order, "key");
    if (paid.has(key)) add(ours, key, numberOf(order, "amount_captured"));
    // What gift cards paid of an order whose rest is still open.
    else if (textOf(order, "phase") === "started") add(ours, key, redeemedMinor(order["coupons"]));
  }
  for (const part of gateway.related) {
    const key = textOf(part, "order_key");
    if (textOf(part, "state") !== "completed" || !paid.has(key)) continue;
    const amount = numberOf(part, "amount");
    const type = textOf(part, "type");
    // A part that was captured is an order of its own.
    if (type === "capture" && part["child_order"] !== null) add(ours, key, -amount);
    if (type === "refund" || type === "chargeback") add(ours, key, -amount);
    if (type === "reverse-chargeback") add(ours, key, amount);
  }

  const ownerByRrn = ownersOf(gateway);
  const ownerOf = (rrn: string | null): string => ownerByRrn.get(rrn ?? "") ?? `nobody (${rrn})`;
  for (const line of world.cards) add(theirs, ownerOf(line.rrn), movedMinor(line));
  for (const dispute of world.disputes) {
    if (!dispute.isWon) add(theirs, ownerOf(dispute.originalRrn), -dispute.amountMinor);
  }
  const orderOfAttempt = new Map(
    gateway.attempts.map((one) => [textOf(one, "key"), textOf(one, "order_key")]),
  );
  for (const payment of world.bank) {
    const owner = orderOfAttempt.get(payment.reference) ?? `nobody (${payment.reference})`;
    if (payment.status === "paid") add(theirs, owner, payment.paidMinor - payment.refundedMinor);
    if (payment.status === "authorized") add(theirs, owner, payment.amountMinor - payment.refundedMinor);
  }

  const names = new Map(gateway.orders.map((order) => [textOf(order, "key"), textOf(order, "order_id")]));
  const problems = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [here, there] = [ours.get(key) ?? 0, theirs.get(key) ?? 0];
    return here === there ? [] : [`${names.get(key) ?? key}: we say ${here}, acquirer and bank say ${there}`];
  });
  const total = (sums: ReadonlyMap<string, number>): number =>
    [...sums.values()].reduce((sum, one) => sum + one, 0);
  return [
    ...problems,
    ...(total(ours) === total(theirs) ? [] : [`in sum we say ${total(ours)}, they say ${total(theirs)}`]),
    ...(world.reservedMinor === 0
      ? []
      : [`the acquirer still reserves ${world.reservedMinor} that nobody will take`]),
  ];
}

function redeemedMinor(coupons: unknown): number {
  const list: readonly unknown[] = Array.isArray(coupons) ? coupons : [];
  return list.reduce<number>((sum, coupon) => {
    const isRedeemed =
      typeof coupon === "object" && coupon !== null && "state" in coupon && coupon.state === "redeemed";
    return isRedeemed && "amount" in coupon ? sum + Number(coupon.amount) : sum;
  }, 0);
}

const movedMinor = ({ kind, amountMinor, isApproved, isReversed }: BookLine): number => {
  if (!isApproved || kind === "authorization" || isReversed) return 0;
  return kind === "refund" ? -amountMinor : amountMinor;
};

/** Whose message it was: of the attempts, and of what followed; a captured part belongs to the order it became. */
function ownersOf(gateway: Evidence["gateway"]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const attempt of gateway.attempts) {
    if (attempt["rrn"] !== null) owners.set(textOf(attempt, "rrn"), textOf(attempt, "order_key"));
  }
  for (const part of gateway.related) {
    if (part["rrn"] === null) continue;
    const owner = part["child_order"] ?? part["order_key"];
    owners.set(textOf(part, "rrn"), String(owner));
  }
  return owners;
}

/** Message by message: nothing stands there that we do not know, and nothing we count on is missing there. */
export function judgeMessages({ world, gateway, shop }: Evidence): readonly string[] {
  const attempts = new Map(
    gateway.attempts.filter((one) => one["rrn"] !== null).map((one) => [textOf(one, "rrn"), one]),
  );
  const follows = new Map(
    gateway.related.filter((one) => one["rrn"] !== null).map((one) => [textOf(one, "rrn"), one]),
  );
  const shared = new Set(
    gateway.orders.filter((order) => order["coupons"] !== null).map((order) => textOf(order, "key")),
  );
  const cardAttempts = new Set(
    gateway.attempts.filter((one) => one["rrn"] !== null).map((one) => textOf(one, "key")),
  );
  const problems: string[] = [];
  const standing = world.cards.filter((line) => line.isApproved && !line.isReversed);

  for (const line of standing) {
    const name = `${line.kind} ${line.rrn} of ${line.amountMinor}`;
    const isPayment = line.kind === "sale" || line.kind === "authorization";
    const row = isPayment ? attempts.get(line.rrn) : follows.get(line.rrn);
    if (row === undefined) {
      problems.push(`the acquirer has a ${name} that nobody here knows`);
      continue;
    }
    const state = textOf(row, "state");
    if (state !== (isPayment ? "approved" : "completed") && !line.isReleased)
      problems.push(`the acquirer has the ${name}, here it is ${state}`);
    // Of what two instruments paid, each gets its share back.
    if (numberOf(row, "amount") !== line.amountMinor && !shared.has(textOf(row, "order_key")))
      problems.push(`the ${name} is one of ${numberOf(row, "amount")} here`);
  }

  const approved = gateway.attempts.filter(
    (one) => textOf(one, "state") === "approved" && ["sale", "authorization"].includes(textOf(one, "kind")),
  );
  for (const attempt of approved) {
    const found = standing.filter((line) => line.rrn === attempt["rrn"]);
    if (found.length !== 1)
      problems.push(
        `the approved payment ${textOf(attempt, "rrn")} stands ${found.length} times at the acquirer`,
      );
  }
  for (const part of gateway.related) {
    if (part["rrn"] === null || textOf(part, "state") !== "completed") continue;
    // A gift card's share is no message of the card link; nor is what a bank pays back.
    const isOfCardAlone =
      cardAttempts.has(textOf(part, "attempt_key")) && !shared.has(textOf(part, "order_key"));
    if (textOf(part, "type") === "auth-cancellation" || !isOfCardAlone) continue;
    if (!standing.some((line) => line.rrn === part["rrn"]))
      problems.push(
        `the ${textOf(part, "type")} ${textOf(part, "rrn")} is completed here and not at the acquirer`,
      );
  }

  // By the amount, which does not ask us whose payment it was.
  for (const [orderId, amountMinor] of shop.record.placed) {
    const isSharedAmount = [...shop.record.placed.values()].filter((one) => one === amountMinor).length > 1;
    // An odd amount is paid with two instruments, and its rest may be that of another one.
    if (isSharedAmount || amountMinor % 2 === 1) continue;
    const twice = standing.filter(
      (line) =>
        line.amountMinor === amountMinor &&
        (line.kind === "sale" || (line.kind === "authorization" && !line.isReleased)),
    );
    if (twice.length > 1) problems.push(`${orderId} is paid ${twice.length} times at the acquirer`);
  }
  return problems;
}
