import type { AskedQuestion, MarketDetail } from "@/generated/api/types.gen";

/** The questions of the market to which an answer was reported that is not final yet. */
export function reportedOf({ questions }: Pick<MarketDetail, "questions">): AskedQuestion[] {
  return questions.filter(({ state }) => state === "proposed");
}

/** How the two answers to a match's question are called; undefined where the answer is a price. */
export function sidesOf({
  kind,
  outcomes,
}: Pick<MarketDetail, "kind" | "outcomes">): readonly [string, string] | undefined {
  const [first, second] = outcomes;
  return kind.startsWith("match") && first && second ? [first.label, second.label] : undefined;
}
