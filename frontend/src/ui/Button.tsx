import type { ComponentProps } from "react";

type Look = "primary" | "secondary" | "ghost";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent font-semibold hover:brightness-110 disabled:bg-s3 disabled:text-muted",
  secondary: "bg-s2 text-ink font-medium border border-hairline hover:bg-s3 disabled:text-muted",
  ghost: "text-muted font-medium hover:bg-s2 hover:text-ink",
};

const controlFocus = "transition-colors disabled:cursor-not-allowed disabled:brightness-100";

/** @param size "tall" (44 px) for the one thing a panel is for, else 36 px */
export function Button({
  look = "secondary",
  size = "normal",
  className = "",
  ...rest
}: ComponentProps<"button"> & { look?: Look; size?: "normal" | "tall" }) {
  const height = size === "tall" ? "h-11 px-4" : "h-9 px-3";
  return (
    <button
      type="button"
      className={`inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-control ${height} ${LOOKS[look]} ${controlFocus} ${className}`}
      {...rest}
    />
  );
}
