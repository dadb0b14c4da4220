import type { Provider } from "@/providers/provider";

/** Every kind of provider by its id. The first ones come with single sign-on. */
export const providers: Readonly<Record<string, Provider>> = {};
