import { common } from "@/messages/en/common";
import { door } from "@/messages/en/door";
import { failures } from "@/messages/en/failures";
import { security } from "@/messages/en/security";

/** English: the shape of every catalogue. */
export const en = { common, door, failures, security };
