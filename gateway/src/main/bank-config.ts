import { networkOf } from "#domain/fraud/payer.ts";
import { Secret } from "#domain/secret.ts";
import { originOf } from "./origin.ts";
import { StartupError } from "./startup-error.ts";

/** How the provider of the methods that are not cards is reached, and how each knows the other. */
export interface BankConfig {
  /** Base of the bank link, without a slash at the end. */
  readonly url: string;
  /** Origins of the provider's pages for shoppers: our pages may send a form there. */
  readonly pageOrigins: readonly string[];
  /** The first signs; the one before is still believed. Empty only where the sandbox has yet to make one. */
  readonly keys: readonly Secret<string>[];
}

/** Null where no provider is named: only cards are offered. */
export function readBankConfig(
  text: (name: string) => string | null,
  { isLive, simulatorPort }: { readonly isLive: boolean; readonly simulatorPort: number },
): BankConfig | null {
  const simulatorUrl = text("SLUIS_SIMULATOR_PUBLIC_URL") ?? `http://localhost:${simulatorPort}`;
  const bankUrl = text("SLUIS_BANK_URL") ?? (isLive ? null : `http://127.0.0.1:${simulatorPort}/bank`);
  const pagesUrl = text("SLUIS_BANK_PAGES_URL") ?? (isLive ? null : simulatorUrl);
  if (bankUrl === null) return null;
  const url = secureOf("SLUIS_BANK_URL", bankUrl, isLive);
  // Who plays in the sandbox reaches its bank by whatever name his machine has.
  const pageUrlOf = isLive ? secureOf : originOf;
  const pages =
    pagesUrl === null ? [] : [new URL(pageUrlOf("SLUIS_BANK_PAGES_URL", pagesUrl, isLive)).origin];
  const key = keyOf("SLUIS_BANK_KEY", text("SLUIS_BANK_KEY"));
  const previous = keyOf("SLUIS_BANK_KEY_PREVIOUS", text("SLUIS_BANK_KEY_PREVIOUS"));
  if (key === null && (isLive || previous !== null)) {
    throw new StartupError(
      "SLUIS_BANK_KEY must be set where SLUIS_BANK_URL is: it signs what the provider is asked.",
    );
  }
  const keys = [key, previous].filter((one) => one !== null);
  return { url, pageOrigins: [...new Set([new URL(url).origin, ...pages])], keys };
}

/** The keys of a house that serves. */
export function bankKeysOf({
  keys: [first, ...further],
}: BankConfig): readonly [Secret<string>, ...Secret<string>[]] {
  if (first === undefined) {
    throw new StartupError(
      "SLUIS_BANK_KEY is not set. Set it, or run npm start, which makes one for the sandbox.",
    );
  }
  return [first, ...further];
}

/** Payments are told and shoppers sent there: in the clear only within one machine or network, and only to play. */
function secureOf(name: string, given: string, isLive: boolean): string {
  const url = originOf(name, given);
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || (!isLive && isNearby(hostname))) return url;
  throw new StartupError(
    isLive
      ? `${name} is "${given}"; in live mode it must begin with https://.`
      : `${name} is "${given}"; it must begin with https://, or name this machine or a private network.`,
  );
}

/** This machine, a name without a domain as containers have, or a private address. */
function isNearby(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (/^[\d.]+$/.test(address) || address.includes(":")) return networkOf(address) === null;
  return !address.includes(".") || /\.(?:localhost|internal|local)$/.test(address);
}

function keyOf(name: string, given: string | null): Secret<string> | null {
  if (given === null) return null;
  if (!/^[\x21-\x7e]{32,200}$/.test(given)) {
    throw new StartupError(`${name} must be 32 to 200 letters, digits or signs without spaces.`);
  }
  return new Secret(given);
}
