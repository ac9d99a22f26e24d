import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendPage, serveFiles } from "../web.ts";
import type { Mailbox, ReceivedMail } from "./mailbox.ts";
import { mailboxPage, mailPage, noMailPage } from "./pages.ts";

interface ById {
  Params: { readonly id: string };
}

/** `/mailbox`: pages for people, JSON for `Accept: application/json`. */
export function mailboxRoutes({
  mailbox,
}: {
  readonly mailbox: Mailbox;
}): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    serveFiles(app, {
      folder: new URL("./assets/", import.meta.url),
      under: "/mailbox/assets",
      names: ["mailbox.css", "letter.svg"],
    });

    app.get("/mailbox", async (request, reply) => {
      const mails = mailbox.list();
      if (wantsJson(request)) return sendJson(reply, mails.map(mailLine));
      return sendPage(reply, mailboxPage(mails));
    });

    app.get<ById>("/mailbox/:id", async (request, reply) => {
      const mail = mailbox.find(request.params.id);
      if (wantsJson(request)) {
        return mail === null
          ? sendJson(reply.code(404), { error: "There is no such mail." })
          : sendJson(reply, wholeMail(mail));
      }
      return mail === null
        ? sendPage(reply, noMailPage(), 404)
        : sendPage(reply, mailPage(mail), 200, { mayStyleInline: true });
    });

    const clear = async (): Promise<object> => {
      mailbox.clear();
      return { count: 0 };
    };
    app.get("/control/mailbox", async () => ({ count: mailbox.list().length }));
    app.delete("/control/mailbox", clear);
    app.post("/control/mailbox/clear", clear);
  };
}

const wantsJson = (request: FastifyRequest): boolean => {
  const accepted = request.headers.accept ?? "";
  return accepted.includes("application/json") && !accepted.includes("text/html");
};

const sendJson = (reply: FastifyReply, body: object): FastifyReply =>
  reply
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(body));

const mailLine = (mail: ReceivedMail): object => ({
  id: mail.id,
  to: mail.to.join(", "),
  from: mail.from,
  subject: mail.subject,
  date: mail.date,
  received_at: mail.receivedAt.toISOString(),
  order_id: mail.orderId,
  message_id: mail.messageId,
});

const wholeMail = (mail: ReceivedMail): object => ({
  ...mailLine(mail),
  recipients: mail.to,
  headers: mail.headers,
  text: mail.text,
  html: mail.html,
});
