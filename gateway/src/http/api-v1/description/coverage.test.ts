import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dependencies } from "#app/dependencies.ts";
import { createServer } from "../../server.ts";
import { notOffered } from "../account.ts";
import { actions } from "../order-actions.ts";
import { operations } from "./operations.ts";

// Goal: nothing is served that is not described, and nothing described that is not served. Method: the routes that the
// server itself reports, and the actions behind the wildcard of the order paths.

interface Route {
  readonly method: string;
  /** Below `/v1/json`; `*` and `:name` stand for anything. */
  readonly url: string;
}

/** Routes are made without a request, so none of the ports is ever reached. */
async function servedRoutes(): Promise<readonly Route[]> {
  const server = createServer({
    deps: {
      publicUrl: "http://localhost:8080",
      methods: [] as Dependencies["methods"],
      notificationChaos: null,
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
    sandbox: null,
    trustedProxies: [],
    inboundLimits: { headersTimeoutMs: 10_000, requestTimeoutMs: 30_000, maxConnections: 10 },
    metricsToken: null,
    tls: null,
    isStopping: () => false,
  });
  const routes: Route[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    if (!url.startsWith("/v1/json/")) return;
    for (const one of [method].flat()) routes.push({ method: one, url: url.slice("/v1/json".length) });
  });
  await server.ready();
  await server.close();
  const isOffered = ({ url }: Route): boolean =>
    !notOffered.some((family) => url === family || url === `${family}/*`);
  // The framework answers HEAD wherever it answers GET.
  return routes.filter(isOffered).filter(({ method }) => method !== "HEAD");
}

/** The path of an operation as one request would have it. */
const sample = (path: string): string => path.replaceAll(/\{[a-z_]+\}/g, "1");

const fits = (
  route: Route,
  { method, path }: { readonly method: string; readonly path: string },
): boolean => {
  const pattern = route.url.replaceAll(/:[a-zA-Z]+/g, "[^/]+").replaceAll("*", ".+");
  return route.method === method && new RegExp(`^${pattern}$`).test(sample(path));
};

const routes = await servedRoutes();

test("every route of the merchant API is described", () => {
  assert.ok(routes.length > 10);
  const missing = routes.filter((route) => !operations.some((operation) => fits(route, operation)));
  assert.deepEqual(missing, []);
});

test("every operation that is described is served", () => {
  const missing = operations.filter((operation) => !routes.some((route) => fits(route, operation)));
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  );
});

test("every action on an order is described by a path that leads to it", () => {
  const reached = operations.map(({ method, path }) => {
    const rest = /^\/orders\/(.+)$/.exec(sample(path))?.[1];
    return rest === undefined
      ? undefined
      : actions.find((action) => action.method === method && action.path.test(rest));
  });
  const missing = actions.filter((action) => !reached.includes(action));
  assert.deepEqual(
    missing.map(({ method, path }) => `${method} ${path.source}`),
    [],
  );
});
