import { isTrouble, type Trouble } from "@/core/identities/trouble";

/** A provider's answer that is not taken. Its message is the trouble's name and nothing that the provider said. */
export class ProviderFailure extends Error {
  override name = "ProviderFailure";
  constructor(
    readonly trouble: Trouble,
    options?: ErrorOptions,
  ) {
    super(trouble, options);
  }
}

/**
 * The trouble that an error stands for, if it is one of ours. By its name and not its class: what a process keeps for all its bundles throws
 * the errors of the bundle that made it.
 */
export function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null;
  const said = error.name === "ProviderFailure" && "trouble" in error ? error.trouble : null;
  const trouble = error.name === "OutsideFailure" && "reason" in error ? `provider.${error.reason}` : said;
  return isTrouble(trouble) ? trouble : null;
}

/** Whether nothing at all came from a provider, which says nothing about whoever asked. */
export const isOutsideFailure = (error: unknown): boolean => error instanceof Error && error.name === "OutsideFailure";
