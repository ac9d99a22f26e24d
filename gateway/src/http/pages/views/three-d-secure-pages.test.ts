import assert from "node:assert/strict";
import { test } from "node:test";
import { loadPageAssets } from "../assets/assets.ts";
import { customerVerificationHtml } from "./customer-verification.ts";
import { condensed, samplePage } from "./every-page-fixture.ts";
import { createPageViews } from "./page-views.ts";

const views = createPageViews(loadPageAssets());
const challenge = {
  acsUrl: "https://acs.example/challenge?a=1&b=2",
  creq: "eyJjcmVxIjoxfQ",
  sessionData: "c2Vzc2lvbg==",
};

test("the challenge form brings creq and session data to the ACS, by script or by its button", () => {
  const page = condensed(views.challengePage({ page: samplePage, ...challenge }));
  assert.match(
    page,
    /<form method="post" action="https:\/\/acs.example\/challenge\?a=1&amp;b=2" data-auto-submit>/,
  );
  assert.match(page, /<input type="hidden" name="creq" value="eyJjcmVxIjoxfQ">/);
  assert.match(page, /<input type="hidden" name="threeDSSessionData" value="c2Vzc2lvbg==">/);
  assert.match(page, /<button class="button" type="submit">Continue to your bank<\/button>/);
});

test("the shop's document is one form that sends itself and can be sent by hand", () => {
  const page = customerVerificationHtml(challenge);
  assert.ok(page.startsWith("<html>\n<head>\n<title>3D Secure</title>"));
  assert.match(page, /<body onload="document\.forms\[0\]\.submit\(\)">/);
  assert.equal(page.split("<form ").length, 2);
  assert.match(page, /action="https:\/\/acs.example\/challenge\?a=1&amp;b=2"/);
  assert.match(page, /name="creq" value="eyJjcmVxIjoxfQ"/);
  assert.match(page, /name="threeDSSessionData" value="c2Vzc2lvbg=="/);
  assert.match(page, /<button type="submit">/);
  assert.doesNotMatch(page, /(src|href)=/);
});

test("the method page starts hidden, and goes on with N by its one visible button", () => {
  const page = condensed(
    views.methodPage({
      page: samplePage,
      methodUrl: "https://acs.example/method",
      methodData: "eyJ0aHJlZSI6MX0",
      continueUrl: "/connect/abc/authenticate?lang=en_US",
    }),
  );
  assert.equal(page.split("<button").length, 2);
  assert.match(
    page,
    /<form method="post" action="\/connect\/abc\/authenticate\?lang=en_US" data-method-continue>/,
  );
  assert.match(page, /name="method_completed" value="N"/);
  assert.match(page, /name="browser_javascript_enabled" value="false"/);
  assert.match(page, /<iframe name="threeds-method"[^>]* hidden>/);
  assert.match(
    page,
    /action="https:\/\/acs.example\/method" target="threeds-method" data-method-start hidden>/,
  );
  assert.match(page, /name="threeDSMethodData" value="eyJ0aHJlZSI6MX0"/);
});

test("the waiting page looks pending to a machine and asks again every two seconds", () => {
  const page = condensed(views.waitingPage({ page: samplePage, refreshUrl: "/connect/abc/?lang=en_US" }));
  assert.match(page, /<main [^>]*data-status="pending"/);
  assert.match(page, /<meta http-equiv="refresh" content="2; url=\/connect\/abc\/\?lang=en_US">/);
});

const unexplained = { cause: null, retry: null };

test("the result stands in the page for machines, with the way back as the shop gave it", () => {
  const returnUrl = "https://shop.example.com/r?type=redirect&transactionid=my-order-id-1";
  for (const status of ["completed", "pending", "declined", "cancelled", "expired"] as const) {
    const page = condensed(
      views.resultPage({ ...unexplained, page: samplePage, status, returnUrl, closeWindow: false }),
    );
    assert.match(page, new RegExp(`<main [^>]*data-status="${status}">`));
    assert.ok(
      page.includes('href="https://shop.example.com/r?type=redirect&amp;transactionid=my-order-id-1"'),
    );
  }
});

test("a window is closed only where the order asks for it, and the text says so", () => {
  const view = { ...unexplained, page: samplePage, status: "completed", returnUrl: null } as const;
  const closing = condensed(views.resultPage({ ...view, closeWindow: true }));
  assert.match(closing, /<main [^>]*data-close-window>/);
  assert.match(closing, /You may close this window\./);
  assert.doesNotMatch(views.resultPage({ ...view, closeWindow: false }), /close/);
});

test("a declined payment is explained without codes or words of the card industry", () => {
  const page = condensed(
    views.resultPage({
      ...unexplained,
      page: samplePage,
      status: "declined",
      returnUrl: null,
      closeWindow: false,
    }),
  );
  const sentence = /<\/h1>(.*?)<\/section>/.exec(page)?.[1] ?? assert.fail("no sentence");
  assert.doesNotMatch(sentence, /\d|3-?D|issuer|authori[sz]ation/i);
});
