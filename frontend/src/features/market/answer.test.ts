import { expect, test } from "vitest";
import type { Question } from "@/generated/api/types.gen";
import { answerText } from "./answer";

test.each<[Partial<Question>, string]>([
  [{ state: "proposed", noWinner: false }, "Reported; open to challenge"],
  [{ state: "proposed", noWinner: true }, "Reported that nobody won; open to challenge"],
  [{ state: "challenged", noWinner: true }, "Challenged; a second report is awaited"],
  [
    { state: "disputed", disputeReason: "halt" },
    "Disputed; waits for a ruling: trading was halted at the close",
  ],
  [{ state: "void", voidReason: "noWinner" }, "Void: no winner could be named"],
])("answerText %o: where the question stands", (change, text) => {
  expect(answerText(change as Question)).toBe(text);
});
