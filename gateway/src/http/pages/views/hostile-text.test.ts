import assert from "node:assert/strict";
import { test } from "node:test";
import { loadPageAssets } from "../assets/assets.ts";
import { customerVerificationHtml } from "./customer-verification.ts";
import { everyPage, samplePage } from "./every-page-fixture.ts";
import { createPageViews } from "./page-views.ts";

// Goal: nothing that a shop, a shopper or a bank sends becomes markup, script or
// a lie of direction. Method: the same hostile text in every place of every page.

const views = createPageViews(loadPageAssets());
const markup = `"><img src=x onerror=alert(1)><script>alert(1)</script>'&lt;\`\${1}!{}</title></main>`;

const hostilePages = (text: string) =>
  everyPage(views, {
    ...samplePage,
    locale: text,
    shopName: text,
    description: text,
    orderId: text,
    token: text,
    cart: { lines: Array.from({ length: 4 }, () => ({ quantity: "2", name: text, total: null })), left: 1 },
  });

test("markup and quotes in shop text stay text on every page", () => {
  for (const [name, page] of hostilePages(markup)) {
    assert.doesNotMatch(page, /<img src=x|<script>|alert\(1\)<\/script>/, name);
    for (const end of ["</title>", "</main>"]) assert.equal(page.split(end).length, 2, `${name} ${end}`);
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/g)) {
      assert.equal(tag.replaceAll(/"[^"]*"/g, "").includes('"'), false, `${name}: ${tag}`);
      assert.doesNotMatch(tag.replaceAll(/"[^"]*"/g, '""'), /onerror|alert/, `${name}: ${tag}`);
    }
  }
});

test("what a shopper typed before comes back as text", () => {
  const page = views.cardFormPage({
    page: samplePage,
    brands: ["VISA"],
    values: { holderName: markup, expiry: markup },
    errors: {},
    chosen: null,
    methods: [],
  });
  assert.doesNotMatch(page, /<img src=x|<script>/);
});

test("characters that turn the direction of a line do not reach the page", () => {
  const turning = "\u202Eshop\u202C \u2066x\u2069 \u200Fy";
  for (const [name, page] of hostilePages(turning)) {
    assert.doesNotMatch(page, /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/, name);
  }
});

test("a name in a right-to-left script is isolated from the sentence around it", () => {
  const page = views.resultPage({
    page: { ...samplePage, shopName: "متجر" },
    status: "completed",
    cause: null,
    retry: null,
    returnUrl: null,
    closeWindow: false,
  });
  assert.ok(page.includes("Thank you. \u2068متجر\u2069 has received your payment."));
  assert.ok(page.includes("<bdi>متجر</bdi>"));
});

test("addresses and 3-D Secure fields cannot leave their attribute", () => {
  const text = `" onfocus="alert(1)" ${markup}`;
  const view = { acsUrl: text, creq: text, sessionData: text };
  const pages = [
    views.challengePage({ page: samplePage, ...view }),
    views.methodPage({ page: samplePage, methodUrl: text, methodData: text, continueUrl: text }),
    views.waitingPage({ page: samplePage, refreshUrl: text }),
    customerVerificationHtml(view),
  ];
  for (const page of pages) assert.doesNotMatch(page, /<img|<script>|"">|" onfocus=/);
});

test("an address that would run as a script is not linked", () => {
  const urls = ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "not a url"];
  for (const returnUrl of urls) {
    const gone = views.linkGonePage({ locale: "en_US", reason: "used", shopName: "Shop", returnUrl });
    assert.doesNotMatch(gone, /class="button"/, returnUrl);
  }
  const app = views.linkGonePage({
    locale: "en_US",
    reason: "used",
    shopName: "Shop",
    returnUrl: "myshop://paid",
  });
  assert.match(app, /href="myshop:\/\/paid"/);
});
