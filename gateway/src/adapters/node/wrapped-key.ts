import { createHmac, randomBytes } from "node:crypto";
import { Secret } from "#domain/secret.ts";
import type { MasterKey } from "./master-key.ts";
import { deriveKey, openBytes, sealBytes } from "./sealing.ts";

/** A data key as it is stored: only the master key of that id opens it. */
export interface WrappedKey {
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
}

const dataKeyBytes = 32;

export const newDataKey = (): Secret<Uint8Array> => new Secret(randomBytes(dataKeyBytes));

/** Bound to the data key's name: a row's wrapped key does not open as another's. */
export const wrapKey = (master: MasterKey, name: string, dataKey: Secret<Uint8Array>): WrappedKey => ({
  masterKeyId: master.keyId,
  wrapped: sealBytes(deriveKey(master.key, "wrap"), Buffer.from(dataKey.reveal()), contextOf(master, name)),
});

/** Throws where the master key is another, or the bytes are not those that were wrapped. */
export const unwrapKey = (master: MasterKey, name: string, wrapped: Uint8Array): Secret<Uint8Array> =>
  new Secret(openBytes(deriveKey(master.key, "wrap"), wrapped, contextOf(master, name)));

const contextOf = (master: MasterKey, name: string): string => `data-key:${name}:${master.keyId}`;

/** Tells a master key from any other; says nothing of the key. */
export const checkValueOf = ({ key }: MasterKey): string =>
  createHmac("sha256", deriveKey(key, "check")).update("master key").digest("hex");
