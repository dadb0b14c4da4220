-- Codes that staff chose are kept under a hash with a key from now on. What stands here cannot be turned into it, so they end; staff choose them anew.
UPDATE "partner_codes" SET "withdrawn_at" = coalesce("withdrawn_at", now()), "hint" = right("hint", 1) WHERE "is_chosen";
