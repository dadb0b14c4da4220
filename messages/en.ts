import { common } from "@/messages/en/common";
import { door } from "@/messages/en/door";
import { failures } from "@/messages/en/failures";

/** English: the shape of every catalogue. */
export const en = { common, door, failures };
