import { compareBcrypt } from "@/core/security/foreign-hash/compare-bcrypt";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";

const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
/** About a second and a half of one core. */
export const HIGHEST_BCRYPT_COST = 14;

/** bcrypt: PHP's password_hash, Laravel, Rails, Shopware 6, PrestaShop, Spring. $2y and $2a are $2b under another name. */
export const bcrypt: ForeignHash = {
  name: "bcrypt",
  recognise: (text) => {
    const cost = Number(BCRYPT.exec(text)?.[1] ?? Number.NaN);
    return Number.isNaN(cost) ? "no" : within(cost >= 4, cost <= HIGHEST_BCRYPT_COST);
  },
  verify: (text, password) => compareBcrypt(password, text),
};
