import type { Code, Problem } from "@/generated/api/types.gen";
import type { Sentence } from "./sentence";

/** The API answered with a refusal. */
export class ApiRefusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = "ApiRefusal";
    this.problem = problem;
  }
}

/** The API did not answer, or with something that is not its own. */
export class ApiUnreachable extends Error {
  constructor(cause: unknown) {
    super("the API does not answer", { cause });
    this.name = "ApiUnreachable";
  }
}

/** What happened, per code; the API's own message says the rest. The type makes a missing code an error. */
const TITLES: Record<Code, string> = {
  invalidRequest: "The page asked for something the service does not understand.",
  malformedCursor: "This page of the list does not exist any more.",
  notFound: "There is nothing at this address.",
  methodNotAllowed: "This address cannot do that.",
  databaseUnavailable: "The service cannot read its data.",
  nodeUnavailable: "The service cannot reach the network.",
  internalError: "The service made an error.",
  productUnknown: "There is no such product.",
  templateUnknown: "There is no such kind of market.",
  matchUnknown: "This match was not announced.",
  symbolUnknown: "There is no price of this.",
  evidenceUnknown: "This archive does not hold that evidence.",
  marketUnknown: "There is no such market.",
  malformedMarketId: "This is not a market's number.",
  malformedAmount: "This amount cannot be read.",
  tooManyDecimals: "USDC has 6 decimals at most.",
  negativeAmount: "A stake cannot be negative.",
  amountTooLarge: "This amount is too large.",
  outcomeUnknown: "This market has no such outcome.",
  stakeTooSmall: "The stake is too small.",
  capExceeded: "The stake is above your limit in this market.",
  poolFull: "The pool is full.",
  bettingNotOpen: "Betting has not opened yet.",
  bettingClosed: "Betting on this market has closed.",
  marketDecided: "This market is already decided.",
  malformedAddress: "This is not an account's address.",
  notDeployed: "The contracts are not on this network yet.",
  malformedMessage: "The page sent something the service does not understand.",
  tooManySubscriptions: "Too many markets are watched at once.",
};

export function describeApiError(error: Error): Sentence | null {
  if (error instanceof ApiRefusal) {
    return { title: TITLES[error.problem.code], detail: error.problem.message };
  }
  if (error instanceof ApiUnreachable) {
    return {
      title: "Mutuel's service does not answer.",
      detail: "Your money is on chain and safe. Check your connection; the page keeps trying.",
    };
  }
  return null;
}
