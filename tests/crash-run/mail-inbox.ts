import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** How the mail server is at the moment. */
export type MailMood = "well" | "refusing for now" | "cutting off" | "hanging up";

export interface Mail {
  readonly messageId: string;
  readonly orderId: string;
}

/** The shoppers' mail server. It outlives everything else, as mail that was taken does. */
export interface MailInbox {
  readonly port: number;
  mood(mood: MailMood): void;
  /** All that was kept, a repetition as often as it came. */
  received(): readonly Mail[];
  stop(): Promise<void>;
}

/** A mail is given up after eight tries; a jump of the clock may bring them all within one mood. */
const failuresInARow = 4;
const longestMail = 200_000;

export async function startMailInbox(): Promise<MailInbox> {
  const received: Mail[] = [];
  const failures = new Map<string, number>();
  const sockets = new Set<Socket>();
  let mood: MailMood = "well";

  /** What becomes of the mail for this order. */
  const moodFor = (orderId: string): MailMood => {
    const failed = failures.get(orderId) ?? 0;
    const now = failed >= failuresInARow ? "well" : mood;
    failures.set(orderId, now === "well" ? 0 : failed + 1);
    return now;
  };
  const take = (socket: Socket, text: string): void => {
    const orderId = headerOf(text, "X-Order-Id");
    const now = moodFor(orderId);
    if (now === "refusing for now") return void socket.write("451 4.3.0 out of room\r\n");
    if (now === "hanging up") return void socket.destroy();
    received.push({ orderId, messageId: headerOf(text, "Message-ID") });
    if (now === "cutting off") socket.destroy();
    else socket.write("250 2.0.0 taken\r\n");
    return undefined;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let waiting = "";
    let isMail = false;
    socket.write("220 mail.example ESMTP\r\n");
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      waiting += chunk;
      if (waiting.length > longestMail) return void socket.destroy();
      for (;;) {
        const end = isMail ? "\r\n.\r\n" : "\r\n";
        const at = waiting.indexOf(end);
        if (at < 0) return undefined;
        const text = waiting.slice(0, at);
        waiting = waiting.slice(at + end.length);
        if (isMail) take(socket, text);
        else socket.write(replyTo(text));
        isMail = !isMail && /^data$/i.test(text);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    mood: (next) => {
      mood = next;
    },
    received: () => received,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

function replyTo(line: string): string {
  if (/^data$/i.test(line)) return "354 go on\r\n";
  return /^quit$/i.test(line) ? "221 2.0.0 bye\r\n" : "250 2.0.0 ok\r\n";
}

/** A long value may be folded onto the next line. */
const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}:\\s+(\\S+)`, "im").exec(text)?.[1] ?? "";
