/**
 * Who pays, as far as payments are counted by it. The same person writes an
 * e-mail address in several ways and owns more than one IPv6 address, so what is
 * counted is the mailbox and the network.
 */

/** The mailbox behind an address: lower case, without a `+tag`. Null for what is no address. */
export function mailboxOf(email: string | null): string | null {
  const match = /^([^@\s]+)@([^@\s]+\.[^@\s]+)$/.exec((email ?? "").trim().toLowerCase());
  if (match === null) return null;
  const [, local = "", domain = ""] = match;
  // A tag alone is a name: `+x@example.com`.
  return `${local.replace(/(?<=.)\+.*$/, "")}@${domain}`;
}

/** The domain of an e-mail address in lower case; null for what is no address. */
export const mailDomainOf = (email: string | null): string | null =>
  mailboxOf(email)?.split("@").at(-1) ?? null;

/**
 * The network of an IP address: IPv4 whole, of IPv6 the first 64 bits, which one
 * line has for itself. Null for addresses that tell nothing of the shopper: those
 * of private networks and of this machine, behind which a proxy stands.
 */
export function networkOf(address: string | null): string | null {
  if (address === null) return null;
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicIpv4(mapped) ? mapped : null;
  const groups = ipv6Groups(address);
  return groups === null || !isPublicIpv6(groups) ? null : `${groups.slice(0, 4).join(":")}::/64`;
}

/**
 * What one line has of any address, private ones included: IPv4 whole, of IPv6
 * the first 64 bits. What is no address stands for itself.
 */
export function lineOf(address: string): string {
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const groups = ipv6Groups(address);
  return groups === null ? address : `${groups.slice(0, 4).join(":")}::/64`;
}

/** RFC 1918, 6598, 3927 and 1122: private, shared, link-local, loopback, none. */
const isPublicIpv4 = (address: string): boolean =>
  !/^(?:0|10|127|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    address,
  );

/** RFC 4291 and 4193: not unique local, link-local, loopback or none. */
const isPublicIpv6 = (groups: readonly string[]): boolean =>
  !/^(?:f[cd]|fe[89ab])/.test((groups[0] ?? "").padStart(4, "0")) &&
  groups.slice(0, 4).some((group) => group !== "0");

/** The eight groups without leading zeros, or null for what is no IPv6 address. */
function ipv6Groups(address: string): readonly string[] | null {
  const [plain = ""] = address.toLowerCase().split("%");
  const halves = plain.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => group.replace(/^0+(?=.)/, ""))
    : null;
}
