import { type KeyObject, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/**
 * X.509 certificates for tests of TLS, made on the spot: a machine with npm alone
 * has no tool for it, and a committed one would expire. As little as OpenSSL asks for
 * (RFC 5280), in DER by hand; keys are on P-256.
 */
export interface Certificate {
  /** PEM texts. */
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  issue(subject: Subject): Certificate;
}

export interface Subject {
  readonly name: string;
  /** Hosts for which it speaks; none in the certificate of a client. */
  readonly hosts?: readonly string[];
  /** Default: valid now. */
  readonly isExpired?: boolean;
}

export function createAuthority(name: string): Authority {
  const own = newKeyPair();
  const validity = validityOf(false);
  const cert = certificate({ subject: name, issuer: name, validity, key: own, extensions: [authority] }, own);
  return {
    cert,
    key: pemOf(own),
    issue({ name: subject, hosts = [], isExpired = false }) {
      const key = newKeyPair();
      const extensions = hosts.length === 0 ? [] : [alternativeNames(hosts)];
      const fields = { subject, issuer: name, validity: validityOf(isExpired), key, extensions };
      return { cert: certificate(fields, own), key: pemOf(key) };
    },
  };
}

interface Fields {
  readonly subject: string;
  readonly issuer: string;
  readonly validity: Buffer;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

function certificate({ subject, issuer, validity, key, extensions }: Fields, issuerKey: KeyObject): string {
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    distinguishedName(issuer),
    validity,
    distinguishedName(subject),
    createPublicKey(key).export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", toBeSigned, issuerKey));
  const body = sequence(toBeSigned, ecdsaWithSha256, signature)
    .toString("base64")
    .replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${body.trimEnd()}\n-----END CERTIFICATE-----\n`;
}

const newKeyPair = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pemOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" });

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));

/** 2.5.4.3, the common name. */
const distinguishedName = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(identifier("550403"), der(0x0c, Buffer.from(commonName)))));

/** 2.5.29.19, critical: this one may issue others. */
const authority = sequence(
  identifier("551d13"),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);

/** 2.5.29.17 */
const alternativeNames = (hosts: readonly string[]): Buffer =>
  sequence(identifier("551d11"), der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))));

const dayMs = 24 * 3_600_000;

function validityOf(isExpired: boolean): Buffer {
  const untilDays = isExpired ? -1 : 2;
  return sequence(time(-2), time(untilDays));
}

function time(inDays: number): Buffer {
  const text = new Date(Date.now() + inDays * dayMs).toISOString();
  return der(0x17, Buffer.from(`${text.slice(2, 19).replaceAll(/[-:T]/g, "")}Z`));
}
