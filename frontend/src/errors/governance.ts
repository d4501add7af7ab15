import { RELOAD, type Sentence, say } from "./sentence";

/** The service names a transaction that does not hold what it says; nothing was sent. */
export class NotOnChain extends Error {
  constructor(what: "proposal" | "act") {
    super(`the ${what} is not in the transaction that the service names`);
    this.name = "NotOnChain";
  }
}

export function describeGovernanceError(error: Error): Sentence | null {
  return error instanceof NotOnChain
    ? say("What the page shows is not on chain as it says.", `Nothing was sent. ${RELOAD}`)
    : null;
}
