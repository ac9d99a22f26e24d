import { countryName } from "../country.ts";
import type { JsonObject } from "../json.ts";
import type { Site } from "../merchant/site.ts";
import { toWire } from "../money.ts";
import type { Attempt } from "../payment/attempt.ts";
import { toOrderTime } from "../time.ts";
import {
  presentCoupons,
  presentPaymentDetails,
  presentPaymentMethod,
  presentUnpaidDetails,
} from "../payment/present-payment.ts";
import { presentCosts } from "../fee/present-costs.ts";
import { presentRelated } from "../related/present-related.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import type { Customer, Order } from "./order.ts";
import { wireStatusOf } from "./phase.ts";
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
  const { status, financialStatus } = wireStatusOf(order);
  return {
    amount: toWire(order.money.amount),
    amount_refunded: toWire(order.amountRefunded),
    costs: presentCosts(order, attempt, related),
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
    payment_details:
      attempt === null ? presentUnpaidDetails(order) : presentPaymentDetails(order, attempt, site),
    payment_methods: [
      ...presentCoupons(order),
      ...(attempt === null ? [] : [presentPaymentMethod(order, attempt, site)]),
    ],
    reason: order.reason,
    reason_code: order.reasonCode ?? "",
    related_transactions: presentRelated({ order, attempt, related }, site),
    status,
    transaction_id: order.transactionId,
    var1: order.details.vars[0],
    var2: order.details.vars[1],
    var3: order.details.vars[2],
    ...(order.details.cart === null ? {} : presentCart(order.details.cart)),
  };
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
