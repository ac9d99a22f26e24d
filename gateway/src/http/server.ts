import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { siteOfApiToken } from "#app/api-token.ts";
import type { SiteDirectory } from "#app/authenticate-site.ts";
import type { SandboxControls } from "./sandbox/clock.ts";
import { registerClock } from "./sandbox/clock.ts";
import { holdLeavingBrowsers } from "./sandbox/leaving-browser.ts";
import { registerNotificationChaos } from "./sandbox/notifications.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { noteKeyUse } from "#app/note-key-use.ts";
import { countWrongKey, isBlockedForWrongKeys, limitRequestsByKey } from "#app/limit-requests.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import type { Secret } from "#domain/secret.ts";
import { registerAccount } from "./api-v1/account.ts";
import { answerOnce, isKeyLost, lostKey } from "./api-v1/answer-once.ts";
import { registerApiToken } from "./api-v1/api-token.ts";
import { createAuthentication } from "./api-v1/authentication.ts";
import { registerClosingBalances } from "./api-v1/closing-balances.ts";
import { sendRefusal } from "./api-v1/envelope.ts";
import { registerGateways } from "./api-v1/gateways.ts";
import { registerNotifications } from "./api-v1/notifications.ts";
import { registerOrderActions } from "./api-v1/order-actions.ts";
import { registerOrders } from "./api-v1/orders.ts";
import { registerPaymentMethods } from "./api-v1/payment-methods.ts";
import { registerRecurring } from "./api-v1/recurring.ts";
import { registerReceipts } from "./api-v1/receipts.ts";
import { registerSites } from "./api-v1/sites.ts";
import { registerTransactions, type TransactionRoutes } from "./api-v1/transactions.ts";
import { answerBrokenRequest } from "./broken-request.ts";
import { isDatabaseAway } from "./database-away.ts";
import { registerDocs } from "./docs/routes.ts";
import { guardEveryRequest, limitAddress } from "./guard-requests.ts";
import { nameActors } from "./name-actor.ts";
import { registerHealth } from "./health.ts";
import {
  type InboundLimits,
  keepAliveMs,
  limitConnections,
  nodeOptions,
  tlsOptions,
} from "./inbound-limits.ts";
import { leaveConnections } from "./leave-connections.ts";
import { registerMetrics } from "./metrics.ts";
import { createStylist } from "./pages/appearance/stylist.ts";
import { loadPageAssets } from "./pages/assets/assets.ts";
import { registerPages } from "./pages/routes.ts";
import { createPageViews } from "./pages/views/page-views.ts";
import { registerProviders } from "./providers/routes.ts";
import { registerThreeDS } from "./threeds/routes.ts";

export interface ServerOptions {
  readonly deps: Dependencies;
  readonly directory: SiteDirectory;
  readonly transactions: TransactionRoutes["transactions"];
  /** Origins of providers' pages for shoppers. */
  readonly bankPages: readonly string[];
  /** Null in live mode: the routes of the sandbox do not exist there. */
  readonly sandbox: SandboxControls | null;
  /** Who may say by X-Forwarded-For for whom it calls. */
  readonly trustedProxies: readonly string[];
  readonly inboundLimits: InboundLimits;
  /** Whoever bears it may read `/metrics` from anywhere. */
  readonly metricsToken: Secret<string> | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** True from the moment on at which the process was told to stop. */
  readonly isStopping: () => boolean;
}

/** Larger than a cart of 500 lines with long texts; a larger body is refused before it is read. */
const largestBody = 1_048_576;

