import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import fastify from "fastify";
import type { Message } from "../directory-server/element-rules.ts";
import type { Simulator } from "../simulator.ts";
import { areq, creq } from "../testing/authentication-messages.ts";
import { askDirectoryServer, hiddenField, openSimulator, postForm } from "../testing/running-simulator.ts";

/** A 3DS Server that keeps the results it is told and acknowledges them. */
async function openThreeDSServer(
  t: TestContext,
): Promise<{ readonly url: string; readonly results: Message[] }> {
  const results: Message[] = [];
  const app = fastify({ forceCloseConnections: true });
  app.post<{ Body: Message }>("/results", async (request) => {
    results.push(request.body);
    const { threeDSServerTransID, acsTransID, dsTransID } = request.body;
    const ids = { threeDSServerTransID, acsTransID, dsTransID };
    return { messageType: "RRes", messageVersion: "2.2.0", resultsStatus: "01", ...ids };
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  t.after(() => app.close());
  return { url: `${app.listeningOrigin}/results`, results };
}

async function startChallenge(
  simulator: Simulator,
  changes: Message = {},
): Promise<{
  readonly ares: Message;
  readonly fields: { readonly creq: string; readonly threeDSSessionData: string };
}> {
  const ares = await askDirectoryServer(simulator, areq(changes));
  assert.equal(ares["transStatus"], "C");
  return { ares, fields: { creq: creq(ares), threeDSSessionData: "session-1" } };
}

function decodeCres(markup: string): Message {
  const cres = hiddenField(markup, "cres") ?? "";
  assert.match(cres, /^[A-Za-z0-9_-]+$/);
  return JSON.parse(Buffer.from(cres, "base64url").toString("utf8")) as Message;
}

test("shows amount, merchant and the results to choose from, all escaped, with labels and without framing ban", async (t) => {
  const simulator = openSimulator(t);
  const { fields } = await startChallenge(simulator);
  const page = await postForm(simulator, "/acs/challenge", fields);
  assert.equal(page.status, 200);
  assert.match(page.body, /<html lang="en">/);
  assert.match(page.body, /€10\.00/);
  assert.match(page.body, /Cafe &#60;&#38; Sons&#62;/);
  assert.doesNotMatch(page.body, /4111111111111111/);
  const options = [...page.body.matchAll(/<option value="(\w)">/g)].map(([, value]) => value);
  assert.deepEqual(options, ["Y", "N", "A", "U", "R"]);
  assert.match(page.body, /<label for="transStatus">/);
  assert.match(page.body, /<button type="submit" name="cancel"/);
  assert.equal(page.headers["x-frame-options"], undefined);
  assert.match(String(page.headers["content-security-policy"]), /^default-src 'none'/);
  assert.doesNotMatch(String(page.headers["content-security-policy"]), /form-action|frame-ancestors/);
});

test("speaks the language of the shopper's browser", async (t) => {
  const simulator = openSimulator(t);
  const { fields } = await startChallenge(simulator, { browserLanguage: "nl-NL" });
  const page = await postForm(simulator, "/acs/challenge", fields);
  assert.match(page.body, /<html lang="nl">/);
  assert.match(page.body, /Bevestig uw betaling/);
});

for (const [transStatus, acctNumber, expected] of [
  ["Y", "4111111111111111", { transStatus: "Y", eci: "05" }],
  ["Y", "5555555555554444", { transStatus: "Y", eci: "02" }],
  ["A", "374500000000015", { transStatus: "A", eci: "06" }],
  ["A", "6759000000005", { transStatus: "A", eci: "01" }],
  ["N", "4111111111111111", { transStatus: "N", transStatusReason: "01" }],
  ["U", "4111111111111111", { transStatus: "U", transStatusReason: "22" }],
  ["R", "4111111111111111", { transStatus: "R", transStatusReason: "11" }],
  ["Y", "4012001037461114", { transStatus: "N", transStatusReason: "01" }],
  ["A", "374200000000004", { transStatus: "N", transStatusReason: "01" }],
] as const) {
  test(`reports ${expected.transStatus} for choice ${transStatus} with card ${acctNumber}, then sends the browser back`, async (t) => {
    const server = await openThreeDSServer(t);
    const simulator = openSimulator(t);
    const { ares, fields } = await startChallenge(simulator, { acctNumber, threeDSServerURL: server.url });
    const page = await postForm(simulator, "/acs/decide", { ...fields, transStatus });

    const { authenticationValue, ...rreq } = server.results[0] ?? {};
    const { threeDSServerTransID, acsTransID, dsTransID } = ares;
    assert.deepEqual(rreq, {
      messageType: "RReq",
      messageVersion: "2.2.0",
      threeDSServerTransID,
      acsTransID,
      dsTransID,
      messageCategory: "01",
      authenticationType: "02",
      interactionCounter: "01",
      ...expected,
    });
    const isProven = expected.transStatus === "Y" || expected.transStatus === "A";
    assert.equal(
      Buffer.from(typeof authenticationValue === "string" ? authenticationValue : "", "base64").length,
      isProven ? 20 : 0,
    );

    assert.equal(page.status, 200);
    assert.match(page.body, /<form method="post" action="https:\/\/gateway\.example\.com\/return">/);
    assert.equal(hiddenField(page.body, "threeDSSessionData"), "session-1");
    assert.deepEqual(decodeCres(page.body), {
      messageType: "CRes",
      messageVersion: "2.2.0",
      threeDSServerTransID,
      acsTransID,
      challengeCompletionInd: "Y",
      transStatus: isProven ? "Y" : "N",
    });
  });
}

for (const acctNumber of ["4111111111111111", "4012001037461114"]) {
  test(`reports a cancelled challenge of card ${acctNumber} as cancelled by the cardholder`, async (t) => {
    const server = await openThreeDSServer(t);
    const simulator = openSimulator(t);
    const { fields } = await startChallenge(simulator, { acctNumber, threeDSServerURL: server.url });
    await postForm(simulator, "/acs/decide", { ...fields, transStatus: "Y", cancel: "cancel" });
    assert.equal(server.results[0]?.["transStatus"], "N");
    assert.equal(server.results[0]?.["challengeCancel"], "01");
  });
}

test("decides once: the same challenge opened or decided again only leads back, with the same cres", async (t) => {
  const server = await openThreeDSServer(t);
  const simulator = openSimulator(t);
  const { fields } = await startChallenge(simulator, { threeDSServerURL: server.url });
  const [first, second] = await Promise.all([
    postForm(simulator, "/acs/decide", { ...fields, transStatus: "Y" }),
    postForm(simulator, "/acs/decide", { ...fields, transStatus: "N" }),
  ]);
  const opened = await postForm(simulator, "/acs/challenge", fields);
  assert.equal(server.results.length, 1);
  for (const page of [second, opened]) {
    assert.equal(page.status, 410);
    assert.match(page.body, /already confirmed or cancelled/);
    assert.deepEqual(decodeCres(page.body), decodeCres(first.body));
    assert.doesNotMatch(page.body, /submit\.js|<select/);
  }
});

for (const [what, value] of [
  ["nothing", ""],
  ["no base64url", "%%%"],
  ["no JSON", "bm90IGpzb24"],
  ["another message", Buffer.from('{"messageType":"CRes"}').toString("base64url")],
] as const) {
  test(`refuses a creq that holds ${what}`, async (t) => {
    const simulator = openSimulator(t);
    for (const url of ["/acs/challenge", "/acs/decide"]) {
      const page = await postForm(simulator, url, { creq: value, transStatus: "Y" });
      assert.equal(page.status, 400);
      assert.match(page.body, /<html lang="en">/);
    }
  });
}

test("refuses a creq of nobody, a choice that does not exist, and leaves the challenge open", async (t) => {
  const server = await openThreeDSServer(t);
  const simulator = openSimulator(t);
  const { ares, fields } = await startChallenge(simulator, { threeDSServerURL: server.url });
  const foreign = creq({ ...ares, threeDSServerTransID: "00000000-0000-4000-8000-000000000000" });
  assert.equal((await postForm(simulator, "/acs/challenge", { creq: foreign })).status, 404);
  assert.equal((await postForm(simulator, "/acs/decide", { ...fields, transStatus: "C" })).status, 400);
  assert.equal((await postForm(simulator, "/acs/challenge", fields)).status, 200);
  assert.deepEqual(server.results, []);
});

test("leaves the session data away where none came", async (t) => {
  const simulator = openSimulator(t);
  const { fields } = await startChallenge(simulator);
  const page = await postForm(simulator, "/acs/challenge", { creq: fields.creq });
  assert.equal(hiddenField(page.body, "threeDSSessionData"), undefined);
});

test("the 3DS Method posts the transaction id to the notification URL by itself", async (t) => {
  const simulator = openSimulator(t);
  const threeDSServerTransID = "6afa6072-9412-446b-9673-2f98b3ee98a2";
  const method = { threeDSServerTransID, threeDSMethodNotificationURL: "https://gateway.example.com/method" };
  const threeDSMethodData = Buffer.from(JSON.stringify(method)).toString("base64url");
  const page = await postForm(simulator, "/acs/method", { threeDSMethodData });
  assert.equal(page.status, 200);
  assert.match(page.body, /action="https:\/\/gateway\.example\.com\/method"/);
  assert.match(page.body, /<script src="\/acs\/assets\/submit\.js" defer>/);
  const answer = Buffer.from(hiddenField(page.body, "threeDSMethodData") ?? "", "base64url").toString("utf8");
  assert.deepEqual(JSON.parse(answer), { threeDSServerTransID });
  const refused = await postForm(simulator, "/acs/method", { threeDSMethodData: "e30" });
  assert.equal(refused.status, 400);
});
