import { join } from "node:path";
import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance } from "fastify";
import { Acs } from "./acs/acs.ts";
import { acsRoutes } from "./acs/routes.ts";
import { Books } from "./acquirer-host/books.ts";
import { AdviceSender } from "./acquirer-host/advice-sender.ts";
import { CardLink } from "./acquirer-host/card-link.ts";
import { AcquirerHost } from "./acquirer-host/host.ts";
import { MessageMac } from "./acquirer-host/message-mac.ts";
import type { BookRecord } from "./acquirer-host/journal.ts";
import { bankApiRoutes } from "./bank/api-routes.ts";
import { Bank } from "./bank/bank.ts";
import type { BankRecord } from "./bank/bank-record.ts";
import { bankPageRoutes } from "./bank/page-routes.ts";
import { Webhooks } from "./bank/webhooks.ts";
import type { Config } from "./config.ts";
import { controlRoutes } from "./control.ts";
import { disputeRoutes } from "./dispute-control.ts";
import { DirectoryServer } from "./directory-server/directory-server.ts";
import { ResultsReporter } from "./directory-server/results-reporter.ts";
import { directoryServerRoutes } from "./directory-server/routes.ts";
import { Faults } from "./faults.ts";
import { FileJournal, forgetfulJournal, type Journal } from "./journal.ts";
import type { IssuerPolicy } from "./issuer/policy.ts";
import type { Log } from "./log.ts";
import { Mailbox } from "./mailbox/mailbox.ts";
import { mailboxRoutes } from "./mailbox/routes.ts";
import { MailServer } from "./mailbox/mail-server.ts";
import { shopRoutes } from "./shop/routes.ts";
import { type TlsMaterial, tlsServerOptions } from "./tls.ts";

export interface Simulator {
  readonly app: FastifyInstance;
  readonly cardLink: CardLink;
  readonly mailServer: MailServer;
  /** The directory server by https; null without TLS. */
  readonly tlsApp: TlsApp | null;
  /** Ends all servers and every open connection. */
  close(): Promise<void>;
}

/** As much as its starter needs of it. */
export type TlsApp = Pick<FastifyInstance, "close"> & {
  listen(at: { readonly port: number; readonly host: string }): Promise<string>;
};

/** Puts the rooms together; opens no port. */
export function buildSimulator(config: Config, log: Log, tls: TlsMaterial | null = null): Simulator {
  const now = (): Date => new Date();
  const faults = new Faults();
  const policy: IssuerPolicy = { threeDSecure: config.threeDSecure };
  const books = new Books({
    journal: openJournal<BookRecord>(config, "simulator-books.jsonl"),
    now: () => new Date(),
  });
  const host = new AcquirerHost({ books, onFormatFault: (fault) => log("format-fault", { fault }) });
  const cardLink: CardLink = new CardLink({
    host,
    faults,
    log,
    mac: config.macKey === null ? null : new MessageMac(config.macKey),
    tls,
    advising: {
      signedOn: () => advices.signedOn(),
      answered: (message) => advices.answered(message),
    },
  });
  const advices = new AdviceSender({
    disputes: books.disputes,
    send: (message) => cardLink.send(message),
    now: () => new Date(),
    log,
  });
  const reporter = new ResultsReporter({ faults, log });
  const acs = new Acs({
    policy,
    report: (rreq, url) => reporter.report(rreq, url),
    publicUrl: config.publicUrl,
  });
  const bank = new Bank({
    journal: openJournal<BankRecord>(config, "simulator-bank.jsonl"),
    now: () => new Date(),
  });
  const directoryServer = new DirectoryServer({ acs, publicUrl: config.publicUrl });

  const mailbox = new Mailbox();
  const mailServer = new MailServer({ mailbox, faults, now: () => new Date(), log });

  const app = fastify({ forceCloseConnections: true, logger: false });
  app.register(formbody);
  app.get("/health", async () => ({ status: "ok" }));
  app.register(directoryServerRoutes({ directoryServer, faults }));
  app.register(acsRoutes({ acs }));
  app.register(controlRoutes({ books, policy, faults, acs, bank, hasMacs: config.macKey !== null }));
  app.register(disputeRoutes({ disputes: books.disputes, tell: (dispute) => advices.tell(dispute) }));
  app.register(bankApiRoutes({ bank, faults, publicUrl: config.publicUrl, keys: config.bankKeys, now }));
  app.register(
    bankPageRoutes({ bank, webhooks: new Webhooks({ faults, log, key: config.bankKeys[0] ?? null, now }) }),
  );
  app.register(mailboxRoutes({ mailbox }));
  app.register(shopRoutes({ config, now: () => new Date() }));

  const tlsApp =
    tls === null
      ? null
      : fastify({ https: tlsServerOptions(tls), forceCloseConnections: true, logger: false });
  tlsApp?.register(directoryServerRoutes({ directoryServer, faults }));

  return {
    app,
    cardLink,
    mailServer,
    tlsApp,
    close: async () => {
      advices.stop();
      await Promise.all([app.close(), cardLink.close(), mailServer.close(), tlsApp?.close()]);
    },
  };
}

function openJournal<Entry extends { readonly kind: string }>(
  { dataDir }: Config,
  fileName: string,
): Journal<Entry> {
  return dataDir === null ? forgetfulJournal : new FileJournal<Entry>(join(dataDir, fileName));
}
