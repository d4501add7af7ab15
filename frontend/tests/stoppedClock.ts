import { vi } from "vitest";
import { chainClock } from "@/chain/clock";
import type { Seconds } from "@/lib/time";

/** Chain time stands still at `now` until the test ends, however long the machine takes. */
export function stopClockAt(now: Seconds): void {
  vi.spyOn(performance, "now").mockReturnValue(0);
  chainClock.tick(now);
}
