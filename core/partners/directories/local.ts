import type { PartnerDirectory } from "@/core/partners/directories/directory";
import { hashOfPartnerCode } from "@/core/partners/partner-code";
import { findUsableCode } from "@/db/queries/partner-codes";

/** The shop's own table: codes that staff have made. Asks nobody else. */
export const local: PartnerDirectory = {
  kind: "local",
  find: async ({ db }, code) => {
    const codeId = await findUsableCode(db, hashOfPartnerCode(code));
    return codeId === null ? { kind: "unknown" } : { kind: "here", codeId };
  },
};
