import { join } from "node:path";
import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance } from "fastify";
import { Acs } from "./acs/acs.ts";
import { acsRoutes } from "./acs/routes.ts";
import { Books } from "./acquirer-host/books.ts";
import { AdviceSender } from "./acquirer-host/advice-sender.ts";
import { CardLink } from "./acquirer-host/card-link.ts";
import { AcquirerHost } from "./acquirer-host/host.ts";
import { FileJournal, forgetfulJournal } from "./acquirer-host/journal.ts";
import type { Config } from "./config.ts";
import { controlRoutes } from "./control.ts";
import { disputeRoutes } from "./dispute-control.ts";
import { DirectoryServer } from "./directory-server/directory-server.ts";
import { ResultsReporter } from "./directory-server/results-reporter.ts";
import { directoryServerRoutes } from "./directory-server/routes.ts";
import { Faults } from "./faults.ts";
import type { IssuerPolicy } from "./issuer/policy.ts";
import type { Log } from "./log.ts";
import { shopRoutes } from "./shop/routes.ts";

export interface Simulator {
  readonly app: FastifyInstance;
  readonly cardLink: CardLink;
  /** Ends both servers and every open connection. */
  close(): Promise<void>;
}

/** Puts the rooms together; opens no port. */
export function buildSimulator(config: Config, log: Log): Simulator {
  const faults = new Faults();
  const policy: IssuerPolicy = { threeDSecure: config.threeDSecure };
  const journal =
    config.dataDir === null
      ? forgetfulJournal
      : new FileJournal(join(config.dataDir, "simulator-books.jsonl"));
  const books = new Books({ journal, now: () => new Date() });
  const host = new AcquirerHost({ books, onFormatFault: (fault) => log("format-fault", { fault }) });
  const cardLink: CardLink = new CardLink({
    host,
    faults,
    log,
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
  const directoryServer = new DirectoryServer({ acs, publicUrl: config.publicUrl });

  const app = fastify({ forceCloseConnections: true, logger: false });
  app.register(formbody);
  app.get("/health", async () => ({ status: "ok" }));
  app.register(directoryServerRoutes({ directoryServer, faults }));
  app.register(acsRoutes({ acs }));
  app.register(controlRoutes({ books, policy, faults, acs }));
  app.register(disputeRoutes({ disputes: books.disputes, tell: (dispute) => advices.tell(dispute) }));
  app.register(shopRoutes({ config, now: () => new Date() }));

  return {
    app,
    cardLink,
    close: async () => {
      advices.stop();
      await Promise.all([app.close(), cardLink.close()]);
    },
  };
}
