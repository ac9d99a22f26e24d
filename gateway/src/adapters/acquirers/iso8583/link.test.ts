/**
 * Goal: every request on the link ends, and ends truly: answered, not sent, or
 * unknown. Method: a host on a real socket that does what each test scripts.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, it } from "node:test";
import type { Exchange } from "./exchange.ts";
import { frame } from "./frame.ts";
import { type LinkOptions, linkDefaults } from "./link-options.ts";
import { Link } from "./link.ts";
import type { Message } from "./message.ts";
import { RecordingLog } from "./testing/recording-log.ts";
import { type ReceivedRequest, ScriptedHost } from "./testing/scripted-host.ts";

/** Long enough never to end within a test. */
const never = 60_000;
const quickReconnect = { firstMs: 1, largestMs: 5 };

function linkTo(
  host: Pick<ScriptedHost, "port">,
  options: Partial<LinkOptions> = {},
): { readonly link: Link; readonly log: RecordingLog } & AsyncDisposable {
  const log = new RecordingLog();
  const link = new Link({
    ...linkDefaults,
    host: "127.0.0.1",
    port: host.port,
    log,
    answerTimeoutMs: never,
    sendWithinMs: never,
    reconnect: quickReconnect,
    answerAdvice: () => Promise.resolve(null),
    ...options,
  });
  return { link, log, [Symbol.asyncDispose]: () => link.close() };
}

const request = (number: number): Message => ({
  type: "0200",
  elements: { 11: String(number).padStart(6, "0"), 37: `602809${String(number).padStart(6, "0")}` },
});

const kinds = (exchanges: readonly Exchange[]): string[] => exchanges.map(({ kind }) => kind);

async function warmUp(link: Link, host: ScriptedHost): Promise<void> {
  const exchange = link.exchange(request(999_999));
  (await host.requests.next()).reply({ 39: "00" });
  assert.equal((await exchange).kind, "answered");
}

