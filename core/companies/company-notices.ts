/** What people are told by mail about their place in a company. */
export const companyNotices = [
  "typeChanged",
  "handedOver",
  "deactivated",
  "reactivated",
  "removed",
  "letIn",
  "notLetIn",
  "joined",
  "addedByStaff",
  "typeChangedByStaff",
  "removedByStaff",
  "asked",
] as const;

/** The name of such a notice. */
export type CompanyNotice = (typeof companyNotices)[number];
