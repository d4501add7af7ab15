import { type Micro, usdExact } from "@/lib/money";
import { type Sentence, UNCHANGED } from "./sentence";

/** The first of two transactions went through, the second did not: the bond waits as credit. */
export class BondWaits extends Error {
  readonly amount: Micro;
  constructor(amount: Micro, cause: unknown) {
    super("the bond was put into the credit, but the challenge was not made", { cause });
    this.name = "BondWaits";
    this.amount = amount;
  }
}

/** @param why what stopped the second transaction, in words */
export function describeWaiting({ amount }: BondWaits, why: Sentence): Sentence {
  return {
    title: why.title,
    detail: `${usdExact(amount)} moved from your wallet into your Mutuel credit and is still yours: try again, or withdraw it from your account. ${why.detail.replace(UNCHANGED, "").trim()}`,
  };
}
