/** From the URL of a shop to addresses that were checked and may be connected to. */
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type AddressPolicy, mayReach } from "./address-guard.ts";

export interface TargetPolicy extends AddressPolicy {
  /** False allows the standard port of the scheme only. */
  readonly allowPorts: boolean;
}

/** All addresses of a host name; rejects when it has none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export type Target =
  | {
      readonly kind: "allowed";
      readonly url: URL;
      readonly addresses: readonly LookupAddress[];
    }
  | { readonly kind: "refused"; readonly cause: "bad-url" | "refused-address" };

/**
 * The operating system's resolver, so that the hosts file counts. It runs on the
 * thread pool and cannot be aborted, but libuv keeps half of the pool free of it.
 */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** Rejects only as `resolve` does. */
export async function resolveTarget(text: string, policy: TargetPolicy, resolve: Resolve): Promise<Target> {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: "refused", cause: "bad-url" };
  // Credentials would be sent to, and logged by, who knows whom.
  if (url.username !== "" || url.password !== "") return { kind: "refused", cause: "bad-url" };
  if (url.port !== "" && !policy.allowPorts) return { kind: "refused", cause: "refused-address" };
  const addresses = await addressesOf(url.hostname, resolve);
  // All of them: a name that also points inside is an attack or a mistake.
  const isAllowed = addresses.length > 0 && addresses.every(({ address }) => mayReach(address, policy));
  return isAllowed ? { kind: "allowed", url, addresses } : { kind: "refused", cause: "refused-address" };
}

/** The URL parser has already turned every spelling of an IPv4 address (0x7f.1, 2130706433) into dotted decimals. */
async function addressesOf(hostname: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(literal);
  return family === 0 ? resolve(hostname) : [{ address: literal, family }];
}
