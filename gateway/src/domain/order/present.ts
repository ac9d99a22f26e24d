import { brandNames } from "../card/brand.ts";
import { countryName } from "../country.ts";
import type { JsonObject, Json } from "../json.ts";
import type { Site } from "../merchant/site.ts";
import { toWire } from "../money.ts";
import type { Attempt } from "../payment/attempt.ts";
import { toOrderTime } from "../time.ts";
import { captureExpiry } from "../payment/authorization-life.ts";
import { presentRelated } from "../related/present-related.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { captureRemain, type Customer, type Order } from "./order.ts";
import { wireStatus } from "./phase.ts";
import { presentCart } from "./present-cart.ts";

/**
 * The order object of the contract (orders.md §2.3 and §2.4), field by field.
 * The answer to a create, the answer to a GET and the body of a notification are
 * all made here, so they can never differ.
 */
export function presentOrder(
  order: Order,
  attempt: Attempt | null,
  site: Site,
  related: readonly RelatedTransaction[] = [],
): JsonObject {
  const { status, financialStatus } = wireStatus[order.phase];
  return {
    amount: toWire(order.money.amount),
    amount_refunded: toWire(order.amountRefunded),
    costs: presentCosts(order, attempt),
    created: toOrderTime(order.createdAt),
    ...(order.completedAt === null ? {} : { completed: toOrderTime(order.completedAt) }),
    currency: order.money.currency,
    custom_info: {
      custom_1: order.details.customInfo[0],
      custom_2: order.details.customInfo[1],
      custom_3: order.details.customInfo[2],
    },
    customer: presentCustomer(order.details.customer, order.details.locale),
    ...(order.details.delivery === null ? {} : { delivery: order.details.delivery }),
    description: order.details.description,
    fastcheckout: order.type === "checkout" ? "YES" : "NO",
    financial_status: financialStatus,
    items: order.details.items,
    modified: toOrderTime(order.modifiedAt),
    order_id: order.orderId,
    payment_details: attempt === null ? {} : presentPaymentDetails(order, attempt, site),
    payment_methods: attempt === null ? [] : [presentPaymentMethod(order, attempt, site)],
    reason: order.reason,
    reason_code: order.reasonCode ?? "",
    related_transactions: presentRelated(order, site, related),
    status,
    transaction_id: order.transactionId,
    var1: order.details.vars[0],
    var2: order.details.vars[1],
    var3: order.details.vars[2],
    ...(order.details.cart === null ? {} : presentCart(order.details.cart)),
  };
}

/** One fee line of zero once a card payment has begun, as seed 001 shows it; none for a zero authorization. */
function presentCosts(order: Order, attempt: Attempt | null): Json {
  if (attempt === null || order.money.amount === 0n) return [];
  return [{ transaction_id: order.transactionId + 1, amount: 0, description: "", type: "SYSTEM" }];
}

const presentCustomer = (customer: Customer, locale: string): JsonObject => ({
  address1: customer.address1,
  address2: customer.address2,
  city: customer.city,
  company_name: customer.companyName,
  country: customer.country,
  country_name: customer.country === null ? null : countryName(customer.country),
  email: customer.email,
  first_name: customer.firstName,
  house_number: customer.houseNumber,
  ip_address: customer.ipAddress,
  last_name: customer.lastName,
  locale,
  phone1: customer.phone,
  phone2: "",
  reference: customer.reference,
  state: customer.state,
  zip_code: customer.zipCode,
});

/** A JSON number as in seed 001, unless a leading zero would be lost or the site wants strings (README §6). */
const cardNumberField = (digits: string, site: Site): Json =>
  site.settings.cardFieldsAsStrings || digits.startsWith("0") ? digits : Number(digits);

function presentPaymentDetails(order: Order, attempt: Attempt, site: Site): JsonObject {
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
    recurring_flow: order.details.recurringFlow,
    recurring_id: null,
    recurring_model: order.details.recurringModel,
    ...(authorization === null ? {} : { response_code: authorization.responseCode }),
    scheme_reference_id: authorization?.schemeReference ?? null,
    terminal_id: site.acceptor.terminalId,
    type: attempt.card.brand,
  };
}

/** Manual capture (cards-3ds.md §11): what is left, and until when. */
function presentCapture(order: Order, attempt: Attempt): JsonObject {
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
function presentAuthentication(attempt: Attempt): JsonObject {
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

const presentPaymentMethod = (order: Order, attempt: Attempt, site: Site): JsonObject => ({
  account_holder_name: attempt.card.holderName,
  amount: toWire(order.money.amount),
  card_expiry_date: cardNumberField(attempt.card.expiry, site),
  currency: order.money.currency,
  description: order.details.description,
  external_transaction_id: attempt.state === "abandoned" ? null : attempt.externalTransactionId,
  last4: cardNumberField(attempt.card.last4, site),
  payment_description: brandNames[attempt.card.brand],
  status: wireStatus[order.phase].status,
  type: attempt.card.brand,
});
