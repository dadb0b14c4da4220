import type { Ctx } from "@/core/ctx";
import { decrypt, encrypt } from "@/core/security/secrets";

type Sealing = Pick<Ctx, "secrets">;

/** Seals a code in canonical form, to be kept with a registration until its mailbox is proven: nobody who reads the database has it (T-Q6). */
export const sealPartnerCode = ({ secrets }: Sealing, code: string): string => encrypt(secrets, "partner-codes", code);

/** The code that was sealed; null if no key fits any more, which is as if it were wrong. */
export const openPartnerCode = ({ secrets }: Sealing, sealed: string): string | null => decrypt(secrets, "partner-codes", sealed);
