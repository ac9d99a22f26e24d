/**
 * Message ↔ bytes: type, two bitmaps, elements in order of number. One pass and
 * one buffer each way, characters judged by a table: this runs for every payment.
 * Decoding is strict, because a host that speaks another dialect must be noticed
 * at the first message and not at the first wrong amount.
 */
import { type Result, ok, refuse } from "#domain/result.ts";
import {
  type ElementFormat,
  type ElementKind,
  type ElementNumber,
  type Message,
  type MessageType,
  dataElements,
  messageTypes,
} from "./message.ts";

export type DecodeReason =
  | "truncated"
  | "message-type"
  | "bitmap"
  | "unknown-element"
  | "length"
  | "character"
  | "trailing-bytes";

export interface DecodeRefusal {
  readonly reason: DecodeReason;
  /** Number of the element at fault; null where it is none of them. */
  readonly element: number | null;
}

const typeLength = 4;
const bitmapLength = 16;
const headerLength = typeLength + bitmapLength;
const prefixLengths = { fixed: 0, LL: 2, LLL: 3 } as const;
const zero = 0x30;

/** Bit of each kind in `kindsOf`, which tells for a byte the kinds it may stand in. */
const kindBits = { n: 1, an: 2, ans: 4 } as const satisfies Record<ElementKind, number>;
const kindsOf = Uint8Array.from({ length: 256 }, (_, byte) => kindsOfByte(byte));

function kindsOfByte(byte: number): number {
  if (byte < 0x20 || byte > 0x7e) return 0;
  const character = String.fromCharCode(byte);
  if (/\d/.test(character)) return kindBits.n | kindBits.an | kindBits.ans;
  return /[A-Za-z]/.test(character) ? kindBits.an | kindBits.ans : kindBits.ans;
}

type Format = ElementFormat & { readonly number: ElementNumber };
const formats = Array.from({ length: 129 }, (_, number): Format | undefined =>
  dataElements.find((element) => element.number === number),
);

/** Throws a RangeError on a value its element cannot hold; the error names the element, never the value. */
export function encode(message: Message): Uint8Array {
  const buffer = Buffer.allocUnsafe(encodedLength(message));
  buffer.write(message.type, 0, "latin1");
  buffer.fill(0, typeLength, headerLength);
  setBit(buffer, 1);
  let offset = headerLength;
  for (const format of dataElements) {
    const value = message.elements[format.number];
    if (value === undefined) continue;
    setBit(buffer, format.number);
    offset = writeLength(buffer, offset, prefixLengths[format.length], value.length);
    offset = writeValue(buffer, offset, format, value);
  }
  return buffer;
}

function encodedLength(message: Message): number {
  let length = headerLength;
  for (const format of dataElements) {
    const value = message.elements[format.number];
    if (value === undefined) continue;
    if (!mayHaveLength(format, value.length)) throw new RangeError(`DE ${format.number}: length`);
    length += prefixLengths[format.length] + value.length;
  }
  return length;
}

const mayHaveLength = (format: ElementFormat, length: number): boolean =>
  format.length === "fixed" ? length === format.max : length >= 1 && length <= format.max;

function setBit(buffer: Buffer, number: number): void {
  const index = typeLength + ((number - 1) >> 3);
  buffer[index] = (buffer[index] ?? 0) | (0x80 >> ((number - 1) & 7));
}

const hasBit = (buffer: Buffer, number: number): boolean =>
  ((buffer[typeLength + ((number - 1) >> 3)] ?? 0) & (0x80 >> ((number - 1) & 7))) !== 0;

function writeLength(buffer: Buffer, offset: number, digits: number, length: number): number {
  let rest = length;
  for (let index = offset + digits - 1; index >= offset; index -= 1) {
    buffer[index] = zero + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  return offset + digits;
}

function writeValue(buffer: Buffer, offset: number, format: ElementFormat, value: string): number {
  const bit = kindBits[format.kind];
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code > 0x7e || ((kindsOf[code] ?? 0) & bit) === 0) {
      throw new RangeError(`DE ${format.number}: character`);
    }
    buffer[offset + index] = code;
  }
  return offset + value.length;
}

/** Never throws, whatever the bytes. */
export function decode(bytes: Uint8Array): Result<Message, DecodeRefusal> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < headerLength) return refuse({ reason: "truncated", element: null });
  const type = parseMessageType(buffer.toString("latin1", 0, typeLength));
  if (type === null) return refuse({ reason: "message-type", element: null });
  if (!hasBit(buffer, 1)) return refuse({ reason: "bitmap", element: null });
  const elements: { [Element in ElementNumber]?: string } = {};
  let offset = headerLength;
  for (let number = 2; number < formats.length; number += 1) {
    if (!hasBit(buffer, number)) continue;
    const format = formats[number];
    if (format === undefined) return refuse({ reason: "unknown-element", element: number });
    const start = offset + prefixLengths[format.length];
    const length = format.length === "fixed" ? format.max : readLength(buffer, offset, start);
    const end = start + length;
    const reason = valueFault(buffer, format, start, length);
    if (reason !== null) return refuse({ reason, element: number });
    elements[format.number] = buffer.toString("latin1", start, end);
    offset = end;
  }
  if (offset !== buffer.length) return refuse({ reason: "trailing-bytes", element: null });
  return ok({ type, elements });
}

const parseMessageType = (text: string): MessageType | null =>
  messageTypes.find((type) => type === text) ?? null;

/** The digits in [from, to) as a number; -1, which no element may have, where they are none. */
function readLength(buffer: Buffer, from: number, to: number): number {
  let length = 0;
  for (let index = from; index < to; index += 1) {
    const digit = (buffer[index] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length;
}

function valueFault(
  buffer: Buffer,
  format: ElementFormat,
  start: number,
  length: number,
): DecodeReason | null {
  if (start > buffer.length) return "truncated";
  if (!mayHaveLength(format, length)) return "length";
  if (start + length > buffer.length) return "truncated";
  const bit = kindBits[format.kind];
  for (let index = start; index < start + length; index += 1) {
    if (((kindsOf[buffer[index] ?? 0] ?? 0) & bit) === 0) return "character";
  }
  return null;
}
