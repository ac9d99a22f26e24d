import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { eventually } from "./eventually.ts";

/** One call as the shop's server received it. */
export interface ShopCall {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many other calls to the same path were still being answered when this one came. */
  readonly othersOpen: number;
}

/** What the shop does with a call. `hang` never answers, `drip` sends one byte and then nothing, `drop` hangs up. */
export type ShopBehaviour =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: "hang" }
  | { readonly kind: "drip" }
  | { readonly kind: "drop" };

export const acknowledges: ShopBehaviour = { kind: "answer", status: 200, body: "OK" };
export const drops: ShopBehaviour = { kind: "drop" };
export const fails: ShopBehaviour = { kind: "answer", status: 500, body: "database is down" };

/**
 * The merchant's own server, scripted. Every path belongs to one test: give
 * each order its own path and the calls of parallel tests do not mix.
 */
export interface Shop {
  readonly url: string;
  /** What calls to a path get from now on: the list is used up from the front, its last entry stays. */
  script(path: string, ...behaviours: readonly [ShopBehaviour, ...ShopBehaviour[]]): void;
  calls(path: string): readonly ShopCall[];
  /** Waits until the path was called so many times. */
  receives(path: string, count: number): Promise<readonly ShopCall[]>;
  /** Calls to the path whose connection is still open. */
  openCalls(path: string): number;
  /** Ends the connections that hang. */
  release(): void;
  stop(): Promise<void>;
}

export async function startShop(): Promise<Shop> {
  const callsByPath = new Map<string, ShopCall[]>();
  const scripts = new Map<string, ShopBehaviour[]>();
  const open = new Map<ServerResponse, string>();

  const openCalls = (path: string): number => [...open.values()].filter((other) => other === path).length;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop.test");
    const othersOpen = openCalls(pathname);
    open.set(response, pathname);
    response.once("close", () => open.delete(response));
    void record(request, othersOpen).then(({ path, call }) => {
      callsByPath.set(path, [...(callsByPath.get(path) ?? []), call]);
      behave(nextBehaviour(scripts.get(path)), response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${portOf(server.address())}`;

  const calls = (path: string): readonly ShopCall[] => callsByPath.get(path) ?? [];
  return {
    url,
    script: (path, ...behaviours) => void scripts.set(path, [...behaviours]),
    calls,
    openCalls,
    receives: (path, count) =>
      eventually(`the shop receives call ${count} at ${path}`, () =>
        calls(path).length >= count ? calls(path) : null,
      ),
    release: () => {
      for (const response of open.keys()) response.destroy();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function record(
  request: IncomingMessage,
  othersOpen: number,
): Promise<{ path: string; call: ShopCall }> {
  const body = await text(request);
  const target = request.url ?? "/";
  const { pathname, searchParams } = new URL(target, "http://shop.test");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const call = {
    method: request.method ?? "",
    url: target,
    query: searchParams,
    headers,
    body,
    othersOpen,
  };
  return { path: pathname, call };
}

function nextBehaviour(script: ShopBehaviour[] | undefined): ShopBehaviour {
  const [first] = script ?? [];
  if (script !== undefined && script.length > 1) script.shift();
  return first ?? acknowledges;
}

function behave(behaviour: ShopBehaviour, response: ServerResponse): void {
  switch (behaviour.kind) {
    case "answer":
      response.writeHead(behaviour.status, { "content-type": "text/plain", ...behaviour.headers });
      response.end(behaviour.body);
      return;
    case "drip":
      response.writeHead(200, { "content-type": "text/plain" });
      response.write(" ");
      return;
    case "drop":
      response.destroy();
      return;
    case "hang":
      return;
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the shop has no port");
  return address.port;
}
