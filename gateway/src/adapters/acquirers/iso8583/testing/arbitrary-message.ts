import fc from "fast-check";
import { type ElementFormat, type Elements, type Message, dataElements, messageTypes } from "../message.ts";

const characters = {
  n: "0123456789",
  an: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  ans: String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 0x20 + index)),
} as const;

const valueOf = (format: ElementFormat): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...characters[format.kind]),
    minLength: format.length === "fixed" ? format.max : 1,
    maxLength: format.max,
  });

const elements: fc.Arbitrary<Elements> = fc.record(
  Object.fromEntries(dataElements.map((format) => [format.number, valueOf(format)])),
  { requiredKeys: [], noNullPrototype: true },
);

/** Any message that the table of elements allows, with any set of elements. */
export const arbitraryMessage: fc.Arbitrary<Message> = fc.record(
  { type: fc.constantFrom(...messageTypes), elements },
  { noNullPrototype: true },
);
