/** What a staff member is told by mail about their own access. */
export const staffNotices = [
  "passwordChanged",
  "unlocked",
  "secondFactorOn",
  "secondFactorOff",
  "secondFactorReset",
  "recoveryCodeUsed",
  "recoveryCodesRenewed",
] as const;

/** The name of such a notice. */
export type StaffNotice = (typeof staffNotices)[number];
