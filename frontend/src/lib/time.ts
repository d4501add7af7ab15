/** UTC seconds, as the chain and the API count them. */
export type Seconds = number;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

function two(value: number): string {
  return value.toString().padStart(2, "0");
}

/** "3d 04:12:09", "04:12:09", "00:00:00" once it is over. */
export function countdown(left: Seconds): string {
  const whole = Math.max(0, Math.floor(left));
  const clock = `${two(Math.floor((whole % DAY) / HOUR))}:${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
  return whole >= DAY ? `${Math.floor(whole / DAY)}d ${clock}` : clock;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "3 days", "24 hours", "1 minute": one unit, cut; days from two on. For sentences and screen readers. */
export function roughly(seconds: Seconds): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= 2 * DAY) return counted(Math.floor(whole / DAY), "day");
  if (whole >= HOUR) return counted(Math.floor(whole / HOUR), "hour");
  if (whole >= MINUTE) return counted(Math.floor(whole / MINUTE), "minute");
  return counted(whole, "second");
}

/** "24 hours", "3 days 4 hours", "1 hour 30 minutes": exactly. A negative span is "1 hour before". */
export function spanExact(seconds: Seconds): string {
  if (seconds < 0) return `${spanExact(-seconds)} before`;
  const days = seconds >= 2 * DAY ? Math.floor(seconds / DAY) : 0;
  const rest = seconds - days * DAY;
  const parts = [
    [days, "day"],
    [Math.floor(rest / HOUR), "hour"],
    [Math.floor((rest % HOUR) / MINUTE), "minute"],
    [rest % MINUTE, "second"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => counted(count, unit));
  return said.length === 0 ? counted(0, "second") : said.join(" ");
}

const FULL = new Intl.DateTimeFormat("en-US", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});
const SHORT = new Intl.DateTimeFormat("en-US", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const DAY_ONLY = new Intl.DateTimeFormat("en-US", { weekday: "short", day: "numeric", month: "short" });
/** What Intl puts around the dash of a range. */
const THIN = "\u2009";

const CLOCK = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** "15:30", in the reader's own zone: for moments of today. */
export function clockText(at: Seconds): string {
  return CLOCK.format(at * 1000);
}

/** The last second that calendars of browsers have. */
const LAST = 8_640_000_000_000;

/** Whether a number from the chain is a time that can be said: what is none would throw. */
export function isMoment(at: Seconds): boolean {
  return at >= 0 && at <= LAST;
}

/** "Fri, Nov 27, 15:30 UTC", in the reader's own zone. */
export function atText(at: Seconds): string {
  return FULL.format(at * 1000);
}

/** "Fri, Nov 27, 15:30 – 16:00 EST", "Nov 26, 16:00 – Fri, Nov 27, 16:00 EST". */
export function spanText(from: Seconds, to: Seconds): string {
  if (dayText(from) !== dayText(to)) return `${shortText(from)} – ${atText(to)}`;
  return FULL.formatRange(from * 1000, to * 1000).replaceAll(THIN, " ");
}

/** "Fri, Nov 27", in the reader's own zone. */
export function dayText(at: Seconds): string {
  return DAY_ONLY.format(at * 1000);
}

/** "Nov 27, 15:30": where space is short and the zone is said elsewhere. */
export function shortText(at: Seconds): string {
  return SHORT.format(at * 1000);
}
