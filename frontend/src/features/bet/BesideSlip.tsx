import type { ReactNode } from "react";
import { useWide } from "@/ui/useWide";
import { MobileSlip } from "./MobileSlip";
import { SlipRail, useSlipInUse } from "./SlipRail";

/** Whether a page that shares its width with the slip does so now: as soon as something is on it, if there is room. */
export function useSlipBeside(): boolean {
  const inUse = useSlipInUse();
  return useWide() && inUse;
}

/** A page and, while it is in use, the slip: beside it, or behind a bar where there is no room. */
export function BesideSlip({ children }: { children: ReactNode }) {
  const inUse = useSlipInUse();
  const beside = useSlipBeside();
  return (
    <>
      <div className={beside ? "grid grid-cols-[minmax(0,1fr)_360px] items-start gap-4" : ""}>
        {children}
        {beside && (
          <div className="sticky top-20 max-h-[calc(100dvh-96px)] overflow-y-auto rounded-card">
            <SlipRail />
          </div>
        )}
      </div>
      {inUse && !beside && <MobileSlip />}
    </>
  );
}
