import { createHmac } from "node:crypto";
import { bcrypt } from "@/core/security/foreign-hash/bcrypt";
import type { ForeignHash } from "@/core/security/foreign-hash/foreign-hash";

const MARK = "$wp";

/** WordPress from 6.8: bcrypt of a SHA-384, so that nothing beyond 72 bytes is lost, marked with `$wp`. */
export const wordpress: ForeignHash = {
  name: "wordpress",
  recognise: (text) => (text.startsWith(`${MARK}$`) ? bcrypt.recognise(text.slice(MARK.length)) : "no"),
  verify: (text, password) => {
    const shortened = createHmac("sha384", "wp-sha384").update(password).digest("base64");
    return bcrypt.verify(text.slice(MARK.length), shortened);
  },
};
