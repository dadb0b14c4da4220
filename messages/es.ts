import { common } from "@/messages/es/common";
import { door } from "@/messages/es/door";
import { failures } from "@/messages/es/failures";
import type { Messages } from "@/messages/translator";
import type { Shape } from "@/messages/shape";

/** Spanish. */
export const es: Shape<Messages> = { common, door, failures };
