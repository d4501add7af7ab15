import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { PermissionsPage } from "./PermissionsPage";

const ADDRESS = `0x${"11".repeat(20)}`;
const TABLE = {
  delay: 86_400,
  roles: [
    {
      id: "0",
      name: "ADMIN",
      holders: [{ address: ADDRESS, name: "Timelock", wait: 86_400 }],
      functions: [{ contract: "Escrow", function: "registerEngine" }],
    },
    {
      id: "8",
      name: "VETO",
      holders: [{ address: ADDRESS, name: "Safe", wait: 0 }],
      functions: [{ contract: "Resolution", function: "veto" }],
    },
    { id: "9", name: "OLD", holders: [], functions: [] },
  ],
  timelock: [{ name: "DEFAULT_ADMIN_ROLE", holders: [] }],
};

beforeEach(() => {
  client.setConfig({ baseUrl: "http://api", fetch: async () => Response.json(TABLE) });
});

test("PermissionsPage: roles: who holds them, after which wait, and why it is safe at once", async () => {
  await mounted({ path: "/permissions", page: PermissionsPage, fake: fakeWallet({}) });
  const admin = await screen.findByRole("region", { name: "Administration" });
  expect(within(admin).getByText("Timelock, after 24 hours in public")).toBeTruthy();
  expect(within(admin).getByText("Escrow.registerEngine")).toBeTruthy();
  const veto = screen.getByRole("region", { name: "Vetoing a ruling" });
  expect(within(veto).getByText("Multisig, at once")).toBeTruthy();
  expect(veto.textContent).toContain("can only give every stake back");
  expect(screen.getByRole("region", { name: "OLD" }).textContent).toContain("Nobody holds it.");
  expect(screen.getByRole("region", { name: "Timelock" }).textContent).toContain(
    "Nobody changes these roles",
  );
});
