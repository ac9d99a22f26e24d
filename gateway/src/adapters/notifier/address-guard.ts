/**
 * Which addresses a notification may be sent to. A shop chooses the URL, so
 * without this guard it could make the gateway call what only the gateway can
 * reach: databases, cloud metadata, its own control routes (server-side request
 * forgery). The rule is a list of what is allowed, not of what is forbidden: an
 * address nobody thought of is refused.
 */
import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

export interface AddressPolicy {
  /** The sandbox calls shops on this machine and in its network. */
  readonly allowPrivateAddresses: boolean;
}

/** Where clouds tell secrets to whoever asks from inside; refused in every mode. */
const metadata: ReadonlySet<string> = new Set([
  "169.254.169.254",
  // Azure answers on a public address.
  "168.63.129.16",
  "100.100.100.200",
  "192.0.0.192",
  "fd00:ec2::254",
  "fd20:ce::254",
]);

/** The address space in which IPv6 addresses are given out (RFC 4291, section 2.4, and the IANA registry). */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
const nat64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** `address` is a literal as the resolver or a parsed URL gives it; anything else is refused. */
export function mayReach(address: string, { allowPrivateAddresses }: AddressPolicy): boolean {
  const parsed = parseAddress(address);
  if (parsed === null || metadata.has(parsed.toString())) return false;
  const range = parsed.range();
  if (range === "private" || range === "loopback" || range === "uniqueLocal") return allowPrivateAddresses;
  if (parsed instanceof ipaddr.IPv6) {
    const translated = translatedAddress(parsed);
    // A translator or relay on the way must not carry us to a place we would not go to directly.
    if (translated !== null) return mayReach(translated, { allowPrivateAddresses: false });
    return range === "unicast" && parsed.match(globalUnicast);
  }
  return range === "unicast";
}

/**
 * ipaddr.js alone is too generous: it takes `1.2.3` for an address and the IPv4-compatible
 * `::127.0.0.1` for the mapped `::ffff:127.0.0.1`. So the URL parser spells IPv6 out first; what
 * it refuses is no address, or names a zone, which only link-local addresses do.
 */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (isIPv4(text)) return ipaddr.IPv4.parse(text);
  const hostname = URL.parse(`http://[${text}]/`)?.hostname;
  // A mapped address reaches the same host as the IPv4 address in it: `process` unwraps it.
  return hostname === undefined ? null : ipaddr.process(hostname.slice(1, -1));
}

/** The IPv4 address inside NAT64 (RFC 6052, 64:ff9b::/96) or 6to4 (RFC 3056, 2002::/16); null elsewhere. */
function translatedAddress(address: ipaddr.IPv6): string | null {
  const bytes = address.toByteArray();
  if (address.match(nat64)) return bytes.slice(12).join(".");
  return address.range() === "6to4" ? bytes.slice(2, 6).join(".") : null;
}
