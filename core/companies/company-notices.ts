/** What people are told by mail about their place in a company, and its administrators about the company. */
export const companyNotices = [
  "typeChanged",
  "handedOver",
  "deactivated",
  "reactivated",
  "removed",
  "letIn",
  "notLetIn",
  "joined",
  "left",
  "addedByStaff",
  "typeChangedByStaff",
  "removedByStaff",
  "asked",
  "companyDeactivated",
  "companyReactivated",
  "companyMerged",
  "companyGrew",
] as const;

/** Those about a place that somebody has lost, or has not got: there is no company's page for them. */
const placeless: readonly CompanyNotice[] = ["deactivated", "removed", "notLetIn", "removedByStaff", "companyDeactivated"];

/** Whether whoever is told this has a company's page to go to. */
export const hasPlace = (notice: CompanyNotice): boolean => !placeless.includes(notice);

/** The name of such a notice. */
export type CompanyNotice = (typeof companyNotices)[number];
