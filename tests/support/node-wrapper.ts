import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { Json } from "./json.ts";

/** A resource of the official Node client. */
export interface Resource {
  create(body: object): Promise<Json>;
  get(id?: string): Promise<Json>;
  update(id: string, body: object): Promise<Json>;
}

/** All that the client offers. */
export interface NodeWrapper {
  readonly orders: Resource;
  readonly gateways: Resource;
  readonly issuers: { get(): Promise<Json> };
  readonly refunds: { create(orderId: string, body: object): Promise<Json> };
}

interface HasAxios {
  readonly client: { readonly defaults: { baseURL: string } };
}
type WrapperClass = new (
  apiKey: string,
  options: { environment: string },
) => { readonly [Name in keyof NodeWrapper]: NodeWrapper[Name] & HasAxios };

/** A CommonJS package; its class is the default export of a transpiled module. */
function loadWrapper(): WrapperClass {
  const loaded: unknown = createRequire(import.meta.url)("@multisafepay/api-wrapper");
  assert.ok(isModule(loaded));
  return loaded.default;
}

const isModule = (loaded: unknown): loaded is { readonly default: WrapperClass } =>
  typeof loaded === "object" &&
  loaded !== null &&
  "default" in loaded &&
  typeof loaded.default === "function";

/** The official client; its axios instances are pointed at a gateway, because it knows no base URL but its own. */
export function nodeWrapper(gatewayUrl: string, apiKey: string): NodeWrapper {
  const Wrapper = loadWrapper();
  const client = new Wrapper(apiKey, { environment: "test" });
  for (const resource of [client.orders, client.gateways, client.issuers, client.refunds]) {
    resource.client.defaults.baseURL = `${gatewayUrl}/v1/json/`;
  }
  return client;
}
