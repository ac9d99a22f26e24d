import { cardName } from "../card/cobrand.ts";
import type { JsonObject, Json } from "../json.ts";
import type { Site } from "../merchant/site.ts";
import { type CouponMethodId, isCouponMethod, providerMethod } from "../method/catalogue.ts";
import { toWire } from "../money.ts";
import { captureRemain, type Order } from "../order/order.ts";
import { wireStatusOf } from "../order/phase.ts";
import { toOrderTime } from "../time.ts";
import { presentRecurring } from "../token/present-recurring.ts";
import type { Attempt, CardAttempt, ProviderAttempt } from "./attempt.ts";
import { captureExpiry } from "./authorization-life.ts";

/** `payment_details` of an order object: what it is paid with (contract, cards-3ds.md §8 and orders.md §2.3). */
export const presentPaymentDetails = (order: Order, attempt: Attempt, site: Site): JsonObject =>
  attempt.kind === "transfer" ? providerDetails(order, attempt) : cardDetails(order, attempt, site);

/** The entry of `payment_methods` for it. */
export const presentPaymentMethod = (order: Order, attempt: Attempt, site: Site): JsonObject =>
  attempt.kind === "transfer" ? providerEntry(order, attempt) : cardMethod(order, attempt, site);

function providerDetails(order: Order, attempt: ProviderAttempt): JsonObject {
  const { account, input, mandate } = attempt.provider;
  const known = account ?? input.account;
  return {
    account_bic: known?.bic ?? null,
    account_holder_name: known?.holder ?? null,
    account_iban: known?.iban ?? null,
    account_id: null,
    external_transaction_id: attempt.externalTransactionId,
    ...(input.issuer === null ? {} : { issuer_id: input.issuer }),
    ...(mandate === null ? {} : { mandate }),
    ...recurringOfAccount(order, attempt),
    ...(isCouponMethod(attempt.method) ? couponName(attempt.method) : { type: attempt.method }),
  };
}

/** `payment_details` of an order that gift cards have paid in part; empty before any payment. */
export function presentUnpaidDetails({ coupons }: Order): JsonObject {
  const last = coupons.at(-1);
  return last === undefined
    ? {}
    : { ...couponName(last.method), external_transaction_id: last.externalTransactionId };
}

const couponName = (method: CouponMethodId): JsonObject => ({
  coupon_brand: method,
  type: `Coupon::${method}`,
});

/** The entry of `payment_methods` for each gift card that paid a part. */
export const presentCoupons = (order: Order): readonly JsonObject[] =>
  order.coupons.map((coupon) => ({
    amount: coupon.amount,
    coupon_brand: coupon.method,
    currency: order.money.currency,
    description: order.details.description,
    external_transaction_id: coupon.externalTransactionId,
    payment_description: providerMethod(coupon.method).name,
    status: coupon.state === "returned" ? "void" : wireStatusOf(order).status,
    type: "COUPON",
  }));

/** Like a card's, of the account that was left or charged; what the shop wished stands there before. */
function recurringOfAccount({ details }: Order, { token, provider }: ProviderAttempt): JsonObject {
  const { charged } = provider.input;
  const name = charged?.token ?? token;
  return {
    recurring_flow: details.recurringFlow ?? (name === null ? null : "token"),
    recurring_id: name,
    recurring_model: charged?.model ?? details.recurringModel,
  };
}

function providerEntry(order: Order, attempt: ProviderAttempt): JsonObject {
  const known = attempt.provider.account ?? attempt.provider.input.account;
  return {
    account_bic: known?.bic ?? null,
    account_holder_name: known?.holder ?? null,
    account_iban: known?.iban ?? null,
    account_id: null,
    amount: toWire(attempt.money.amount),
    currency: order.money.currency,
    description: order.details.description,
    external_transaction_id: attempt.externalTransactionId,
    payment_description: providerMethod(attempt.method).name,
    status: wireStatusOf(order).status,
    ...(isCouponMethod(attempt.method)
      ? { coupon_brand: attempt.method, type: "COUPON" }
      : { type: attempt.method }),
  };
}

/** A JSON number as in seed 001, unless a leading zero would be lost or the site wants strings (README §6). */
const cardNumberField = (digits: string, site: Site): Json =>
  site.settings.cardFieldsAsStrings || digits.startsWith("0") ? digits : Number(digits);

function cardDetails(order: Order, attempt: CardAttempt, site: Site): JsonObject {
  const authorization = attempt.authorization;
  const code = authorization?.authorizationCode ?? null;
  const cvcResult = authorization?.cvcResult ?? null;
  return {
    account_holder_name: attempt.card.holderName,
    account_id: null,
    ...(code === null ? {} : { authorization_code: code }),
    ...presentAuthentication(attempt),
    card_entry_mode: "UNKNOWN",
    card_expiry_date: cardNumberField(attempt.card.expiry, site),
    ...(cvcResult === null ? {} : { card_verification_result: cvcResult }),
    ...presentCapture(order, attempt),
    external_transaction_id: attempt.state === "abandoned" ? null : attempt.externalTransactionId,
    issuer_bin: attempt.card.bin,
    last4: cardNumberField(attempt.card.last4, site),
    mcc: site.acceptor.mcc,
    ...presentRecurring(order, attempt),
    ...(authorization === null ? {} : { response_code: authorization.responseCode }),
    scheme_reference_id: authorization?.schemeReference ?? null,
    terminal_id: site.acceptor.terminalId,
    type: attempt.card.brand,
  };
}

/** Manual capture (cards-3ds.md §11): what is left, and until when. */
function presentCapture(order: Order, attempt: CardAttempt): JsonObject {
  if (!order.details.manualCapture || attempt.kind === "capture") return {};
  return {
    capture: "manual",
    ...(order.completedAt === null
      ? {}
      : { capture_expiry: toOrderTime(captureExpiry(attempt.card.brand, order.completedAt)) }),
    capture_remain: toWire(captureRemain(order)),
  };
}

/** Members of cards-3ds.md §8, present once 3-D Secure has said something final. */
function presentAuthentication(attempt: CardAttempt): JsonObject {
  const authentication = attempt.authentication;
  if (authentication === null || authentication.transStatus === null) return {};
  return {
    card_authentication_details: { flow: authentication.flow, exemption: null },
    card_authentication_result: {
      acs_transaction_id: authentication.acsTransId,
      cavv: authentication.authenticationValue,
      challenge_cancel: authentication.challengeCancel,
      chargeback_liability: authentication.transStatus === "Y" || authentication.transStatus === "A",
      ds_transaction_id: authentication.dsTransId,
      eci: authentication.eci,
      status: authentication.transStatus,
      transaction_status_reason: authentication.transStatusReason,
      version: authentication.protocolVersion,
    },
  };
}

const cardMethod = (order: Order, attempt: CardAttempt, site: Site): JsonObject => ({
  account_holder_name: attempt.card.holderName,
  amount: toWire(attempt.money.amount),
  card_expiry_date: cardNumberField(attempt.card.expiry, site),
  currency: order.money.currency,
  description: order.details.description,
  external_transaction_id: attempt.state === "abandoned" ? null : attempt.externalTransactionId,
  last4: cardNumberField(attempt.card.last4, site),
  payment_description: cardName(attempt.card),
  status: wireStatusOf(order).status,
  type: attempt.card.brand,
});
