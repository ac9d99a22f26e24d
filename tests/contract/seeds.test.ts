import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, missingFrom } from "../support/expectations.ts";
import { type Json, objectAt, textAt } from "../support/json.ts";
import { startWorld } from "../support/world.ts";

// Goal: the five documents the API was first described by still work word for word. Method: their requests as they stand,
// posted as they stand; every member of their answers must come, with its type.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const paymentOptions = {
  notification_url: "http://www.example.com/client/notification?type=notification",
  redirect_url: "http://www.example.com/client/notification?type=redirect",
  cancel_url: "http://www.example.com/client/notification?type=cancel",
};

const userAgent =
  "Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/38.0.2125.111 Safari/537.36";

function assertHasAll(answer: Json, shape: Json): void {
  assert.deepEqual(missingFrom(answer, shape), []);
}

test("3D enabled request: the answer brings the form of the challenge", async () => {
  const order = assertAccepted(
    await api("POST", "/orders", {
      type: "direct",
      gateway: "CREDITCARD",
      order_id: "order-1",
      currency: "EUR",
      amount: 1000,
      description: "product description",
      payment_options: { ...paymentOptions, close_window: true },
      customer: { locale: "nl_NL", ip_address: "123.123.123.123" },
      gateway_info: {
        card_number: "4111111111111111",
        card_holder_name: "Holder Name",
        card_expiry_date: "1612",
        card_cvc: "123",
      },
    }),
  );
  assertHasAll(order, { customer_verification: { html: "", type: "" } });
  assert.equal(objectAt(order["customer_verification"])["type"], "form");
  assert.match(textAt(order["customer_verification"], "html"), /^\s*(?:<!doctype html>\s*)?<html[\s>]/i);
});

test("server-to-server request: the whole order object", async () => {
  const order = assertAccepted(
    await api("POST", "/orders", {
      type: "direct",
      order_id: "my-order-id-1",
      currency: "EUR",
      amount: 1000,
      gateway: "CREDITCARD",
      description: "product description",
      payment_options: { ...paymentOptions, close_window: true },
      customer: {
        locale: "nl_NL",
        ip_address: "123.123.123.123",
        forwarded_ip: "",
        first_name: "Simon",
        last_name: "Smit",
        address1: "Kraanspoor",
        address2: "",
        house_number: "39C",
        zip_code: "1033SC",
        city: "Amsterdam",
        country: "NL",
        phone: "0208500500",
        email: "simonsmit@example.com",
        referrer: "http://example.com",
        user_agent: userAgent,
      },
      gateway_info: {
        card_number: "5555555555554444",
        card_holder_name: "MasterCard-Test-Order",
        card_expiry_date: "2512",
        card_cvc: "123",
      },
    }),
  );
  assertHasAll(order, {
    amount: 1000,
    amount_refunded: 0,
    costs: [{ transaction_id: 123456789, amount: 0, description: "", type: "SYSTEM" }],
    created: "2020-01-28T09:01:07",
    currency: "EUR",
    custom_info: { custom_1: null, custom_2: null, custom_3: null },
    customer: {
      address1: "Kraanspoor",
      city: "Amsterdam",
      country: "NL",
      country_name: "The Netherlands",
      email: "simonsmit@example.com",
      first_name: "Simon",
      house_number: "39C",
      locale: "nl_NL",
      phone1: "0208500500",
      zip_code: "1033SC",
    },
    description: "product description",
    fastcheckout: "NO",
    financial_status: "initialized",
    items: null,
    modified: "2020-01-28T09:01:07",
    order_id: "my-order-id-1",
    payment_details: {
      account_holder_name: "MasterCard-Test-Order",
      account_id: null,
      card_expiry_date: 2512,
      external_transaction_id: "6652390295520298",
      last4: 4444,
      recurring_id: null,
      recurring_model: null,
      type: "MASTERCARD",
    },
    payment_methods: [
      {
        account_holder_name: "Testperson-nl",
        amount: 1000,
        card_expiry_date: 2512,
        currency: "EUR",
        description: "Product Description",
        external_transaction_id: "6652390295520298",
        last4: 4444,
        payment_description: "MasterCard",
        status: "initialized",
        type: "MASTERCARD",
      },
    ],
    reason: "3D Secure Authorization",
    reason_code: "",
    related_transactions: null,
    status: "initialized",
    transaction_id: 123456789,
    customer_verification: { type: "form", html: "" },
    payment_url: "https://payv2.multisafepay.com/connect/99wi0OTuiCaTY2nwEiEOybWpVx8MNwrJ75c/?lang=nl_NL",
    cancel_url: "http://www.example.com/client/notification?type=cancel",
  });
  // What the seed fixes by value.
  assert.equal(order["amount"], 1000);
  assert.equal(order["fastcheckout"], "NO");
  assert.equal(order["status"], "initialized");
  assert.equal(order["financial_status"], "initialized");
  assert.equal(order["reason"], "3D Secure Authorization");
  assert.equal(order["reason_code"], "");
  assert.equal(order["cancel_url"], "http://www.example.com/client/notification?type=cancel");
  assert.match(textAt(order["payment_url"]), /\/connect\/[A-Za-z0-9]{35}\/\?lang=nl_NL$/);
  const details = objectAt(order["payment_details"]);
  assert.deepEqual(
    [details["type"], details["last4"], details["card_expiry_date"], details["account_holder_name"]],
    ["MASTERCARD", 4444, 2512, "MasterCard-Test-Order"],
  );
  assert.equal(objectAt(order["customer"])["country_name"], "The Netherlands");
  assert.equal(objectAt(order["customer"])["phone1"], "0208500500");
});

