import type { Trouble } from "@/core/identities/trouble";
import { OutsideFailure } from "@/core/net/outside";

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

/** The trouble that an error stands for, if it is one of ours. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof ProviderFailure) return error.trouble;
  return error instanceof OutsideFailure ? `provider.${error.reason}` : null;
}
