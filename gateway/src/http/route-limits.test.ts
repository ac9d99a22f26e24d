import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import type { Taking } from "#domain/limit/rate-limit.ts";
import { Secret } from "#domain/secret.ts";
import { createServer } from "./server.ts";

// Goal: no route is served whose limits nobody has decided. Method: the table "Every route" of docs/operations/limits.md
// against the routes that the server itself reports, and bodies of one byte too many.

interface Row {
  readonly route: string;
  /** 0: it reads none. */
  readonly mostBytes: number;
  readonly counted: string;
}

const document = await readFile(new URL("../../../docs/operations/limits.md", import.meta.url), "utf8");
const table = /## Every route\n([^]*?)\n## /.exec(document)?.[1] ?? "";
const rows: readonly Row[] = [...table.matchAll(/^\| `([^`]+)` \| (?:(\d+) (KiB|MiB)|–) \| (.+) \|$/gm)].map(
  ([, route = "", size = "0", unit, counted = ""]) => ({
    route,
    mostBytes: Number(size) * (unit === "MiB" ? 1_048_576 : 1_024),
    counted,
  }),
);

/** The row of a route: its own, or the longest with a star. */
function rowOf(url: string): Row | undefined {
  const own = rows.find(({ route }) => route === url);
  const fitting = rows.filter(({ route }) => route.endsWith("*") && url.startsWith(route.slice(0, -1)));
  return own ?? fitting.toSorted((one, other) => other.route.length - one.route.length)[0];
}

interface Served {
  readonly method: string;
  readonly url: string;
}

const taken: Taking = { kind: "taken" };

/** No handler is reached: bodies are refused before, and pages that look for something find no port. */
async function serve(
  metricsToken: Secret<string> | null = null,
  {
    isLive = false,
    trustedProxies = [],
    documents = taken,
  }: {
    readonly isLive?: boolean;
    readonly trustedProxies?: readonly string[];
    readonly documents?: Taking;
  } = {},
): Promise<{ readonly server: FastifyInstance; readonly routes: readonly Served[] }> {
  const server = createServer({
    deps: {
      publicUrl: "http://localhost:8080",
      methods: [] as Dependencies["methods"],
      notificationChaos: {},
      acquirer: { disbelievedCount: () => 0 },
      entropy: { hex: () => "1" },
      log: { info: () => undefined, error: () => undefined },
      clock: { now: () => 0 },
      actors: { as: (_: unknown, work: () => unknown) => work() },
      rateLimits: {},
      rateLimiter: { take: async () => documents, known: () => taken },
    } as unknown as Dependencies,
    directory: {
      holderOfKey: async () => null,
      holderOfSuspect: async () => null,
      holderOfSignature: async () => null,
      forget: () => undefined,
      forgetAll: () => undefined,
    },
    bankPages: [],
    transactions: { list: async () => [], find: async () => null },
    sandbox: isLive ? null : { now: () => assert.fail(), advance: () => assert.fail() },
    trustedProxies,
    inboundLimits: { headersTimeoutMs: 10_000, requestTimeoutMs: 30_000, maxConnections: 10 },
    metricsToken,
    tls: null,
    isStopping: () => false,
  });
  const routes: Served[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  await server.ready();
  return { server, routes };
}

const { server, routes } = await serve();

test("every route stands in the table of limits, with what it is counted by or why it is not", () => {
  assert.ok(routes.length > 50);
  assert.deepEqual(
    routes.filter(({ url }) => rowOf(url) === undefined),
    [],
  );
  for (const { route, counted } of rows) assert.ok(counted.length > 5, route);
});

test("every route of the table is served", () => {
  const used = new Set(routes.map(({ url }) => rowOf(url)?.route));
  assert.deepEqual(
    rows.map(({ route }) => route).filter((route) => !used.has(route)),
    [],
  );
});

test("a body of one byte more than the table says is refused", async () => {
  const changing = routes.filter(({ method }) => ["POST", "PUT", "PATCH"].includes(method));
  assert.ok(changing.length > 15);
  for (const { method, url } of changing) {
    const mostBytes = rowOf(url)?.mostBytes ?? 0;
    const isForm = /^\/(?:connect|threeds\/(?:return|method-done)|unsubscribe)/.test(url);
    const answer = await server.inject({
      method: method as "POST",
      url: url.replaceAll(/:\w+|\*/g, "x"),
      headers: { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" },
      payload: "x".repeat(mostBytes + 1),
    });
    assert.equal(answer.statusCode, 413, `${method} ${url}`);
  }
});

test("who reads too much of the API's description is told to wait", async () => {
  const { server: strict } = await serve(null, { documents: { kind: "refused", retryAfterS: 7 } });
  for (const url of ["/docs", "/openapi.json"]) {
    const answer = await strict.inject({ url, remoteAddress: "198.51.100.7" });
    assert.equal(answer.statusCode, 429, url);
    assert.equal(answer.headers["retry-after"], "7");
    assert.equal((await server.inject({ url })).statusCode, 200, url);
  }
});

const token = "0123456789abcdef-figures";
const proxied = { isLive: true, trustedProxies: ["10.0.0.1"] };

for (const [who, remoteAddress, headers, status] of [
  ["this machine", "127.0.0.1", {}, 200],
  ["a private network", "::ffff:192.168.1.5", {}, 200],
  ["a stranger", "198.51.100.7", {}, 404],
  ["a stranger who says that he is near", "198.51.100.7", { "x-forwarded-for": "127.0.0.1" }, 404],
  ["a stranger behind a proxy that nobody trusts", "127.0.0.1", { "x-forwarded-for": "10.0.0.2" }, 404],
  ["a stranger behind a proxy that is trusted", "10.0.0.1", { "x-forwarded-for": "198.51.100.7" }, 404],
  ["a neighbour behind a proxy that is trusted", "10.0.0.1", { "x-forwarded-for": "192.168.1.5" }, 200],
  ["a stranger with the token", "198.51.100.7", { authorization: `Bearer ${token}` }, 200],
  ["a stranger with another token", "198.51.100.7", { authorization: `Bearer ${token}x` }, 404],
] as const) {
  test(`in live mode ${who} gets ${status} for the figures`, async () => {
    const { server: live } = await serve(new Secret(token), proxied);
    const answer = await live.inject({ url: "/metrics", remoteAddress, headers });
    assert.equal(answer.statusCode, status);
    assert.equal(answer.body.includes("sluis_http_requests_total"), status === 200);
  });
}

test("in live mode without a token no token opens the figures, and in the sandbox they are open", async () => {
  const { server: live } = await serve(null, proxied);
  const headers = { authorization: "Bearer " };
  const remoteAddress = "198.51.100.7";
  assert.equal((await live.inject({ url: "/metrics", remoteAddress, headers })).statusCode, 404);
  assert.equal((await server.inject({ url: "/metrics", remoteAddress })).statusCode, 200);
});
