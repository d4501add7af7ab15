import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { useSlipBasket } from "./SlipProvider";
import { choose, useChosen } from "./selectionStore";

/** What a market's page needs of the slip. */
export interface SlipControl {
  /** The outcome of this market that is on the slip. */
  outcome: number | null;
  choose: (outcome: number) => void;
  /** For that outcome and the stake as typed; null while unknown. */
  estimate: Estimate | null;
}

export function useSlip({ marketId }: Pick<MarketDetail, "marketId">): SlipControl {
  const leg = useSlipBasket().legs.find(({ selection }) => selection.marketId === marketId);
  return {
    outcome: useChosen(marketId),
    choose: (outcome) => choose(marketId, outcome),
    estimate: leg?.estimate ?? null,
  };
}
