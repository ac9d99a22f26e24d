import Iso8583 from "iso_8583";

type FieldFormat = Iso8583.FieldFormat;

/**
 * One ISO 8583 message by field number, `0` being the message type. The packing
 * is done by npm `iso_8583`, on purpose a foreign implementation: the gateway
 * has its own codec, and two strangers must understand each other.
 */
export type IsoMessage = Readonly<Record<string, string>>;

/** docs/protocols/card-link.md, "Fields". `z` takes any character: names and private data hold more than the package's `ans`. */
const formats: Readonly<Record<string, FieldFormat>> = {
  0: fixed("n", 4, "message type"),
  1: fixed("b", 8, "bitmap"),
  2: llvar("n", 19, "PAN"),
  3: fixed("n", 6, "processing code"),
  4: fixed("n", 12, "amount"),
  7: fixed("n", 10, "transmission date and time"),
  11: fixed("n", 6, "STAN"),
  12: fixed("n", 6, "local time"),
  13: fixed("n", 4, "local date"),
  14: fixed("n", 4, "expiry"),
  18: fixed("n", 4, "merchant category code"),
  22: fixed("n", 3, "point of service entry mode"),
  25: fixed("n", 2, "point of service condition"),
  32: llvar("n", 11, "acquiring institution"),
  37: fixed("an", 12, "RRN"),
  38: fixed("an", 6, "authorization code"),
  39: fixed("an", 2, "response code"),
  41: fixed("z", 8, "terminal"),
  42: fixed("z", 15, "card acceptor"),
  43: fixed("z", 40, "card acceptor name and location"),
  44: llvar("ans", 25, "additional response data"),
  48: lllvar("z", 999, "additional private data"),
  49: fixed("n", 3, "currency"),
  63: lllvar("ans", 999, "network data"),
  70: fixed("n", 3, "network management code"),
  90: fixed("n", 42, "original data"),
  95: fixed("n", 42, "replacement amounts"),
  // The package counts binary fields by their hexadecimal digits.
  128: fixed("b", 16, "MAC"),
};

/**
 * The package does not list the issuer's reversal advices and refuses a type that it does not list. It reads and writes
 * them as those of the acquirer, whose types differ in the last digits alone; the four digits of the type are ours.
 */
const standIns: ReadonlyMap<string, string> = new Map([
  ["0422", "0420"],
  ["0423", "0421"],
  ["0432", "0430"],
]);
const typeLength = 4;

/**
 * Null where the bytes are no message. The package reads leniently (a field cut
 * short, bytes left over), so what it read is packed again and must give the
 * same bytes.
 */
export function parseMessage(bytes: Buffer): IsoMessage | null {
  const fields = unpack(bytes);
  if (fields === null || "error" in fields) return null;
  return pack(fields)?.equals(bytes) === true ? fields : null;
}

/** Throws where the message does not fit its formats: that is our mistake, not the network's. */
export function buildMessage(message: IsoMessage): Buffer {
  const bytes = pack(message);
  if (bytes === null) throw new Error(`message ${message["0"]} does not fit the formats of the card link`);
  return bytes;
}

/** The package throws on some foreign bytes where it should report. */
function unpack(bytes: Buffer): Record<string, string> | null {
  const type = bytes.toString("latin1", 0, typeLength);
  const standIn = standIns.get(type);
  try {
    const known = standIn === undefined ? bytes : withType(bytes, standIn);
    const fields = new Iso8583(undefined, formats).getIsoJSON(known, { lenHeader: false });
    return standIn === undefined || "error" in fields ? fields : { ...fields, "0": type };
  } catch {
    return null;
  }
}

function pack(message: IsoMessage): Buffer | null {
  const { "0": type = "" } = message;
  const bytes = new Iso8583({ ...message, "0": standIns.get(type) ?? type }, formats).getRawMessage();
  return Buffer.isBuffer(bytes) ? withType(bytes, type) : null;
}

function withType(message: Buffer, type: string): Buffer {
  const bytes = Buffer.from(message);
  bytes.write(type, 0, typeLength, "latin1");
  return bytes;
}

function fixed(contentType: FieldFormat["ContentType"], length: number, label: string): FieldFormat {
  return { ContentType: contentType, Label: label, LenType: "fixed", MaxLen: length };
}

function llvar(contentType: FieldFormat["ContentType"], longest: number, label: string): FieldFormat {
  return { ContentType: contentType, Label: label, LenType: "llvar", MaxLen: longest };
}

function lllvar(contentType: FieldFormat["ContentType"], longest: number, label: string): FieldFormat {
  return { ContentType: contentType, Label: label, LenType: "lllvar", MaxLen: longest };
}
