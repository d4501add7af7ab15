import type { ComponentProps, ReactNode } from "react";

export function Card({ className = "", ...rest }: ComponentProps<"section">) {
  return (
    <section className={`min-w-0 rounded-card border border-hairline bg-s1 p-4 ${className}`} {...rest} />
  );
}

export function CardTitle({ children, aside, id }: { children: ReactNode; aside?: ReactNode; id?: string }) {
  return (
    <div className="mb-3 flex items-baseline justify-between gap-4">
      <h2 id={id} className="text-card font-semibold">
        {children}
      </h2>
      {aside}
    </div>
  );
}

/** A caption over its value, as in a market's header. */
export function Figure({
  label,
  children,
  className = "",
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={className}>
      <dt className="text-small text-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

/** A line of a breakdown: name left, amount right. */
export function Line({
  label,
  children,
  strong,
}: {
  label: ReactNode;
  children: ReactNode;
  strong?: boolean;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1">
      <dt className="text-muted">{label}</dt>
      <dd className={`text-right ${strong ? "font-semibold text-up" : ""}`}>{children}</dd>
    </div>
  );
}
