import { useQuery } from "@tanstack/react-query";
import { permissionsQuery } from "@/api/queries";
import type { Holder, Permissions, RoleOfManager } from "@/generated/api/types.gen";
import { roughly } from "@/lib/time";
import { Card, CardTitle } from "@/ui/Card";
import { Loaded } from "@/ui/Loaded";
import { PageTitle } from "@/ui/PageTitle";
import { actText, holderText, roleTitle, timelockText, waitText } from "./wording";

export function PermissionsPage() {
  const query = useQuery(permissionsQuery);
  return (
    <>
      <PageTitle title="Permissions">
        Who may do what, as it stands on chain now. No role can lower anybody's balance, and nothing here
        stops a claim, a refund or a withdrawal.
      </PageTitle>
      <div className="mt-6">
        <Loaded query={query} what="permissions">
          {(table) => <Table table={table} />}
        </Loaded>
      </div>
    </>
  );
}

function Table({ table }: { table: Permissions }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-2">
      {table.roles.map((role) => (
        <Card key={role.id} aria-labelledby={`role-${role.id}`}>
          <Role role={role} />
        </Card>
      ))}
      <Card aria-labelledby="timelock">
        <CardTitle id="timelock">Timelock</CardTitle>
        <p className="mb-2 text-muted text-small">
          Every act waits here for {roughly(table.delay)} in public.
        </p>
        <ul className="flex flex-col gap-1 text-small">
          {table.timelock.map((role) => (
            <li key={role.name}>
              <span className="font-medium">{holdersText(role.holders)}</span>{" "}
              <span className="text-muted">{timelockText(role)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Role({ role }: { role: RoleOfManager }) {
  const { title, name } = roleTitle(role);
  return (
    <>
      <CardTitle
        id={`role-${role.id}`}
        aside={name && <span className="font-mono text-muted text-small">{name}</span>}
      >
        {title}
      </CardTitle>
      <p className="mb-2 text-small">
        {role.holders.length === 0
          ? "Nobody holds it."
          : role.holders.map((holder) => `${holderText(holder)}, ${waitText(holder)}`).join(" · ")}
      </p>
      <ul className="flex flex-col gap-1 text-small">
        {role.functions.map(({ contract, function: called }) => (
          <li key={contract + called}>
            <span className="break-all font-mono">
              {contract}.{called}
            </span>
            <Does text={actText(contract, called)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Does({ text }: { text: string | null }) {
  return text && <span className="text-muted"> · {text}</span>;
}

function holdersText(holders: readonly Holder[]): string {
  return holders.length === 0 ? "Nobody" : holders.map(holderText).join(", ");
}
