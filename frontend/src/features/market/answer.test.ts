import { expect, test } from "vitest";
import type { Question } from "@/generated/api/types.gen";
import { answerText } from "./answer";

test.each<[Partial<Question>, string]>([
  [{ state: "proposed", noWinner: false }, "Reported; open to challenge"],
  [{ state: "proposed", noWinner: true }, "Reported that nobody won; open to challenge"],
  [{ state: "challenged", noWinner: true }, "Challenged; a second report is awaited"],
  [
    { state: "disputed", disputeReason: "halt", value: "180.00" },
    "Disputed; waits for a ruling: trading was halted at the close",
  ],
  [
    { state: "disputed", disputeReason: "halt", value: null },
    "Disputed; waits for a ruling: the match was awarded, or its sources disagree on whether anybody won",
  ],
  [
    { state: "disputed", disputeReason: "silence", value: null },
    "Disputed; waits for a ruling: no source answered in time",
  ],
  [{ state: "void", voidReason: "noWinner" }, "Void: no winner could be named"],
])("answerText %o: where the question stands", (change, text) => {
  expect(answerText(change as Question)).toBe(text);
});
