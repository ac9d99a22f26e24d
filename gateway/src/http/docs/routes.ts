import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { openApi } from "../api-v1/description/openapi.ts";
import { operations } from "../api-v1/description/operations.ts";
import { limitReaders } from "../guard-requests.ts";
import type { PageAsset } from "../pages/assets/assets.ts";
import { setPageHeaders } from "../pages/security-headers.ts";
import { docsPage } from "./docs-page.ts";

/**
 * `GET /openapi.json` and `GET /docs`: the description of the merchant API for
 * machines and for people. Both need no key and never change while the gateway
 * runs, so they are made once.
 */
export function registerDocs(
  server: FastifyInstance,
  { deps, assets }: { readonly deps: Dependencies; readonly assets: readonly PageAsset[] },
): void {
  const { publicUrl } = deps;
  const document = JSON.stringify(openApi(operations, publicUrl));
  const page = docsPage({ operations, publicUrl, assets });

  const onRequest = limitReaders(deps);
  server.get("/openapi.json", { onRequest }, async (_request, reply) =>
    reply
      .type("application/json; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("x-content-type-options", "nosniff")
      .send(document),
  );

  server.get("/docs", { onRequest }, async (_request, reply) => setPageHeaders(reply).send(page));
}
