import { type ReactNode, useEffect } from "react";

/** The page's one h1, and the browser tab's title with it. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Mutuel`;
  }, [title]);
  return (
    <div>
      <h1 className="text-page font-semibold">{title}</h1>
      {children && <p className="text-muted">{children}</p>}
    </div>
  );
}
