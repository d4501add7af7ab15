import { useChainNow } from "@/chain/clock";
import { atText, countdown, roughly, type Seconds } from "@/lib/time";

/** Time left until `to` by the chain's clock. Turns to the warning colour in the last minute. */
export function Countdown({ to }: { to: Seconds }) {
  const now = useChainNow();
  if (now === null) return <Unknown to={to} />;
  const left = to - now;
  return (
    <time
      dateTime={new Date(to * 1000).toISOString()}
      aria-label={left > 0 ? `${roughly(left)} left` : "over"}
      role="timer"
      className={left > 0 && left <= 60 ? "text-warn" : ""}
    >
      {countdown(left)}
    </time>
  );
}

/** Before the chain's clock is known: the place is kept, and the moment itself is said. */
function Unknown({ to }: { to: Seconds }) {
  return (
    <time dateTime={new Date(to * 1000).toISOString()} title={atText(to)}>
      <span className="sr-only">{atText(to)}</span>
      <span
        aria-hidden="true"
        className="inline-block h-4 w-16 animate-pulse rounded-md bg-s3 align-middle"
      />
    </time>
  );
}
