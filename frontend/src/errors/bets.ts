import { type Sentence, UNCHANGED } from "./sentence";

/** Between the estimate and the wallet something changed that the person has to see first. */
export class SlipChanged extends Error {
  constructor(what: string) {
    super(what);
    this.name = "SlipChanged";
  }
}

/** The contract says beforehand which bets of a batch it would refuse; no bet was sent. */
export class BatchRefused extends Error {
  /** The contract's code per bet, in the order of the batch; 0: it would be placed. */
  readonly codes: readonly number[];
  constructor(codes: readonly number[]) {
    super("the contract would refuse bets of this batch");
    this.name = "BatchRefused";
    this.codes = codes;
  }
}

/** Why one bet of a batch was not placed, by the contract's code (`BetRefusal`); 0 is placed. */
const REFUSALS: readonly string[] = [
  "Placed.",
  "This market does not exist on this network.",
  "Betting had not opened yet.",
  "Betting had closed.",
  "The market was decided already.",
  "The market has no such outcome.",
  "The stake was below the smallest bet.",
  "The stake was above your limit in this market.",
  "The pool was full.",
  "The network was slow: the bet would have counted for less than you agreed to.",
  "There was not enough USDC, or not enough of it was allowed.",
  "New bets are paused, or this engine may not use your account.",
  "A limit that you set for yourself stopped it.",
  "The contract refused it for another reason.",
];

/** A sentence for a code; a newer contract may know more codes than this page. */
export function refusalText(code: number): string {
  return REFUSALS[code] ?? `The contract refused it (code ${code}).`;
}

export function describeBetError(error: Error): Sentence | null {
  if (error instanceof SlipChanged) {
    return {
      title: "Something changed before your bet was sent.",
      detail: `${UNCHANGED} ${error.message} Look at the slip again.`,
    };
  }
  if (error instanceof BatchRefused) {
    const count = error.codes.filter((code) => code !== 0).length;
    const some = count === 1 ? "One of the bets" : `${count} of the bets`;
    return {
      title: `${some} would be refused, so no bet was sent.`,
      detail: `${UNCHANGED} The slip says why. Change or remove it, then place the rest.`,
    };
  }
  return null;
}
