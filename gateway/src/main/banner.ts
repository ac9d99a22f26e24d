/** What `npm start` says when all is up: where to look, and one order to try. */
export function banner(sandbox: {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly shopUrl: string;
  readonly mailboxUrl: string;
  readonly logFile: string;
}): string {
  return `
  Sluis is ready (sandbox: no real money moves)

    Demo shop   ${sandbox.shopUrl}
    Mailbox     ${sandbox.mailboxUrl}
    API         ${sandbox.apiUrl}
    API key     ${sandbox.apiKey}
    Log         ${sandbox.logFile}

  Create an order and open its payment_url:

    curl ${sandbox.apiUrl}/orders \\
      -H 'api_key: ${sandbox.apiKey}' -H 'content-type: application/json' \\
      -d '{"type":"redirect","order_id":"my-order-1","currency":"EUR","amount":1000,"description":"My first order"}'

  Stop with Ctrl-C.
`;
}
