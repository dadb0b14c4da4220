/** A directory did not answer in time, not securely, or not sensibly: nothing is known of anybody. `reason` is for staff, not secret. */
export class DirectoryAway extends Error {
  override name = "DirectoryAway";
  constructor(
    readonly reason: string,
    options?: { cause: unknown },
  ) {
    super(`the directory did not answer: ${reason}`, options);
  }
}

/** Waits for something that a directory is asked; whatever goes wrong is a {@link DirectoryAway}. */
export async function orAway<T>(asked: () => Promise<T>): Promise<T> {
  try {
    return await asked();
  } catch (cause) {
    throw new DirectoryAway(reasonOf(cause), { cause });
  }
}

/** The code of a system's or TLS error (ECONNREFUSED, CERT_HAS_EXPIRED), else the name of an LDAP result, else what was said. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "Error" ? error.message.slice(0, 120) : error.name;
}
