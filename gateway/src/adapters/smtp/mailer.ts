/**
 * Mails over SMTP on a few kept connections. A mail never waits in line here: what
 * is more than the connections is refused as busy, and the job table is the line.
 * So whatever the mail server does, a call ends within its time and few are under way.
 */
import { createTransport } from "nodemailer";
import type { Mail, Mailer, MailOutcome } from "#ports/mailer.ts";

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** smtps: TLS from the first byte. */
  readonly isSecure: boolean;
  /** On a plain connection: the mail is not sent where the server offers no STARTTLS. */
  readonly requiresTls: boolean;
  readonly credentials: { readonly user: string; readonly pass: string } | null;
}

export interface SmtpOptions {
  readonly server: SmtpServer;
  /** The house's own address, in the envelope and before every shop's name. */
  readonly from: string;
  /** For one mail, from its connection to the last answer. */
  readonly timeoutMs?: number;
}

const mostConnections = 4;
/** For the connection, the greeting, and every answer. */
const patienceMs = 10_000;

export function createSmtpMailer({ server, from, timeoutMs = 20_000 }: SmtpOptions): Mailer {
  const transport = createTransport({
    pool: true,
    maxConnections: mostConnections,
    // A mail whose connection closed is sent again by its job, which says so in the log.
    maxRequeues: 0,
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    requireTLS: server.requiresTls,
    ...(server.credentials === null ? {} : { auth: { ...server.credentials } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const running = new Set<AbortController>();
  return {
    async send(mail) {
      if (running.size >= mostConnections) return { kind: "busy" };
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeoutMs);
      running.add(controller);
      try {
        await transport.sendMail({
          ...message(mail, from, domain),
          signal: controller.signal,
        });
        return { kind: "sent" };
      } catch (error) {
        return outcomeOf(error);
      } finally {
        clearTimeout(timer);
        running.delete(controller);
      }
    },
    /** What is under way ends as unknown; its job sends it again. */
    async close() {
      for (const controller of running) controller.abort();
      transport.close();
    },
  };
}

/** The envelope is given beside the header, so that no text can add a recipient to either. */
const message = (mail: Mail, from: string, domain: string): object => ({
  envelope: { from, to: [mail.to] },
  from: { name: mail.fromName, address: from },
  to: { name: "", address: mail.to },
  messageId: `<${mail.id}@${domain}>`,
  date: new Date(mail.sentAt),
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  xMailer: false,
  headers: {
    "X-Order-Id": mail.orderId,
    // Holiday replies to a machine help nobody (RFC 3834).
    "Auto-Submitted": "auto-generated",
    ...(mail.unsubscribeUrl === null
      ? {}
      : {
          "List-Unsubscribe": { prepared: true, value: `<${mail.unsubscribeUrl}>` },
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }),
  },
});

/** Faults of the connection have a code, answers of the server a number: only these are told, for its text may hold an address. */
function outcomeOf(error: unknown): MailOutcome {
  const code = memberOf(error, "code");
  const answer = memberOf(error, "responseCode");
  const isRefusal = typeof answer === "number" && answer >= 500 && answer < 600;
  const known = [code, answer].filter((part) => typeof part === "string" || typeof part === "number");
  const cause = known.join(" ") || "unknown";
  // 5yz to our own name and password, or to the want of TLS, is a mistake in the configuration: it may be mended.
  return isRefusal && code !== "EAUTH" && code !== "ETLS"
    ? { kind: "refused", cause }
    : { kind: "later", cause };
}

const memberOf = (error: unknown, name: string): unknown =>
  error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined;
