import { customerKind } from "@/core/import/customer-kind";
import { orderKind } from "@/core/import/order-kind";

/** Everything that can be imported. */
export const importKinds = { customers: customerKind, orders: orderKind } as const;

/** The name of one. */
export type KindName = keyof typeof importKinds;

/** Whether a text names one. */
export const isKindName = (text: unknown): text is KindName => typeof text === "string" && Object.hasOwn(importKinds, text);
