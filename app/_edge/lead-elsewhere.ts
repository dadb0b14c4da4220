import { redirect } from "next/navigation";
import { sealTyped } from "@/app/_edge/typed-name";
import { wayIn } from "@/app/_edge/way-in";
import { returnTo } from "@/core/access/return-to";
import type { Connection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";

type Leading = { readonly connection: Connection; readonly typed: string; readonly wanted: string };

/**
 * Sends whoever typed an address of a connection's domain to that connection (P-S5), with the address and the wanted page. Last line of a
 * form's action: never returns.
 */
export function leadElsewhere({ secrets }: Pick<Ctx, "secrets">, { connection, typed, wanted }: Leading): never {
  redirect(wayIn(connection, returnTo(wanted, ""), { isForm: true, typed: sealTyped(secrets, typed.trim()) }));
}
