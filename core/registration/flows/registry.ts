import type { Ctx } from "@/core/ctx";
import type { Flow } from "@/core/registration/attempt";
import { accessData } from "@/core/registration/flows/access-data";
import { code } from "@/core/registration/flows/code";
import { emailFirst } from "@/core/registration/flows/email-first";
import { form } from "@/core/registration/flows/form";

/** Every way to register by its name, which is the value of `registration.flow`. A new one is one file and one line here. */
export const flows = { form, "email-first": emailFirst, code, "access-data": accessData } as const satisfies Record<
  Flow["name"],
  Flow
>;

/** The flow that this installation uses for those who begin now. */
export const getFlow = ({ settings }: Pick<Ctx, "settings">): Flow => flows[settings.registration.flow];

/** The flow by which a stored registration began: it goes on in that one, whatever the setting says meanwhile. */
export const flowOf = ({ flow }: { readonly flow: string }): Flow =>
  Object.values<Flow>(flows).find(({ name }) => name === flow) ?? form;
