import { describeApiError } from "./api";
import { describeBetError } from "./bets";
import { BondWaits, describeWaiting } from "./bonds";
import { describeGovernanceError } from "./governance";
import type { Sentence } from "./sentence";
import { describeWalletError } from "./wallet";

/** The one place where an error becomes words: what happened, whether money moved, what to do next. */
export function describeError(error: unknown): Sentence {
  if (error instanceof BondWaits) return describeWaiting(error, describeError(error.cause));
  if (error instanceof Error) {
    const known =
      describeApiError(error) ??
      describeBetError(error) ??
      describeGovernanceError(error) ??
      describeWalletError(error);
    if (known) return known;
  }
  return {
    title: "Something unexpected happened in this page.",
    detail: "Reload the page, and look at your portfolio before you try again.",
  };
}
