/** The longest address that SMTP carries (RFC 5321, 4.5.3.1.3). */
const longestAddress = 254;

declare const mailAddressBrand: unique symbol;
/** One address that can stand in a header and in an envelope as it is. */
export type MailAddress = string & { readonly [mailAddressBrand]: true };

/**
 * One address without a name, or null. Stricter than RFC 5322 on purpose: no quotes, comments, lists, control
 * characters or marks of direction, so that nothing a shop sends can become a second recipient or a header.
 */
export function parseMailAddress(text: string): MailAddress | null {
  const address = text.trim();
  if (address.length > longestAddress || !address.isWellFormed()) return null;
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address)) return null;
  return /^[^@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(
    address,
  )
    ? (address as MailAddress)
    : null;
}

/** The form in which two spellings of one mailbox are the same, for counting and not for sending. */
export const sameMailbox = (address: MailAddress): string => address.toLowerCase();
