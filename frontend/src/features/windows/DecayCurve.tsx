import {
  type Curve,
  FULL,
  type Multiplier,
  multiplierAt,
  multiplierText,
  multiplierUpText,
} from "@/lib/multiplier";

const WIDTH = 600;
const HEIGHT = 120;

/** How the weight of a stake falls over the betting time, where it stands, and where a correct bet begins to lose. */
export function DecayCurve({
  curve,
  left,
  now,
  breakEven,
}: {
  curve: Curve;
  left: number;
  now: Multiplier;
  breakEven: Multiplier | null;
}) {
  const x = (1 - left) * WIDTH;
  const [first, last] = [multiplierAt(curve, curve.open), multiplierAt(curve, curve.plannedClose)];
  const loses = breakEven !== null && breakEven <= FULL ? breakEven : null;
  return (
    <div role="img" aria-label={summary(now, breakEven)}>
      <div aria-hidden="true" className="relative h-30">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="size-full overflow-visible"
        >
          <path d={`M${x} ${y(now)}L${WIDTH} ${y(last)}V${HEIGHT}H${x}Z`} className="fill-bar" />
          <path
            d={`M0 ${y(first)}L${WIDTH} ${y(last)}`}
            vectorEffect="non-scaling-stroke"
            className="stroke-2 stroke-accent"
          />
          {loses !== null && (
            <path
              d={`M0 ${y(loses)}H${WIDTH}`}
              vectorEffect="non-scaling-stroke"
              strokeDasharray="4 4"
              className="stroke-warn"
            />
          )}
          <path d={`M0 ${HEIGHT}H${WIDTH}`} vectorEffect="non-scaling-stroke" className="stroke-hairline" />
        </svg>
        {/* Outside the drawing, which is stretched: a dot must stay round. */}
        <span
          className="absolute size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-s1 bg-accent"
          style={{ left: `${(x / WIDTH) * 100}%`, top: `${(y(now) / HEIGHT) * 100}%` }}
        />
        {loses !== null && (
          <span
            className={`absolute -translate-y-full text-small text-warn ${loses - last > first - loses ? "right-0" : "left-0"}`}
            style={{ top: `${(y(loses) / HEIGHT) * 100}%` }}
          >
            break-even {multiplierUpText(loses)}
          </span>
        )}
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between text-muted text-small">
        <span>{multiplierText(first)} at the opening</span>
        <span>{multiplierText(last)} at the close</span>
      </p>
    </div>
  );
}

function y(multiplier: Multiplier): number {
  return HEIGHT - (Math.min(FULL, multiplier) / FULL) * (HEIGHT - 8);
}

function summary(now: Multiplier, breakEven: Multiplier | null): string {
  const line = breakEven === null ? "" : `; a correct bet breaks even at ${multiplierUpText(breakEven)}`;
  return `Weight of a stake, falling until betting closes: now ${multiplierText(now)}${line}`;
}
