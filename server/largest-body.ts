/** The largest body of any form of ours, by far (T-B1). */
const LARGEST_BODY = 1024 * 1024;

/** The largest file that staff may bring in. It is read as it comes and never held (T-D2). */
const LARGEST_FILE = 500 * 1024 * 1024;

/**
 * The largest mail that a service may bring, a little above what is read (core/inbound/find-bomb.ts), so that it is noted and not only
 * refused.
 */
const LARGEST_INBOUND = 11 * 1024 * 1024;

/** Where files arrive. */
export const isUpload = (path: string): boolean => path === "/admin/import/upload";

const isLogo = (path: string): boolean => path === "/admin/mail/templates/logo";

/** Which page says that a path was sent too much. */
export const whyTooLarge = (path: string) => {
  if (isUpload(path)) return "file-too-large" as const;
  return isLogo(path) ? ("logo-too-large" as const) : ("too-large" as const);
};

/** How many bytes a path takes. */
export const largestBody = (path: string): number => {
  if (isUpload(path)) return LARGEST_FILE;
  return path === "/api/inbound-mail" ? LARGEST_INBOUND : LARGEST_BODY;
};
