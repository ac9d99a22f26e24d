import type {
  Attempt,
  AttemptState,
  Authentication,
  Authorization,
  CardAttempt,
  ProviderAttempt,
  ProviderPayment,
} from "#domain/payment/attempt.ts";
import type { CardBrand } from "#domain/card/brand.ts";
import type { Cobrand } from "#domain/card/cobrand.ts";
import { parseExpiryYymm } from "#domain/card/card.ts";
import { parseCurrency } from "#domain/currency.ts";
import type { Fee } from "#domain/fee/fee.ts";
import type { Risk } from "#domain/fraud/score.ts";
import type { JsonObject } from "#domain/json.ts";
import {
  parseAttemptKey,
  parseOrderId,
  parseOrderKey,
  parseSessionToken,
  siteId,
  transactionId,
} from "#domain/ids.ts";
import { parseGateway, type ProviderMethodId } from "#domain/method/catalogue.ts";
import { minor, type Money } from "#domain/money.ts";
import type { Coupon } from "#domain/payment/coupon.ts";
import type { Order, OrderDetails, OrderType } from "#domain/order/order.ts";
import type { Phase, Settlement } from "#domain/order/phase.ts";
import { assert } from "#domain/result.ts";
import { type Instant, instant, toIso } from "#domain/time.ts";
import { parseTokenName } from "#domain/token/card-token.ts";
import type { StoredCredential } from "#domain/token/stored-credential.ts";

/**
 * Rows ↔ aggregates, column by column. What a check constraint guarantees is not
 * checked again here.
 */
export interface OrderRow {
  key: string;
  site_id: string;
  order_id: string;
  transaction_id: string | number;
  type: string;
  gateway: string | null;
  currency: string;
  amount: string;
  amount_refunded: string;
  amount_captured: string;
  fee: { amount: number; description: string } | null;
  shipped_at: Date | string | null;
  fulfilment: JsonObject;
  phase: string;
  settlement: string;
  reason: string | null;
  reason_code: string | null;
  details: OrderDetails;
  request_hash: string;
  session_token: string;
  session_expires_at: Date | string;
  retries: number;
  may_retry: boolean;
  coupons: readonly Coupon[] | null;
  current_attempt: string | null;
  created_at: Date | string;
  modified_at: Date | string;
  completed_at: Date | string | null;
  version: number;
}

/** An attempt as `to_jsonb` gives it: numbers as numbers, times as ISO 8601 text. */
export interface AttemptRow {
  key: string;
  order_key: string;
  state: string;
  currency: string;
  amount: number;
  kind: string;
  entry_mode: string;
  /** Of a card, or the gateway id of a provider's method. */
  brand: string;
  cobrand: string | null;
  bin: string | null;
  last4: string | null;
  expiry: string | null;
  holder_name: string | null;
  card_fingerprint: string | null;
  stored_credential: StoredCredential | null;
  token: string | null;
  provider: ProviderPayment | null;
  authentication: Authentication | null;
  stan: string | null;
  rrn: string | null;
  transmission_at: string | null;
  authorization_code: string | null;
  response_code: string | null;
  cvc_result: string | null;
  scheme_reference: string | null;
  review_advice: string | null;
  risk: Risk | null;
  external_transaction_id: string;
  created_at: string;
  modified_at: string;
}

/** A row that is read as JSON has its times as text. */
const at = (date: Date | string): Instant =>
  instant(typeof date === "string" ? Date.parse(date) : date.getTime());

function present<T>(value: T | null, what: string): T {
  assert(value !== null, `${what} of a stored row does not parse`);
  return value;
}

const money = (row: { amount: string | number; currency: string }): Money => ({
  amount: minor(BigInt(row.amount)),
  currency: present(parseCurrency(row.currency), "currency"),
});

const toFee = (fee: OrderRow["fee"]): Fee | null =>
  fee === null ? null : { ...fee, amount: minor(BigInt(fee.amount)) };

export function toOrder(row: OrderRow): Order {
  return {
    key: parseOrderKey(row.key),
    siteId: siteId(Number(row.site_id)),
    orderId: present(parseOrderId(row.order_id), "order id"),
    transactionId: transactionId(Number(row.transaction_id)),
    type: row.type as OrderType,
    gateway: row.gateway === null ? null : present(parseGateway(row.gateway), "gateway"),
    money: money(row),
    amountRefunded: minor(BigInt(row.amount_refunded)),
    amountCaptured: minor(BigInt(row.amount_captured)),
    fee: toFee(row.fee),
    shippedAt: row.shipped_at === null ? null : at(row.shipped_at),
    fulfilment: row.fulfilment,
    phase: row.phase as Phase,
    settlement: row.settlement as Settlement,
    reason: row.reason,
    reasonCode: row.reason_code,
    details: row.details,
    requestHash: row.request_hash,
    sessionToken: present(parseSessionToken(row.session_token), "session token"),
    sessionExpiresAt: at(row.session_expires_at),
    retries: row.retries,
    mayRetry: row.may_retry,
    coupons: row.coupons ?? [],
    currentAttempt: row.current_attempt === null ? null : parseAttemptKey(row.current_attempt),
    createdAt: at(row.created_at),
    modifiedAt: at(row.modified_at),
    completedAt: row.completed_at === null ? null : at(row.completed_at),
    version: row.version,
  };
}

export const toAttempt = (row: AttemptRow): Attempt =>
  row.provider === null ? toCardAttempt(row) : toProviderAttempt(row, row.provider);

