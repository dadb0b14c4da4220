import type { PartnerDirectory } from "@/core/partners/directories/directory";
import { hashesOfPartnerCode } from "@/core/partners/partner-code";
import { findUsableCode } from "@/db/queries/partner-code-redemption";

/** The shop's own table: codes that staff have made. Asks nobody else. */
export const local: PartnerDirectory = {
  kind: "local",
  find: async (ctx, code) => {
    const codeId = await findUsableCode(ctx.db, hashesOfPartnerCode(ctx, code).all);
    return codeId === null ? { kind: "unknown" } : { kind: "here", codeId };
  },
};
