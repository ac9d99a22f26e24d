import { isIP } from "node:net";
import { StartupError } from "./startup-error.ts";

/** More than any row of proxies that one request goes through. */
const mostEntries = 32;

/**
 * `192.0.2.1, 10.0.0.0/8` → the proxies whose X-Forwarded-For is believed; none where nothing is set.
 * A network of prefix 0 is refused: it would let every client choose its own address.
 */
export function parseTrustedProxies(text: string | null): readonly string[] {
  if (text === null) return [];
  const entries = text.split(",").map((entry) => entry.trim());
  const wrong = entries.find((entry) => !isAddressOrNetwork(entry));
  if (wrong !== undefined || entries.length > mostEntries) {
    throw new StartupError(
      `SLUIS_TRUSTED_PROXIES is "${text}"; it must be at most ${mostEntries} IP addresses or networks ` +
        "such as 192.0.2.1,10.0.0.0/8.",
    );
  }
  return entries;
}

function isAddressOrNetwork(entry: string): boolean {
  const [address = "", prefix, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || address.includes("%") || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}
