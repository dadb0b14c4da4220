-- The key of a name is made by the one function that customers are searched by, too: ß is ss here, and an apostrophe nothing.
UPDATE "companies" SET "name_key" = search_fold("name") WHERE "name_key" <> search_fold("name");
