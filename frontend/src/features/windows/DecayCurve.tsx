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
  const start = y(multiplierAt(curve, curve.open));
  const end = y(multiplierAt(curve, curve.plannedClose));
  return (
    <div role="img" aria-label={summary(now, breakEven)} className="relative h-30">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="size-full overflow-visible"
      >
        <path d={`M${x} ${y(now)}L${WIDTH} ${end}V${HEIGHT}H${x}Z`} className="fill-bar" />
        <path
          d={`M0 ${start}L${WIDTH} ${end}`}
          vectorEffect="non-scaling-stroke"
          className="stroke-2 stroke-accent"
        />
        {breakEven !== null && breakEven <= FULL && (
          <path
            d={`M0 ${y(breakEven)}H${WIDTH}`}
            vectorEffect="non-scaling-stroke"
            strokeDasharray="4 4"
            className="stroke-warn"
          />
        )}
        <path d={`M0 ${HEIGHT}H${WIDTH}`} vectorEffect="non-scaling-stroke" className="stroke-hairline" />
      </svg>
      {/* Outside the drawing, which is stretched: a dot must stay round. */}
      <span
        aria-hidden="true"
        className="absolute size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-s1 bg-accent"
        style={{ left: `${(x / WIDTH) * 100}%`, top: `${(y(now) / HEIGHT) * 100}%` }}
      />
      {breakEven !== null && breakEven <= FULL && (
        <span
          aria-hidden="true"
          className="absolute right-0 -translate-y-full text-small text-warn"
          style={{ top: `${(y(breakEven) / HEIGHT) * 100}%` }}
        >
          break-even {multiplierUpText(breakEven)}
        </span>
      )}
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
