import { join } from "node:path";
import { type KeptMail, listCaughtMail } from "@/server/mail-catcher";
import { getEnv } from "@/settings/env";

/** The mails that this demo caught, newest first. */
export const listDemoMail = (): Promise<KeptMail[]> => listCaughtMail(join(getEnv().dataDir, "mail"));
