import { verify } from "@node-rs/argon2";
import { readBase64 } from "@/core/security/foreign-hash/base64";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";

const ARGON2 =
  /^\$argon2(?:id|i|d)\$v=(?:19|16)\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;
const LARGEST_MEMORY = 131_072;
const MOST_WORK = 524_288;

/** argon2i, argon2d and argon2id in PHC form, with whatever parameters another shop used: 128 MiB at most. */
export const argon2: ForeignHash = {
  name: "argon2",
  recognise: (text) => {
    const found = ARGON2.exec(text);
    const [salt, digest] = (found?.slice(4) ?? []).map(readBase64);
    if (!found || !salt || !digest) return "no";
    const [memory = 0, passes = 0, lanes = 0] = found.slice(1, 4).map(Number);
    return within(
      memory >= 8 * lanes,
      memory <= LARGEST_MEMORY,
      passes >= 1,
      memory * passes <= MOST_WORK,
      lanes >= 1,
      lanes <= 16,
    );
  },
  verify: (text, password) => verify(text, password),
};
