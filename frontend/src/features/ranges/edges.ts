import { letterOf } from "@/lib/odds";
import type { Level } from "@/ui/chart/chart";

/** The edges between the ranges; those of the highlighted range stand out. */
export function edgeLevels(edges: readonly string[], highlighted: number | null): Level[] {
  return edges.map((edge, index) => {
    const floor = index + 1 === highlighted;
    const strong = floor || index === highlighted;
    const title = strong ? `${letterOf(highlighted ?? 0)} ${floor ? "floor" : "ceiling"}` : "";
    return { value: Number(edge), title, strong };
  });
}
