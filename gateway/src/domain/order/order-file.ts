/** A document that a shop adds to an order: an invoice, proof of delivery (contract, orders.md §7). */
export const fileTypes = ["PDF", "JPEG", "PNG"] as const;
export type FileType = (typeof fileTypes)[number];

export interface OrderFile {
  readonly type: FileType;
  readonly name: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** Bytes of one document: as base64 it fits the longest body that is taken. */
export const largestFile = 716_800;

/** Documents of one order: a dispute needs a handful. */
export const mostFiles = 20;

/** How a file of each type begins (ISO 32000-1 §7.5.2; ITU-T T.81 §B.1.1.3; PNG §5.2). */
const beginnings: Readonly<Record<FileType, readonly number[]>> = {
  PDF: [0x25, 0x50, 0x44, 0x46, 0x2d],
  JPEG: [0xff, 0xd8, 0xff],
  PNG: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Whether the bytes begin as a file of the type does, whatever its sender calls it. */
export const beginsAs = (bytes: Uint8Array, type: FileType): boolean =>
  beginnings[type].every((byte, index) => bytes[index] === byte);