describe("a link", () => {
  it("signs on before anything else and then sends what waited", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchange = it.link.exchange(request(1));
    assert.equal(it.link.isSignedOn(), false);
    assert.equal(await host.management.next(), "001");
    (await host.requests.next()).reply({ 39: "00" });
    assert.equal((await exchange).kind, "answered");
    assert.equal(it.link.isSignedOn(), true);
  });

  it("hands answers that come out of order to the requests they belong to", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchanges = [1, 2, 3].map((number) => it.link.exchange(request(number)));
    const received = [await host.requests.next(), await host.requests.next(), await host.requests.next()];
    for (const one of received.toReversed()) one.reply({ 39: "00", 63: `for ${one.message.elements[11]}` });
    const notes = (await Promise.all(exchanges)).map((exchange) =>
      exchange.kind === "answered" ? exchange.answer.elements[63] : exchange.kind,
    );
    assert.deepEqual(notes, ["for 000001", "for 000002", "for 000003"]);
  });

  it("drops an answer with another STAN, and the request becomes unknown", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { answerTimeoutMs: 50 });
    const exchange = it.link.exchange(request(1));
    (await host.requests.next()).reply({ 11: "000002", 39: "00" });
    assert.deepEqual(await exchange, { kind: "unknown", cause: "no-answer" });
    assert.deepEqual(await it.log.waitFor("card-link.unexpected-answer"), {
      event: "card-link.unexpected-answer",
      fields: { type: "0210", stan: "000002", rrn: "602809000001", responseCode: "00" },
    });
  });

  it("drops an answer with another RRN, and the request becomes unknown", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { answerTimeoutMs: 50 });
    const exchange = it.link.exchange(request(1));
    (await host.requests.next()).reply({ 37: "602809000009", 39: "00" });
    assert.deepEqual(await exchange, { kind: "unknown", cause: "no-answer" });
  });

  it("makes a request unknown when no answer comes, drops the late one and goes on", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { answerTimeoutMs: 50 });
    const exchange = it.link.exchange(request(1));
    const received = await host.requests.next();
    assert.deepEqual(await exchange, { kind: "unknown", cause: "no-answer" });
    received.reply({ 39: "00" });
    await it.log.waitFor("card-link.unexpected-answer");
    await warmUp(it.link, host);
  });

  it("makes every request in flight unknown when the connection is cut", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchanges = [it.link.exchange(request(1)), it.link.exchange(request(2))];
    const received = [await host.requests.next(), await host.requests.next()];
    received[0]?.cutConnection();
    const lost = { kind: "unknown", cause: "connection-lost" };
    assert.deepEqual(await Promise.all(exchanges), [lost, lost]);
  });

  it("keeps what still waited in line for the next connection", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { maxInFlight: 1 });
    const exchanges = [it.link.exchange(request(1)), it.link.exchange(request(2))];
    (await host.requests.next()).cutConnection();
    (await host.requests.next()).reply({ 39: "00" });
    assert.deepEqual(kinds(await Promise.all(exchanges)), ["unknown", "answered"]);
    assert.equal(host.connectionCount, 2);
  });

  it("reconnects and signs on again after a cut", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    await warmUp(it.link, host);
    host.cutAll();
    await it.log.waitFor("card-link.lost");
    assert.equal(it.link.isSignedOn(), false);
    const exchange = it.link.exchange(request(1));
    (await host.requests.next()).reply({ 39: "00" });
    assert.equal((await exchange).kind, "answered");
    assert.deepEqual([await host.management.next(), await host.management.next()], ["001", "001"]);
  });

  it("gives a request back as not sent when nobody listens", async () => {
    await using it = linkTo({ port: await unusedPort() }, { sendWithinMs: 20 });
    assert.deepEqual(await it.link.exchange(request(1)), { kind: "not-sent", cause: "not-connected" });
    assert.equal((await it.log.waitFor("card-link.lost")).fields["cause"], "ECONNREFUSED");
  });

  it("gives a request back as not sent when the host refuses the sign-on, and tries again", async () => {
    await using host = await ScriptedHost.start();
    host.managementAnswers = { "001": "91" };
    await using it = linkTo(host, { sendWithinMs: 20 });
    assert.deepEqual(await it.link.exchange(request(1)), { kind: "not-sent", cause: "not-connected" });
    assert.deepEqual([await host.management.next(), await host.management.next()], ["001", "001"]);
    assert.equal((await it.log.waitFor("card-link.lost")).fields["cause"], "sign-on-refused");
  });

  it("cuts the connection when the sign-on gets no answer", async () => {
    await using host = await ScriptedHost.start();
    host.managementAnswers = {};
    await using it = linkTo(host, { answerTimeoutMs: 20 });
    assert.equal((await it.log.waitFor("card-link.lost")).fields["cause"], "sign-on-unanswered");
  });

  it("has at most 256 requests in flight: of 300 at once, 44 have not left while none is answered", async () => {
    await using host = await ScriptedHost.start();
    const { link } = linkTo(host);
    await warmUp(link, host);
    const exchanges = Array.from({ length: 300 }, (_, index) => link.exchange(request(index + 1)));
    const received: ReceivedRequest[] = [];
    while (received.length < 256) received.push(await host.requests.next());
    const closed = link.close();
    for (const one of received) one.reply({ 39: "00" });
    await closed;
    const ended = kinds(await Promise.all(exchanges));
    assert.equal(ended.lastIndexOf("answered"), 255);
    assert.equal(ended.indexOf("not-sent"), 256);
  });

  it("sends what waits as soon as answers make room, so that 300 at once are all answered", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchanges = Array.from({ length: 300 }, (_, index) => it.link.exchange(request(index + 1)));
    const first: ReceivedRequest[] = [];
    while (first.length < 256) first.push(await host.requests.next());
    for (const one of first) one.reply({ 39: "00" });
    for (let rest = 256; rest < 300; rest += 1) (await host.requests.next()).reply({ 39: "00" });
    assert.deepEqual(new Set(kinds(await Promise.all(exchanges))), new Set(["answered"]));
  });

  it("does not take more requests into the line than it has places", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { maxInFlight: 1, maxWaiting: 2 });
    await warmUp(it.link, host);
    const exchanges = [1, 2, 3, 4].map((number) => it.link.exchange(request(number)));
    assert.deepEqual(await exchanges[3], { kind: "not-sent", cause: "queue-full" });
    for (let count = 0; count < 3; count += 1) (await host.requests.next()).reply({ 39: "00" });
    assert.deepEqual(kinds(await Promise.all(exchanges)), ["answered", "answered", "answered", "not-sent"]);
  });

  it("does not call a twin of a request in flight not sent", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchange = it.link.exchange(request(1));
    assert.deepEqual(await it.link.exchange(request(1)), { kind: "unknown", cause: "already-under-way" });
    const received = await host.requests.next();
    assert.equal((await it.link.exchange(request(1))).kind, "unknown");
    received.reply({ 39: "00" });
    assert.equal((await exchange).kind, "answered");
  });

  it("sends an echo after silence and stays connected when it is answered", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host, { echoAfterMs: 5 });
    assert.deepEqual(
      [await host.management.next(), await host.management.next(), await host.management.next()],
      ["001", "301", "301"],
    );
    assert.equal(host.connectionCount, 1);
    assert.equal(it.link.isSignedOn(), true);
  });

  it("cuts the connection and reconnects when an echo is not answered", async () => {
    await using host = await ScriptedHost.start();
    host.managementAnswers = { "001": "00" };
    await using it = linkTo(host, { echoAfterMs: 5, answerTimeoutMs: 250, signOffTimeoutMs: 1 });
    assert.deepEqual(
      [await host.management.next(), await host.management.next(), await host.management.next()],
      ["001", "301", "001"],
    );
    assert.equal((await it.log.waitFor("card-link.lost")).fields["cause"], "echo-unanswered");
  });

  it("drops a message that cannot be decoded and keeps the connection", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchange = it.link.exchange(request(1));
    const received = await host.requests.next();
    received.send(frame(Buffer.from("HTTP/1.1 400 Bad Request")));
    received.reply({ 39: "00" });
    assert.equal((await exchange).kind, "answered");
    assert.deepEqual(await it.log.waitFor("card-link.undecodable"), {
      event: "card-link.undecodable",
      fields: { reason: "message-type", element: null },
    });
    assert.equal(host.connectionCount, 1);
  });

  it("cuts the connection at a length that no frame has, because the place in the stream is lost", async () => {
    await using host = await ScriptedHost.start();
    await using it = linkTo(host);
    const exchange = it.link.exchange(request(1));
    (await host.requests.next()).send(Buffer.from([0xff, 0xff]));
    assert.deepEqual(await exchange, { kind: "unknown", cause: "connection-lost" });
    assert.equal((await it.log.waitFor("card-link.lost")).fields["cause"], "frame-length");
  });
});

