/** What a person is told: what happened; then whether money moved, and what to do next. */
export interface Sentence {
  title: string;
  detail: string;
}

export const UNCHANGED = "No money moved.";
