import type { Settings } from "@/settings/registry";

/** Where mail leaves the house: the environment's SMTP_URL, else the back office's setting; null while there is neither. */
export const smtpSource = (fromEnvironment: string | null, settings: Settings): string | null =>
  fromEnvironment ?? (settings.mail.smtpUrl || null);
