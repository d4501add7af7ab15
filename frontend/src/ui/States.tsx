import type { ReactNode } from "react";
import { describeError } from "@/errors/describe";
import { Button } from "./Button";

/** Grey shapes with the final dimensions, so that nothing jumps when the content arrives. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <div aria-hidden="true" className={`animate-pulse rounded-control bg-s2 ${className}`} />;
}

export function Loading({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      {children}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-md text-muted">{children}</div>}
    </div>
  );
}

/** A panel that could not be read: what happened, and a way on. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { title, detail } = describeError(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-8 text-center">
      <div>
        <p className="font-semibold">{title}</p>
        <p className="mt-1 max-w-md text-muted">{detail}</p>
      </div>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}
