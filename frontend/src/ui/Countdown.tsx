import { useChainNow } from "@/chain/clock";
import { countdown, roughly, type Seconds } from "@/lib/time";

/** Time left until `to` by the chain's clock. Turns to the warning colour in the last minute. */
export function Countdown({ to }: { to: Seconds }) {
  const now = useChainNow();
  if (now === null) return <span className="text-muted">–</span>;
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
