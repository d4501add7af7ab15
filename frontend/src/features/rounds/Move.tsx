import type { Verdict } from "./verdict";

const LOOKS = {
  up: { glyph: "▲", colour: "text-up", word: "above" },
  down: { glyph: "▼", colour: "text-down", word: "below" },
  even: { glyph: "=", colour: "text-muted", word: "equal to" },
};

/** A difference with arrow, colour and, for those who hear it, a word. */
export function Move({ verdict, className = "" }: { verdict: Verdict; className?: string }) {
  const { glyph, colour, word } = LOOKS[verdict.direction];
  return (
    <span className={`${colour} ${className}`}>
      <span aria-hidden="true">{glyph} </span>
      {verdict.difference}
      <span className="sr-only"> {word} the start</span>
    </span>
  );
}
