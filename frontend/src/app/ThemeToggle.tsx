import { MoonIcon, SunIcon } from "@/ui/icons";
import { chooseTheme, useTheme } from "./theme";

export function ThemeToggle() {
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      onClick={() => chooseTheme(other)}
      aria-label={`Use ${other} theme`}
      className="grid size-9 place-items-center rounded-control border border-hairline text-muted hover:bg-s2 hover:text-ink"
    >
      {theme === "dark" ? <MoonIcon /> : <SunIcon />}
    </button>
  );
}
