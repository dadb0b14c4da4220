import type { Ctx } from "@/core/ctx";
import type { Flow } from "@/core/registration/attempt";
import { form } from "@/core/registration/flows/form";

/** Every way to register by its name, which is the value of `registration.flow`. A new one is one file and one line here. */
export const flows = { form } as const satisfies Record<string, Flow>;

/** The flow that this installation uses. */
export const getFlow = ({ settings }: Pick<Ctx, "settings">): Flow => flows[settings.registration.flow];
