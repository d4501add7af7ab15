/** A figure whose background fades for a moment when it changes. The key restarts the animation; the first is still. */
import { useRef } from "react";

export function Flash({ value, className = "" }: { value: string; className?: string }) {
  const first = useRef(value);
  const changed = first.current !== value;
  if (changed) first.current = "";
  return (
    <span key={value} className={`rounded-md ${changed ? "flash" : ""} ${className}`}>
      {value}
    </span>
  );
}
