import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { describeError } from "@/errors/describe";
import { Button } from "./Button";
import { PageTitle } from "./PageTitle";

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

/** A panel that could not be read, or a whole page: what happened, and a way on. */
export function Failed({
  error,
  retry,
  page = false,
}: {
  error: unknown;
  retry: () => void;
  page?: boolean;
}) {
  const { title, detail } = describeError(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-8 text-center">
      {page ? (
        <PageTitle title={title.replace(/\.$/, "")}>{detail}</PageTitle>
      ) : (
        <div>
          <p className="font-semibold">{title}</p>
          <p className="mt-1 max-w-md text-muted">{detail}</p>
        </div>
      )}
      <Button onClick={retry}>Try again</Button>
      {page && (
        <Link to="/" className="font-medium text-accent underline underline-offset-4">
          See all markets
        </Link>
      )}
    </div>
  );
}
