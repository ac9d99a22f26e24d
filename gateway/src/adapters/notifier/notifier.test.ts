/**
 * Real HTTP servers on this machine play the shop: one that answers, and those that
 * hang, drip, flood, redirect or refuse. Goal: whatever the shop does, the caller gets
 * an answer of bounded size in bounded time and never an exception.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createTcpServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { test, type TestContext } from "node:test";
import { Secret } from "#domain/secret.ts";
import { instant } from "#domain/time.ts";
import type { NotificationAnswer, NotificationCall, Notifier } from "#ports/notifier.ts";
import { createNotifier, type NotifierOptions } from "./notifier.ts";
import { signNotification } from "./signature.ts";

const apiKey = new Secret("0123456789abcdef0123456789abcdef01234567");
const sentAt = instant(1_767_225_600_000);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Where a test waits for the limit itself. */
const shortMs = 100;

const sandbox = (t: TestContext, options: Partial<NotifierOptions> = {}): Notifier => {
  const notifier = createNotifier({
    allowPrivateAddresses: true,
    allowPorts: true,
    userAgent: "Sluis/test",
    log: silent,
    ...options,
  });
  t.after(() => notifier.close());
  return notifier;
};

const get = (url: string): NotificationCall => ({ method: "GET", url, body: null, apiKey, sentAt });

async function listen(t: TestContext, server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}

async function shop(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  t.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listen(t, server)}`;
}

/** Without the duration, which no test can foretell. */
const told = ({ durationMs, ...answer }: NotificationAnswer): unknown => {
  assert.ok(Number.isInteger(durationMs) && durationMs >= 0);
  return answer;
};

const failed = (cause: string): unknown => ({ kind: "failed", cause });

const answering =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

test("a GET carries the query as given, our name, no body and no signature", async (t) => {
  const requests: IncomingMessage[] = [];
  const url = await shop(t, (request, response) => {
    requests.push(request);
    response.end("OK");
  });
  const answer = await sandbox(t).deliver(get(`${url}/notify?a=%2f&transactionid=1#fragment`));
  assert.deepEqual(told(answer), { kind: "answered", status: 200, bodyStart: "OK" });
  const [request] = requests;
  assert.equal(request?.method, "GET");
  assert.equal(request?.url, "/notify?a=%2f&transactionid=1");
  assert.equal(request?.headers["user-agent"], "Sluis/test");
  assert.equal(request?.headers["content-length"], undefined);
  assert.equal(request?.headers["auth"], undefined);
});

test("a POST carries the body byte for byte as JSON, with its signature", async (t) => {
  const body = '{"order_id":"é/1","amount":1000}';
  const seen: unknown[] = [];
  const url = await shop(t, (request, response) => {
    seen.push(request.headers["content-type"], request.headers["auth"], request.rawHeaders.includes("Auth"));
    request.setEncoding("utf8").on("data", (chunk) => seen.push(chunk));
    request.on("end", () => response.end("OK"));
  });
  await sandbox(t).deliver({ method: "POST", url, body, apiKey, sentAt });
  assert.deepEqual(seen, ["application/json", signNotification({ sentAt, body, apiKey }), true, body]);
});

test("every status is passed on with the start of its body", async (t) => {
  for (const [status, body] of [
    [200, '"OK"'],
    [400, "ng"],
    [500, "OK"],
  ] as const) {
    const url = await shop(t, answering(status, body));
    assert.deepEqual(told(await sandbox(t).deliver(get(url))), { kind: "answered", status, bodyStart: body });
  }
});

test("an answer without a body is an answer", async (t) => {
  const url = await shop(t, (_request, response) => void response.writeHead(204).end());
  assert.deepEqual(told(await sandbox(t).deliver(get(url))), {
    kind: "answered",
    status: 204,
    bodyStart: "",
  });
});

test("a redirect is not followed", async (t) => {
  let visits = 0;
  const elsewhere = await shop(t, (_request, response) => {
    visits += 1;
    response.end("OK");
  });
  const url = await shop(t, answering(302, "moved", { location: elsewhere }));
  const answer = await sandbox(t).deliver(get(url));
  assert.deepEqual(told(answer), { kind: "answered", status: 302, bodyStart: "moved" });
  assert.equal(visits, 0);
});

test("a body that is not text is passed on as text all the same", async (t) => {
  const url = await shop(t, answering(200, Uint8Array.of(0xff, 0x4f, 0x4b)));
  const answer = await sandbox(t).deliver(get(url));
  assert.deepEqual(told(answer), { kind: "answered", status: 200, bodyStart: "\ufffdOK" });
});

test("of an endless body only the start is read, and the connection is closed", async (t) => {
  const closed = Promise.withResolvers<void>();
  const url = await shop(t, (_request, response) => {
    const flood = (): void => {
      while (!response.destroyed && response.write("x".repeat(10_000)));
    };
    response.on("drain", flood).on("close", closed.resolve);
    flood();
  });
  const answer = await sandbox(t, { maxBodyBytes: 1_000 }).deliver(get(url));
  assert.deepEqual(told(answer), { kind: "answered", status: 200, bodyStart: "x".repeat(1_000) });
  await closed.promise;
});

