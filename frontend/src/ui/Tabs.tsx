import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab {
  id: string;
  name: string;
  panel: ReactNode;
}

export function Tabs({ label, tabs }: { label: string; tabs: [Tab, ...Tab[]] }) {
  return (
    <Base.Root defaultValue={tabs[0].id}>
      <Base.List aria-label={label} className="flex gap-5 border-hairline border-b px-4">
        {tabs.map(({ id, name }) => (
          <Base.Tab
            key={id}
            value={id}
            className="-mb-px h-11 cursor-pointer border-transparent border-b-2 font-medium text-muted hover:text-ink data-[active]:border-accent data-[active]:text-ink"
          >
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, panel }) => (
        <Base.Panel key={id} value={id} className="p-4">
          {panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
