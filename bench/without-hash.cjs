// Loaded before a Foyer that is measured beside the real one: every password is right at once, so that the difference between the two is
// what hashing costs, with all it does to the rest of the process. Nothing of the product knows this file.
const Module = require("node:module");

const load = Module._load;
const STAND_IN = { hash: async () => "$argon2id$v=19$m=19456,t=2,p=1$c3RhbmQtaW4$c3RhbmQtaW4", verify: async () => true };

Module._load = (request, ...rest) => (request.startsWith("@node-rs/argon2") ? STAND_IN : load(request, ...rest));