/**
 * The one HTTP entrance. The merchant API answers every refusal, the framework's
 * own included, with the envelope; pages and 3-D Secure have forms of their own.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { deps } = options;
  const server: FastifyInstance = fastify({
    ...(options.tls === null
      ? { http: nodeOptions(options.inboundLimits) }
      : { https: { ...nodeOptions(options.inboundLimits), ...tlsOptions, ...options.tls } }),
    logger: false,
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    bodyLimit: largestBody,
    // A shopper on a slow line sends a card form in seconds; what takes longer holds a connection on purpose.
    requestTimeout: options.inboundLimits.requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: "idle",
    // A request on a connection that is still open while we stop is served, and its connection closed: a restart fails none.
    return503OnClosing: false,
    genReqId: () => deps.entropy.hex(8),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 },
    rewriteUrl: (request) => mendPercents(request.url ?? "/"),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      void answerError(deps, error, request, reply);
    },
  });
  limitConnections(server.server, options.inboundLimits);
  const assets = loadPageAssets();
  const views = createPageViews(assets);

  server.removeAllContentTypeParsers();
  guardEveryRequest(server, deps.publicUrl);
  nameActors(server, deps);
  leaveConnections(server, options.isStopping);
  // Hooks of every request that wait for nothing are no promises: each would cost a turn of the queue.
  server.addHook("onRequest", (request, _reply, done) => {
    mendContentType(request);
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    logRequest(deps, request, reply);
    done();
  });
  server.setErrorHandler((error: FastifyError, request, reply) => answerError(deps, error, request, reply));
  server.setNotFoundHandler((_request, reply) => sendRefusal(reply, refusal(404)));

  server.decorateReply("leavesWith", null);
  if (deps.notificationChaos !== null) holdLeavingBrowsers(server, deps);
  registerMetrics(server, deps, { isOpen: options.sandbox !== null, token: options.metricsToken });
  const authentication = createAuthentication(
    {
      holderOfKey: (key) => options.directory.holderOfKey(key),
      holderOfSuspect: (key) => options.directory.holderOfSuspect(key),
      holderOfSignature: (signed) => options.directory.holderOfSignature(signed),
      siteOfToken: (token) => siteOfApiToken(deps, token),
    },
    {
      isBlocked: (address) => isBlockedForWrongKeys(deps, address),
      countWrong: (address) => countWrongKey(deps, address),
      countUse: (holder) => limitRequestsByKey(deps, holder),
      noteUse: (holder, address) => noteKeyUse(deps, holder, address),
    },
  );
  const { siteKey: authenticate, anyKey, newer, catalogue } = authentication;
  void server.register(
    async (api) => {
      api.addHook("onRequest", limitAddress(deps));
      api.addContentTypeParser(
        "application/json",
        { parseAs: "buffer" },
        async (_: unknown, body: Buffer) => body,
      );
      const { siteKey: once, newer: newerOnce, hold } = answerOnce(api, deps, authentication);
      registerOrders(api, {
        deps,
        authenticate,
        hold,
        authenticateReader: anyKey,
        verificationHtml: views.customerVerificationHtml,
      });
      registerOrderActions(api, { deps, authenticate: once });
      registerRecurring(api, { deps, authenticate: once });
      registerGateways(api, { authenticate: catalogue, offered: deps.methods });
      registerPaymentMethods(api, {
        authenticate: catalogue,
        offered: deps.methods,
        publicUrl: deps.publicUrl,
        assets,
      });
      registerAccount(api, authentication);
      registerApiToken(api, { deps, authenticate });
      registerReceipts(api, { deps, authenticate: anyKey });
      registerSites(api, { deps, authenticate: newerOnce, forget: (id) => options.directory.forget(id) });
      registerNotifications(api, { deps, authenticate: newerOnce });
      registerClosingBalances(api, { deps, authenticate: anyKey });
      registerTransactions(api, {
        transactions: options.transactions,
        deps,
        authenticate: newer,
      });
    },
    { prefix: "/v1/json" },
  );
  void server.register(async (pages) =>
    registerPages(pages, {
      deps,
      views,
      bankPages: options.bankPages,
      isSandbox: options.sandbox !== null,
      stylist: createStylist(),
    }),
  );
  void server.register(async (providers) => registerProviders(providers, { deps }));
  void server.register(async (threeds) => registerThreeDS(threeds, { deps, views }));
  const { sandbox } = options;
  const chaos = deps.notificationChaos;
  if (sandbox !== null) {
    const sandboxRoutes = async (routes: FastifyInstance): Promise<void> => {
      registerClock(routes, { sandbox, authenticate });
      if (chaos !== null) registerNotificationChaos(routes, { chaos, authenticate });
    };
    void server.register(sandboxRoutes, { prefix: "/sandbox" });
  }
  void server.register(async (open) => {
    registerDocs(open, { deps, assets });
    registerHealth(open, {
      isStopping: options.isStopping,
      isReachable: () => deps.store.isReachable(),
    });
  });
  return server;
}

/**
 * Clients send `application/json; charset=UTF-8;` with a dangling semicolon, and a
 * JSON content type on requests without a body (contract, README §3). Both are
 * mended before the framework looks.
 */
function mendContentType(request: FastifyRequest): void {
  const { headers } = request.raw;
  const type = headers["content-type"];
  if (type === undefined) return;
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? "0") > 0;
  if (!hasBody) delete headers["content-type"];
  else if (/^application\/json\b/i.test(type)) headers["content-type"] = "application/json";
}

/** Some clients put an order id into the path as it is: a per cent sign that begins no escape stands for itself. */
const mendPercents = (url: string): string =>
  url.includes("%") ? url.replaceAll(/%(?![0-9a-fA-F]{2})/g, "%25") : url;

/** One line per request: the route's pattern, never the URL, which may hold a key or a session. */
function logRequest(deps: Dependencies, request: FastifyRequest, reply: FastifyReply): void {
  deps.log.info("request", {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? "unmatched",
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime),
  });
}

function answerError(
  deps: Dependencies,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = isKeyLost(error) ? { refusal: lostKey, status: 409 } : frameworkRefusal(error);
  if (known !== null) return sendRefusal(reply, known.refusal, known.status);
  deps.log.error("incident", {
    request: request.id,
    error: error.name,
    cause: error.message,
    stack: error.stack,
  });
  return isDatabaseAway(error)
    ? sendRefusal(reply.header("retry-after", "5"), refusal(503))
    : sendRefusal(reply, refusal(9999, `Unknown error (incident ${request.id})`));
}

/** What the framework refuses by itself, in the words of the catalogue. */
function frameworkRefusal(
  error: FastifyError,
): { readonly refusal: Refusal; readonly status: number } | null {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { refusal: refusal(1016, "Missing data: the body is too large"), status: 413 };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_CTP_INVALID_CONTENT_TYPE":
      return {
        refusal: refusal(1016, "Missing data: the content type is not application/json"),
        status: 415,
      };
    case "FST_ERR_BAD_URL":
    case "FST_ERR_ASYNC_CONSTRAINT":
      return { refusal: refusal(404), status: 404 };
    default: {
      const status = error.statusCode ?? 500;
      return status >= 400 && status < 500
        ? { refusal: refusal(1016, "Missing data: the request cannot be read"), status }
        : null;
    }
  }
}
