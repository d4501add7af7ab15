/** What a person is told: what happened; then whether money moved, and what to do next. */
export interface Sentence {
  title: string;
  detail: string;
}

export const UNCHANGED = "No money moved.";

export const RELOAD = "Reload the page and try again.";

/** A refusal before anything moved. */
export function say(title: string, next: string): Sentence {
  return { title, detail: `${UNCHANGED} ${next}` };
}

/** The refusals that a call from this page cannot cause: shown plainly if one ever appears. */
export function unexpected(what: string): Sentence {
  return say(`The contract refused: ${what}.`, `This should not happen from this page. ${RELOAD}`);
}
