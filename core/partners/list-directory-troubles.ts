import type { Ctx } from "@/core/ctx";
import { type DirectoryTrouble, directoryTroubles } from "@/core/partners/directories/directory";
import { listTroubles } from "@/db/queries/partner-directory";

/** A time that a directory could not tell. */
export type TroubleSeen = { readonly id: string; readonly trouble: DirectoryTrouble; readonly createdAt: Date };

/** The last times that a directory could not tell, newest first. Neither a code nor a person is among it. */
export async function listDirectoryTroubles({ db }: Pick<Ctx, "db">): Promise<TroubleSeen[]> {
  const rows = await listTroubles(db);
  return rows.flatMap(({ trouble, ...row }) => {
    const known = directoryTroubles.find((one) => one === trouble);
    return known === undefined ? [] : [{ ...row, trouble: known }];
  });
}