test("a shop that never answers is given up, and its connection closed", async (t) => {
  const closed = Promise.withResolvers<void>();
  const url = await shop(t, (request) => void request.socket.on("close", closed.resolve));
  const answer = await sandbox(t, { timeoutMs: shortMs }).deliver(get(url));
  assert.deepEqual(told(answer), failed("timeout"));
  await closed.promise;
});

test("a shop that drips byte by byte is given up after the same time", async (t) => {
  const dripping: RequestListener = (_request, response) => {
    const timer = setInterval(() => response.write("O"), 5);
    response.on("close", () => clearInterval(timer));
  };
  const url = await shop(t, dripping);
  const answer = await sandbox(t, { timeoutMs: shortMs }).deliver(get(url));
  assert.deepEqual(told(answer), failed("timeout"));
});

test("a shop that drips its headers is given up too", async (t) => {
  const server = createTcpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    const timer = setInterval(() => socket.write("x: y\r\n"), 5);
    socket.on("error", () => undefined).on("close", () => clearInterval(timer));
  });
  const answer = await sandbox(t, { timeoutMs: shortMs }).deliver(
    get(`http://127.0.0.1:${await listen(t, server)}/`),
  );
  assert.deepEqual(told(answer), failed("timeout"));
});

test("a name server that never answers is given up", async (t) => {
  const notifier = sandbox(t, { timeoutMs: shortMs, resolve: () => new Promise(() => undefined) });
  assert.deepEqual(told(await notifier.deliver(get("http://shop.test/"))), failed("timeout"));
});

test("a hanging shop holds nobody else, and closing ends its call", async (t) => {
  const entered = Promise.withResolvers<void>();
  const hanging = await shop(t, () => entered.resolve());
  const good = await shop(t, answering(200, "OK"));
  const notifier = sandbox(t);
  const waiting = notifier.deliver(get(hanging));
  await entered.promise;
  const answers = await Promise.all(Array.from({ length: 20 }, () => notifier.deliver(get(good))));
  assert.ok(answers.every((answer) => answer.kind === "answered"));
  await notifier.close();
  assert.deepEqual(told(await waiting), failed("connection"));
});

test("refused, cut and nonsensical connections and unknown names are failures, not exceptions", async (t) => {
  const closedServer = createTcpServer();
  const closedPort = await listen(t, closedServer);
  closedServer.close();
  const cutting = createTcpServer((socket) => void socket.on("data", () => socket.destroy()));
  const babbling = createTcpServer(
    (socket) => void socket.on("error", () => undefined).end("who is there?\r\n\r\n"),
  );
  const shortened = createTcpServer((socket) => {
    socket.on("error", () => undefined).end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nOK");
  });
  const ports = [closedPort, await listen(t, cutting), await listen(t, babbling), await listen(t, shortened)];
  for (const port of ports) {
    const answer = await sandbox(t).deliver(get(`http://127.0.0.1:${port}/`));
    assert.deepEqual(told(answer), failed("connection"), String(port));
  }
  const nameless = sandbox(t, { resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  assert.deepEqual(told(await nameless.deliver(get("http://shop.test/"))), failed("connection"));
});

test("a refused address is not connected to, and the log names the host only", async (t) => {
  let connections = 0;
  const port = await listen(
    t,
    createTcpServer(() => (connections += 1)),
  );
  const lines: unknown[] = [];
  const log = { ...silent, warn: (event: string, fields: unknown) => void lines.push(event, fields) };
  const notifier = sandbox(t, { allowPrivateAddresses: false, log });
  const answer = await notifier.deliver(get(`http://127.0.0.1:${port}/?transactionid=private`));
  assert.deepEqual(told(answer), failed("refused-address"));
  assert.equal(connections, 0);
  assert.deepEqual(lines, ["notification.refused", { host: "127.0.0.1", cause: "refused-address" }]);
  assert.deepEqual(told(await notifier.deliver(get("nonsense"))), failed("bad-url"));
});

test("the connection goes to the address that was checked, under the name of the URL", async (t) => {
  const hosts: unknown[] = [];
  const url = await shop(t, (request, response) => {
    hosts.push(request.headers.host);
    response.end("OK");
  });
  const { port } = new URL(url);
  let questions = 0;
  const resolve = async () => {
    questions += 1;
    // A name that points elsewhere at the second question (DNS rebinding).
    return [{ address: questions === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
  };
  const answer = await sandbox(t, { resolve }).deliver(get(`http://shop.test:${port}/`));
  assert.equal(answer.kind, "answered");
  assert.deepEqual(hosts, [`shop.test:${port}`]);
  assert.equal(questions, 1);
});

test("localhost is resolved by the operating system and reached in the sandbox", async (t) => {
  const { port } = new URL(await shop(t, answering(200, "OK")));
  const answer = await sandbox(t).deliver(get(`http://localhost:${port}/`));
  assert.deepEqual(told(answer), { kind: "answered", status: 200, bodyStart: "OK" });
});

test("TLS asks for the name of the URL and trusts nobody without a certificate", async (t) => {
  const asked = Promise.withResolvers<string>();
  const server = createTlsServer({
    SNICallback: (name, callback) => {
      asked.resolve(name);
      callback(new Error("no certificate"));
    },
  });
  const port = await listen(t, server);
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  const answer = await sandbox(t, { resolve }).deliver(get(`https://shop.test:${port}/`));
  assert.deepEqual(told(answer), failed("connection"));
  assert.equal(await asked.promise, "shop.test");
});