test("redirect with Flexible 3D and empty card fields: order id and payment URL", async () => {
  const data = assertAccepted(
    await api("POST", "/orders", {
      type: "redirect",
      order_id: "my-order-id-2",
      currency: "EUR",
      amount: 100,
      gateway: "CREDITCARD",
      description: "Test Product Description",
      payment_options: { ...paymentOptions, close_window: true },
      customer: {
        locale: "nl_NL",
        ip_address: "89.20.162.110",
        forwarded_ip: "",
        first_name: "Testperson-nl",
        last_name: "Approved",
        address1: "Kraanspoor",
        house_number: "39C",
        zip_code: "1033 SC",
        city: "Amsterdam",
        country: "NL",
        phone: "0208500500",
        email: "example@multisafepay.com",
        referrer: "http://example.com",
        user_agent: userAgent,
      },
      gateway_info: {
        flexible_3d: true,
        card_number: "",
        card_holder_name: "",
        card_expiry_date: "",
        card_cvc: "",
      },
    }),
  );
  assert.equal(data["order_id"], "my-order-id-2");
  assert.match(textAt(data["payment_url"]), /\/connect\/[A-Za-z0-9]{35}\/\?lang=nl_NL$/);
});

test("create an order: loose types, second chance and analytics", async () => {
  const data = assertAccepted(
    await api("POST", "/orders", {
      type: "redirect",
      order_id: "my-order-id-3",
      gateway: "",
      currency: "EUR",
      amount: "1000",
      description: "Test Order Description",
      google_analytics: { account: "UA-XXXXXXXXX" },
      payment_options: { ...paymentOptions, close_window: "" },
      customer: {
        locale: "nl_NL",
        ip_address: "89.20.162.110",
        first_name: "Testperson-nl",
        last_name: "Approved",
        address1: "Kraanspoor",
        house_number: "39C",
        zip_code: "1033SC",
        city: "Amsterdam",
        country: "NL",
        phone: "0208500500",
        email: "test@example.com",
        referrer: "http://test.com",
        user_agent: userAgent,
      },
      second_chance: { send_email: true },
    }),
  );
  assert.equal(data["order_id"], "my-order-id-3");
  assert.match(textAt(data["payment_url"]), /\/connect\/[A-Za-z0-9]{35}\/\?lang=nl_NL$/);
  assert.equal(assertAccepted(await readOrder(api, "my-order-id-3"))["amount"], 1000);
});

const howTo = (orderId: string, gatewayInfo: object): object => ({
  type: "direct",
  gateway: "CREDITCARD",
  order_id: orderId,
  currency: "EUR",
  amount: 1000,
  description: "product description",
  payment_options: { notification_method: "POST", cancel_url: null, redirect_url: null },
  customer: { locale: "nl_NL", ip_address: "123.123.123.123" },
  gateway_info: {
    card_number: "4111111111111111",
    card_holder_name: "Holder Name",
    card_expiry_date: "1612",
    card_cvc: "123",
    ...gatewayInfo,
  },
});

test("how to process: 3D enabled, both ways of verifying are offered", async () => {
  const order = assertAccepted(await api("POST", "/orders", howTo("how-to-1", {})));
  assertHasAll(order, { customer_verification: { html: "", type: "form" }, payment_url: "" });
});

test("how to process: without 3D the outcome is in the answer and no form", async () => {
  const answer = await api("POST", "/orders", howTo("how-to-2", { flexible_3d: false }));
  const order = assertAccepted(answer);
  assert.equal("customer_verification" in order, false);
  assert.equal(order["status"], "completed");
  assert.equal(assertAccepted(await readOrder(api, "how-to-2"))["status"], "completed");
});
