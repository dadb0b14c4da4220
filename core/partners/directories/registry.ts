import type { Ctx } from "@/core/ctx";
import type { PartnerDirectory } from "@/core/partners/directories/directory";
import { http } from "@/core/partners/directories/http";
import { local } from "@/core/partners/directories/local";

/** Every kind of partner directory by its name, which is the value of `partners.directory`. */
export const directories = { local, http } as const satisfies Record<string, PartnerDirectory>;

/** The directory that this installation asks about codes that staff have not made themselves. */
export const getDirectory = ({ settings }: Pick<Ctx, "settings">): PartnerDirectory => directories[settings.partners.directory];
