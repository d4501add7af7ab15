const RADIUS = 9;
const LENGTH = 2 * Math.PI * RADIUS;

/** What is left of a stretch of time, as a closing ring. Decorative: the countdown beside it says it in figures. */
export function Ring({ left }: { left: number }) {
  const part = Math.min(1, Math.max(0, left));
  return (
    <svg aria-hidden="true" width="22" height="22" viewBox="0 0 22 22" className="shrink-0 -rotate-90">
      <circle cx="11" cy="11" r={RADIUS} fill="none" strokeWidth="3" className="stroke-s3" />
      <circle
        cx="11"
        cy="11"
        r={RADIUS}
        fill="none"
        strokeWidth="3"
        strokeDasharray={`${LENGTH * part} ${LENGTH}`}
        className="stroke-accent"
      />
    </svg>
  );
}
