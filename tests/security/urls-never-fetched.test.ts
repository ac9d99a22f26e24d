import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { assertAccepted, assertRefusedSomehow, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { numberAt, textAt } from "../support/json.ts";
import { checkoutOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { hostileAddresses } from "./hostile-addresses.ts";

// Goal: of all URLs that a shop can set, the gateway calls the one of its notifications, and follows nobody elsewhere.
// Method: a sandbox, which may call this machine, so that a call would arrive; every other URL leads to a trap, which
// counts who connects.

const world = await startWorld();
const shop = await startShop();
const callers: string[] = [];
const trap = createServer((socket) => {
  callers.push(String(socket.remotePort));
  socket.destroy();
});
trap.listen(0, "127.0.0.1");
await once(trap, "listening");
after(async () => {
  trap.close();
  await shop.stop();
  await world.stop();
});
const { api } = world;
const { port } = trap.address() as AddressInfo;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** Both schemes: whoever connects, even for TLS, has been caught. */
const trapped = (name: string, scheme = "http"): string => `${scheme}://127.0.0.1:${port}/${name}`;

const urls = (orderId: string): Record<string, unknown> => ({
  order_id: orderId,
  items: `<img src="${trapped("items")}"><iframe src="${trapped("frame")}"></iframe>`,
  payment_options: {
    notification_url: `${shop.url}/n`,
    notification_method: "POST",
    redirect_url: trapped("redirect"),
    cancel_url: trapped("cancel"),
    shop_url: trapped("shop"),
    template: {
      header: {
        logo: { image: trapped("logo", "https") },
        cover: { image: trapped("cover", "https") },
      },
    },
  },
  customer: { locale: "en_US", ip_address: "192.0.2.10", referrer: trapped("referrer"), country: "NL" },
  shopping_cart: {
    items: [
      {
        name: "Chair",
        unit_price: 10,
        quantity: 1,
        merchant_item_id: "c",
        image: trapped("item"),
        product_url: trapped("product"),
      },
    ],
  },
  google_analytics: { account: trapped("analytics") },
  plugin: { shop: "shop", shop_root_url: trapped("root") },
  custom_fields: [{ name: "url", type: "url", value: trapped("custom") }],
});

const cart = { tax_tables: { default: { rate: 0, shipping_taxed: false } } };

test("the URLs of an order, its page and its parcel lead shoppers, and are called by nobody", async () => {
  const direct = newOrderId();
  const made = directOrderWithout3ds({ ...urls(direct), checkout_options: cart });
  const withTermUrl = { ...Object(made["gateway_info"]), term_url: trapped("term") };
  assertAccepted(await api("POST", "/orders", { ...made, gateway_info: withTermUrl }));
  const hosted = newOrderId();
  const order = assertAccepted(
    await api("POST", "/orders", redirectOrder({ ...urls(hosted), gateway_info: { flexible_3d: false } })),
  );
  const page = await submitCard(shopper, await shopper.open(textAt(order["payment_url"])));
  assert.equal(await statusesOf(api, hosted), "completed/completed");
  assert.ok(page.html.includes(trapped("redirect")) || page.leftFor !== null, "the shopper is led back");
  const shippedWith = {
    tracktrace_code: "3S",
    tracktrace_url: trapped("track"),
    invoice_url: trapped("invoice"),
  };
  assertAccepted(await api("PATCH", `/orders/${hosted}`, { status: "shipped", ...shippedWith }));
  const fast = checkoutOrder();
  const options = {
    ...Object(fast["checkout_options"]),
    shipping_feed_url: trapped("feed"),
    feed: trapped("feed"),
  };
  const opened = assertAccepted(await api("POST", "/orders", { ...fast, checkout_options: options }));
  await shopper.open(textAt(opened["payment_url"]));
  await shop.receives("/n", 2);
  await world.clock.advance(3_600);
  assert.deepEqual(callers, []);
});

test("the URLs of a site are kept or refused, and not tried", async () => {
  const site = `/sites/${numberAt(assertAccepted(await api("GET", "/me"))["site_id"])}`;
  assertAccepted(
    await api("PATCH", site, { url: trapped("site"), notification_url: trapped("site-notify") }),
  );
  for (const [, url] of hostileAddresses) {
    const answer = await api("PATCH", site, { url, notification_url: url });
    assert.ok(
      answer.status === 200 || answer.status === 422 || answer.status === 400,
      `${url}: ${answer.text}`,
    );
  }
  assertAccepted(await api("PATCH", site, { url: trapped("site"), notification_url: `${shop.url}/site` }));
  assert.deepEqual(callers, []);
});

test("a shop that sends the notification elsewhere is not followed", async () => {
  for (const [index, status] of [301, 302, 303, 307, 308].entries()) {
    const path = `/moved/${index}`;
    const location = {
      location: trapped("moved"),
      refresh: `0; url=${trapped("refresh")}`,
      link: `<${trapped("link")}>`,
    };
    shop.script(path, { kind: "answer", status, body: "", headers: location });
    const options = { notification_url: `${shop.url}${path}`, notification_method: "POST" };
    assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ payment_options: options })));
    await shop.receives(path, 1);
  }
  // What is called again is the URL of the order and not the one of the answer.
  await world.clock.advance(1_000);
  await shop.receives("/moved/4", 2);
  assert.deepEqual(callers, []);
});

test("a return address that is no web page and no app's is refused with the order", async () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]) {
    for (const member of ["redirect_url", "cancel_url"]) {
      const body = redirectOrder({ payment_options: { [member]: url } });
      assertRefusedSomehow(await api("POST", "/orders", body));
    }
  }
});

test("the trap does catch: a notification to it arrives", async () => {
  const options = { notification_url: trapped("notify"), notification_method: "POST" };
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ payment_options: options })));
  await world.clock.advance(1);
  assert.ok(callers.length > 0);
});
