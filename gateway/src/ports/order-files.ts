import type { OrderKey } from "#domain/ids.ts";
import type { FileType } from "#domain/order/order-file.ts";
import type { Instant } from "#domain/time.ts";
import type { Sealed } from "./vault.ts";

export interface NewOrderFile {
  readonly orderKey: OrderKey;
  readonly type: FileType;
  readonly name: string;
  readonly description: string;
  readonly size: number;
  /** Keyed hash of the bytes. */
  readonly fingerprint: string;
  /** The bytes as base64, sealed for this document of this order. */
  readonly sealed: Sealed;
  readonly createdAt: Instant;
}

export interface OrderFiles {
  /** Under the order's lock. The same bytes once more are `added` and change nothing; `full` beyond `most` documents. */
  add(file: NewOrderFile, most: number): Promise<"added" | "full">;
}
