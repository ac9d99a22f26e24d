import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { createServer } from "node:net";
import { test, type TestContext } from "node:test";
import type { Simulator } from "../simulator.ts";
import { openSimulator } from "../testing/running-simulator.ts";

// Goal: the mailbox is a real SMTP server that keeps what it is sent, within limits, and shows it safely.

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

async function open(t: TestContext): Promise<{ readonly simulator: Simulator; readonly port: number }> {
  const simulator = openSimulator(t);
  const port = await freePort();
  await simulator.mailServer.listen({ port, hostName: "127.0.0.1" });
  t.after(() => simulator.mailServer.close());
  return { simulator, port };
}

/** Says each line when the one before was answered, and gives the last answer; null when the connection was dropped. */
async function converse(t: TestContext, port: number, lines: readonly string[]): Promise<string | null> {
  const socket: Socket = connect(port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.setEncoding("utf8");
  const answers = socket[Symbol.asyncIterator]();
  const answer = async (): Promise<string | null> => {
    const next = await answers.next();
    return next.done === true ? null : String(next.value);
  };
  let last = await answer();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    last = await answer();
    if (last === null) return null;
  }
  return last;
}

const letter = (
  members: { readonly subject?: string; readonly html?: string; readonly order?: string } = {},
): string =>
  [
    "From: Shop <shop@example.com>",
    "To: shopper@example.com",
    `Subject: ${members.subject ?? "Hello"}`,
    `X-Order-Id: ${members.order ?? "order-1"}`,
    "Message-ID: <1@example.com>",
    "Date: Sat, 21 Nov 2026 12:00:00 +0000",
    "Content-Type: text/html; charset=utf-8",
    "",
    members.html ?? "<p>Hi</p>",
    ".",
  ].join("\r\n");

const send = (t: TestContext, port: number, data = letter()): Promise<string | null> =>
  converse(t, port, [
    "EHLO shop",
    "MAIL FROM:<shop@example.com>",
    "RCPT TO:<shopper@example.com>",
    "DATA",
    data,
  ]);

const json = async (simulator: Simulator, url: string): Promise<unknown> =>
  (await simulator.app.inject({ url, headers: { accept: "application/json" } })).json();

async function arm(simulator: Simulator, kind: string): Promise<void> {
  const { statusCode } = await simulator.app.inject({
    method: "POST",
    url: "/control/faults",
    payload: { kind },
  });
  assert.equal(statusCode, 200);
}

test("keeps a mail and tells its recipient, subject, time and order", async (t) => {
  const { simulator, port } = await open(t);
  assert.match((await send(t, port)) ?? "", /^250 /);
  const [line] = (await json(simulator, "/mailbox")) as Record<string, unknown>[];
  assert.ok(line);
  const { received_at: receivedAt, ...rest } = line;
  assert.match(String(receivedAt), /^\d{4}-/);
  assert.deepEqual(rest, {
    id: "1",
    to: "shopper@example.com",
    from: "Shop <shop@example.com>",
    subject: "Hello",
    date: "2026-11-21T12:00:00.000Z",
    order_id: "order-1",
    message_id: "<1@example.com>",
  });
  const whole = (await json(simulator, "/mailbox/1")) as Record<string, unknown>;
  assert.match(String(whole["html"]), /<p>Hi<\/p>/);
  assert.deepEqual(await json(simulator, "/mailbox/2"), { error: "There is no such mail." });
});

test("shows a mail in a frame in which nothing runs, and escapes the rest", async (t) => {
  const { simulator, port } = await open(t);
  const evil = '<p>Hi</p><script>alert(1)</script>"></iframe><script>alert(2)</script>';
  await send(t, port, letter({ subject: "<script>alert(3)</script>", order: "<b>1</b>", html: evil }));
  for (const url of ["/mailbox", "/mailbox/1"]) {
    const { body, headers } = await simulator.app.inject({ url });
    assert.doesNotMatch(body, /<script|<b>/);
    assert.match(String(headers["content-security-policy"]), /default-src 'none'.*script-src 'self'/);
  }
  const { body } = await simulator.app.inject({ url: "/mailbox/1" });
  assert.match(body, /<iframe[^>]* sandbox="(?!.*allow-scripts)[^"]*"/);
});

test("is emptied by the control interface", async (t) => {
  const { simulator, port } = await open(t);
  await send(t, port);
  assert.deepEqual(await json(simulator, "/control/mailbox"), { count: 1 });
  await simulator.app.inject({ method: "DELETE", url: "/control/mailbox" });
  assert.deepEqual(await json(simulator, "/mailbox"), []);
});

test("refuses what is too large, and too many recipients", async (t) => {
  const { simulator, port } = await open(t);
  const large = `Subject: large\r\n\r\n${"x".repeat(70)}\r\n`.padEnd(1_200_000, `${"y".repeat(78)}\r\n`);
  assert.match((await send(t, port, `${large}\r\n.`)) ?? "", /^552 /);
  const recipients = Array.from({ length: 11 }, (_, index) => `RCPT TO:<s${index}@example.com>`);
  const answer = await converse(t, port, ["EHLO shop", "MAIL FROM:<shop@example.com>", ...recipients]);
  assert.match(answer ?? "", /^452 /);
  assert.deepEqual(await json(simulator, "/mailbox"), []);
});

for (const [kind, answer, kept] of [
  ["mail-refused", /^550 /, 0],
  ["mail-temporary", /^451 /, 0],
] as const) {
  test(`${kind} hits one mail, and the next is kept`, async (t) => {
    const { simulator, port } = await open(t);
    await arm(simulator, kind);
    assert.match((await send(t, port)) ?? "", answer);
    assert.deepEqual(await json(simulator, "/control/mailbox"), { count: kept });
    assert.match((await send(t, port)) ?? "", /^250 /);
  });
}

test("mail-cut-after keeps the mail and drops the connection", async (t) => {
  const { simulator, port } = await open(t);
  await arm(simulator, "mail-cut-after");
  assert.equal(await send(t, port).catch(() => null), null);
  assert.deepEqual(await json(simulator, "/control/mailbox"), { count: 1 });
});

test("keeps the newest five hundred", async (t) => {
  const { simulator, port } = await open(t);
  const dialogue = Array.from({ length: 502 }, (_, index) => [
    "MAIL FROM:<shop@example.com>",
    "RCPT TO:<shopper@example.com>",
    "DATA",
    letter({ subject: `Mail ${index + 1}` }),
  ]);
  await converse(t, port, ["EHLO shop", ...dialogue.flat()]);
  const mails = (await json(simulator, "/mailbox")) as { readonly subject: string }[];
  assert.equal(mails.length, 500);
  assert.deepEqual([mails[0]?.subject, mails.at(-1)?.subject], ["Mail 502", "Mail 3"]);
});
