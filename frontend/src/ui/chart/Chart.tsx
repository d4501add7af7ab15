import { useEffect, useRef } from "react";
import { useTheme } from "@/app/theme";
import type { Level, Line } from "./chart";
import { type Picture, picture } from "./draw";

/** Lines over time. Numbers are good enough to draw with; nothing is computed from them. */
export default function Chart({
  lines,
  levels,
  format,
}: {
  /** As many and in the same looks for as long as the chart is shown. */
  lines: readonly Line[];
  levels: readonly Level[];
  format: (value: number) => string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Picture | null>(null);
  const theme = useTheme();
  const looks = lines.map(({ look }) => look).join(",");

  useEffect(() => {
    if (!box.current) return;
    drawn.current = picture(box.current, looks.split(",") as Line["look"][], format);
    return () => {
      drawn.current?.remove();
      drawn.current = null;
    };
  }, [looks, format]);

  useEffect(() => drawn.current?.show(lines), [lines]);
  useEffect(() => drawn.current?.mark(lines, levels, theme), [lines, levels, theme]);

  return <div ref={box} aria-hidden="true" className="size-full" />;
}
