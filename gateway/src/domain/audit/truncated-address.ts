import { lineOf } from "../fraud/payer.ts";

/** The network of an address that names nobody: 24 bits of IPv4, 48 of IPv6; `unknown` for what is no address. */
export function truncatedAddress(address: string): string {
  const line = lineOf(address);
  const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(line)?.[1];
  if (ipv4 !== undefined) return `${ipv4}.0/24`;
  const ipv6 = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):[0-9a-f]{1,4}::\/64$/.exec(line)?.[1];
  return ipv6 === undefined ? "unknown" : `${ipv6}::/48`;
}
