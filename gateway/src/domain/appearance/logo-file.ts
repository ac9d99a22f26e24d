import { ok, refuse, type Result } from "../result.ts";

/**
 * A site's logo is a PNG, JPEG or WebP picture. SVG is a document that can hold
 * script and addresses, and to clean one is a business of its own: it is refused.
 */
export const logoTypes = ["png", "jpeg", "webp"] as const;
export type LogoType = (typeof logoTypes)[number];

/** Bytes: with it, a card page that offers every method still weighs less than 60 kB. */
export const largestLogo = 10_240;
/** Pixels of a side: a small file can unfold into more than a telephone's memory. */
const longestSide = 2_000;

export interface LogoFile {
  readonly type: LogoType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** `too-large`: bytes; `too-many-pixels`: a side. What names another type by its ending is judged by its bytes. */
export type LogoRefusal = "no-picture" | "too-large" | "too-many-pixels";

export function parseLogo(bytes: Uint8Array): Result<LogoFile, LogoRefusal> {
  if (bytes.length > largestLogo) return refuse("too-large");
  const found = readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes);
  if (found === null || found.width === 0 || found.height === 0) return refuse("no-picture");
  if (found.width > longestSide || found.height > longestSide) return refuse("too-many-pixels");
  return ok({ ...found, bytes });
}

type Header = Omit<LogoFile, "bytes">;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

const startsWith = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);

const letters = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** Signature, then the chunk IHDR, always first (PNG, third edition, 11.2.1). */
function readPng(bytes: Uint8Array): Header | null {
  const signature = [0x89, ...letters("PNG"), 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 33 || !startsWith(bytes, 0, signature) || !startsWith(bytes, 12, letters("IHDR"))) {
    return null;
  }
  const view = viewOf(bytes);
  return { type: "png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Segments up to the frame header, which holds the size (ITU-T T.81, B.2.2). */
function readJpeg(bytes: Uint8Array): Header | null {
  if (!startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return null;
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // SOF0 to SOF15, without the tables DHT, JPG and DAC, which have numbers among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: "jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

/** RIFF container with one of three first chunks (WebP container specification; RFC 6386, 9.1; RFC 9649, 3.4). */
function readWebp(bytes: Uint8Array): Header | null {
  if (bytes.length < 30 || !startsWith(bytes, 0, letters("RIFF")) || !startsWith(bytes, 8, letters("WEBP"))) {
    return null;
  }
  const view = viewOf(bytes);
  if (startsWith(bytes, 12, letters("VP8X"))) {
    const size = (at: number): number => 1 + view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
    return { type: "webp", width: size(24), height: size(27) };
  }
  if (startsWith(bytes, 12, letters("VP8L")) && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return { type: "webp", width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (startsWith(bytes, 12, letters("VP8 ")) && startsWith(bytes, 23, [0x9d, 0x01, 0x2a])) {
    return {
      type: "webp",
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  }
  return null;
}