const toProviderAttempt = (row: AttemptRow, provider: ProviderPayment): ProviderAttempt => ({
  ...toAnyAttempt(row),
  kind: "transfer",
  method: row.brand as ProviderMethodId,
  token: row.token === null ? null : parseTokenName(row.token),
  provider,
});

const toAnyAttempt = (row: AttemptRow): Omit<ProviderAttempt, "kind" | "method" | "token" | "provider"> => ({
  key: parseAttemptKey(row.key),
  orderKey: parseOrderKey(row.order_key),
  state: row.state as AttemptState,
  money: money(row),
  externalTransactionId: row.external_transaction_id,
  createdAt: at(row.created_at),
  modifiedAt: at(row.modified_at),
});

function toCardAttempt(row: AttemptRow): CardAttempt {
  return {
    ...toAnyAttempt(row),
    kind: row.kind as CardAttempt["kind"],
    entryMode: row.entry_mode as CardAttempt["entryMode"],
    card: {
      brand: row.brand as CardBrand,
      ...(row.cobrand === null ? {} : { cobrand: row.cobrand as Cobrand }),
      bin: present(row.bin, "BIN"),
      last4: present(row.last4, "last four digits"),
      expiry: present(parseExpiryYymm(row.expiry ?? ""), "expiry"),
      holderName: row.holder_name,
    },
    cardFingerprint: present(row.card_fingerprint, "fingerprint"),
    storedCredential: row.stored_credential,
    token: row.token === null ? null : parseTokenName(row.token),
    authentication: row.authentication,
    reference:
      row.stan === null || row.rrn === null || row.transmission_at === null
        ? null
        : { stan: row.stan, rrn: row.rrn, transmissionAt: at(row.transmission_at) },
    authorization:
      row.response_code === null
        ? null
        : {
            authorizationCode: row.authorization_code,
            responseCode: row.response_code,
            cvcResult: row.cvc_result,
            schemeReference: row.scheme_reference,
            reviewAdvice: row.review_advice as Authorization["reviewAdvice"],
          },
    risk: row.risk,
  };
}

const isoOrNull = (value: Instant | null): string | null => (value === null ? null : toIso(value));

/** Column names and their values, in the form in which the driver takes them. */
export type Columns = Readonly<Record<string, unknown>>;

/** What changes while an order lives, short of being posted anew. */
export function mutableOrderColumns(order: Order): Columns {
  return {
    amount_refunded: String(order.amountRefunded),
    amount_captured: String(order.amountCaptured),
    fee: order.fee === null ? null : JSON.stringify({ ...order.fee, amount: Number(order.fee.amount) }),
    shipped_at: isoOrNull(order.shippedAt),
    fulfilment: JSON.stringify(order.fulfilment),
    phase: order.phase,
    settlement: order.settlement,
    reason: order.reason,
    reason_code: order.reasonCode,
    retries: order.retries,
    may_retry: order.mayRetry,
    coupons: order.coupons.length === 0 ? null : JSON.stringify(order.coupons),
    current_attempt: order.currentAttempt,
    modified_at: toIso(order.modifiedAt),
    completed_at: isoOrNull(order.completedAt),
    version: order.version,
  };
}

export const orderColumns = (order: Order): Columns => ({
  key: order.key,
  site_id: order.siteId,
  order_id: order.orderId,
  transaction_id: order.transactionId,
  type: order.type,
  gateway: order.gateway,
  currency: order.money.currency,
  amount: String(order.money.amount),
  details: JSON.stringify(order.details),
  request_hash: order.requestHash,
  session_token: order.sessionToken,
  session_expires_at: toIso(order.sessionExpiresAt),
  created_at: toIso(order.createdAt),
  ...mutableOrderColumns(order),
});

export const attemptColumns = (attempt: Attempt): Columns => ({
  key: attempt.key,
  order_key: attempt.orderKey,
  state: attempt.state,
  currency: attempt.money.currency,
  amount: String(attempt.money.amount),
  kind: attempt.kind,
  external_transaction_id: attempt.externalTransactionId,
  created_at: toIso(attempt.createdAt),
  modified_at: toIso(attempt.modifiedAt),
  ...(attempt.kind === "transfer" ? providerColumns(attempt) : cardColumns(attempt)),
});

const providerColumns = (attempt: ProviderAttempt): Columns => ({
  brand: attempt.method,
  provider: JSON.stringify(attempt.provider),
  provider_payment_id: attempt.provider.paymentId,
});

const cardColumns = (attempt: CardAttempt): Columns => ({
  entry_mode: attempt.entryMode,
  brand: attempt.card.brand,
  cobrand: attempt.card.cobrand ?? null,
  bin: attempt.card.bin,
  last4: attempt.card.last4,
  expiry: attempt.card.expiry,
  holder_name: attempt.card.holderName,
  card_fingerprint: attempt.cardFingerprint,
  stored_credential: attempt.storedCredential === null ? null : JSON.stringify(attempt.storedCredential),
  authentication: attempt.authentication === null ? null : JSON.stringify(attempt.authentication),
  stan: attempt.reference?.stan ?? null,
  rrn: attempt.reference?.rrn ?? null,
  transmission_at: isoOrNull(attempt.reference?.transmissionAt ?? null),
  authorization_code: attempt.authorization?.authorizationCode ?? null,
  response_code: attempt.authorization?.responseCode ?? null,
  cvc_result: attempt.authorization?.cvcResult ?? null,
  scheme_reference: attempt.authorization?.schemeReference ?? null,
  review_advice: attempt.authorization?.reviewAdvice ?? null,
  risk: attempt.risk === null ? null : JSON.stringify(attempt.risk),
  three_ds_server_trans_id: attempt.authentication?.threeDSServerTransId ?? null,
});
