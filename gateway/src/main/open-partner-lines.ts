import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import type { LineOptions } from "#adapters/acquirers/iso8583/line.ts";
import { type MessageMac, createMessageMac } from "#adapters/acquirers/iso8583/message-mac.ts";
import { mayReach } from "#adapters/notifier/address-guard.ts";
import type { Config } from "./config.ts";
import type { AcquirerLine, TlsFiles } from "./partner-lines.ts";
import { StartupError } from "./startup-error.ts";

/** What `tls` takes, as PEM texts. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Reads and checks the files, so that what cannot work is told now and not by the first payment. */
export async function openAcquirerLine({
  mode,
  acquirer,
}: Pick<Config, "mode" | "acquirer">): Promise<LineOptions & { readonly mac: MessageMac | null }> {
  if (mode === "live") await refusePublicPlainLine(acquirer);
  const { host, port, tls, macKey } = acquirer;
  return {
    host,
    port,
    tls: tls === null ? null : await readTlsMaterial(tls),
    mac: macKey === null ? null : createMessageMac(macKey),
  };
}

/** Throws a StartupError that names the variables of what cannot be read, or not be used. */
export async function readTlsMaterial({ caFile, certificate, prefix }: TlsFiles): Promise<TlsMaterial> {
  const variable = (part: string): string => `${prefix}_${part}`;
  const ca = caFile === null ? null : await readText(variable("CA"), caFile);
  const pair =
    certificate === null
      ? null
      : {
          cert: await readText(variable("CERT"), certificate.certFile),
          key: await readText(variable("KEY"), certificate.keyFile),
        };
  if (ca !== null && !isCertificate(ca)) {
    throw new StartupError(`${variable("CA")} (${caFile}) holds no certificate in PEM.`);
  }
  const material = { ...(ca === null ? {} : { ca }), ...pair };
  try {
    createSecureContext(material);
  } catch (error) {
    throw new StartupError(
      `${variable("CERT")} and ${variable("KEY")} are no certificate and its key in PEM: ${codeOf(error)}.`,
    );
  }
  return material;
}

async function readText(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new StartupError(`${variable} (${file}) cannot be read: ${codeOf(error)}.`);
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false;
  }
}

/** The code of the system or of OpenSSL; never a piece of the file. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unreadable";

/** A resolver that does not answer must not keep a gateway from starting. */
const mostLookupMs = 3_000;

/**
 * Card numbers do not cross the Internet in the clear (PCI DSS 4.2.1). A name is
 * judged by what it means now; one that means nothing yet is left to the link,
 * which tries again.
 */
async function refusePublicPlainLine({ host, tls, isPrivate }: AcquirerLine): Promise<void> {
  if (tls !== null || isPrivate) return;
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  const open = addresses.find((address) => mayReach(address, { allowPrivateAddresses: false }));
  if (open === undefined) return;
  throw new StartupError(
    `SLUIS_ACQUIRER_URL leads to ${open}, a public address, without TLS. Use tls://, or add ?line=private where a tunnel protects the line.`,
  );
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const timeout = Promise.withResolvers<readonly string[]>();
  const timer = setTimeout(() => timeout.resolve([]), mostLookupMs);
  const found = lookup(host, { all: true }).then(
    (all) => all.map(({ address }) => address),
    () => [],
  );
  return await Promise.race([found, timeout.promise]).finally(() => clearTimeout(timer));
}
