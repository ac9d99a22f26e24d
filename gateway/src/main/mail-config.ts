import type { SmtpServer } from "#adapters/smtp/mailer.ts";
import { type MailAddress, parseMailAddress } from "#domain/mail/mail-address.ts";
import { StartupError } from "./startup-error.ts";

export interface MailConfig {
  readonly server: SmtpServer;
  readonly from: MailAddress;
}

/**
 * `SLUIS_SMTP_URL` and `SLUIS_MAIL_FROM`. The sandbox mails to the simulator by
 * default; a live house without the URL sends no mail. Throws a StartupError that
 * never repeats the URL: it holds a password.
 */
export function readMailConfig(
  text: (name: string) => string | null,
  { isLive, mailboxPort }: { readonly isLive: boolean; readonly mailboxPort: number },
): MailConfig | null {
  const url = text("SLUIS_SMTP_URL") ?? (isLive ? null : `smtp://127.0.0.1:${mailboxPort}`);
  const from = text("SLUIS_MAIL_FROM") ?? (isLive ? null : "payments@sluis.example");
  if (url === null) return null;
  const server = parseSmtpUrl(url, isLive);
  if (server === null) {
    throw new StartupError(
      "SLUIS_SMTP_URL must be like smtp://user:password@mail.example.com:587 or smtps://…:465; see docs/mail.md.",
    );
  }
  const address = from === null ? null : parseMailAddress(from);
  if (address === null) {
    throw new StartupError(
      `SLUIS_MAIL_FROM ${from === null ? "is not set" : `is "${from}"`}; it must be an address such as pay@example.com.`,
    );
  }
  return { server, from: address };
}

/** Null where it cannot be used. In live mode plain SMTP needs STARTTLS, unless `?starttls=optional`. */
export function parseSmtpUrl(text: string, isLive: boolean): SmtpServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isSecure = url.protocol === "smtps:";
  if ((!isSecure && url.protocol !== "smtp:") || url.hostname === "" || !/^\/?$/.test(url.pathname))
    return null;
  const starttls = url.searchParams.get("starttls") ?? (isLive ? "required" : "optional");
  if (starttls !== "required" && starttls !== "optional") return null;
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === null || pass === null || (user === "") !== (pass === "")) return null;
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ""),
    port: url.port === "" ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    requiresTls: !isSecure && starttls === "required",
    credentials: user === "" ? null : { user, pass },
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