describe("closing a link", () => {
  it("waits for the answers in flight, sends home what waits, and signs off", async () => {
    await using host = await ScriptedHost.start();
    const { link } = linkTo(host, { maxInFlight: 1 });
    const exchanges = [link.exchange(request(1)), link.exchange(request(2))];
    const received = await host.requests.next();
    const closed = link.close();
    assert.deepEqual(await exchanges[1], { kind: "not-sent", cause: "closing" });
    assert.deepEqual(await link.exchange(request(3)), { kind: "not-sent", cause: "closing" });
    received.reply({ 39: "00" });
    assert.equal((await exchanges[0])?.kind, "answered");
    await closed;
    assert.deepEqual([await host.management.next(), await host.management.next()], ["001", "002"]);
    assert.equal(link.isSignedOn(), false);
  });

  it("ends while the host does not answer the sign-off", async () => {
    await using host = await ScriptedHost.start();
    host.managementAnswers = { "001": "00" };
    const { link } = linkTo(host, { signOffTimeoutMs: 10 });
    await warmUp(link, host);
    await link.close();
    assert.deepEqual([await host.management.next(), await host.management.next()], ["001", "002"]);
  });

  it("ends when the connection is lost with requests in flight, which become unknown", async () => {
    await using host = await ScriptedHost.start();
    const { link } = linkTo(host);
    const exchange = link.exchange(request(1));
    const received = await host.requests.next();
    const closed = link.close();
    received.cutConnection();
    await closed;
    assert.deepEqual(await exchange, { kind: "unknown", cause: "connection-lost" });
    assert.equal(host.connectionCount, 1);
  });

  it("ends at once while it is connecting or waiting to reconnect, and again when asked again", async () => {
    const { link, log } = linkTo(
      { port: await unusedPort() },
      { reconnect: { firstMs: never, largestMs: never } },
    );
    await log.waitFor("card-link.lost");
    await link.close();
    await link.close();
    const { link: connecting } = linkTo({ port: await unusedPort() });
    await connecting.close();
    assert.equal(connecting.isSignedOn(), false);
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
