-- A text as it is searched: no accents, no case, no apostrophes. The one place that decides it, for what is stored and what is typed.
CREATE FUNCTION "search_fold"(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(replace(replace(replace(translate(
    lower(regexp_replace(normalize(translate(typed, '''’‘´`', ''), NFKD), '[\u0300-\u036f]', '', 'g')),
    'øØłŁđĐðÐı', 'oollddddi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;--> statement-breakpoint
-- Its words in their order, six at most; an address stays one word.
CREATE FUNCTION "search_words"(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array(
    SELECT left(word, 254)
    FROM regexp_split_to_table(search_fold(typed), '[\s,;]+') WITH ORDINALITY AS tokens(token, place),
      LATERAL regexp_split_to_table(token, CASE WHEN token LIKE '%@%' THEN '\s' ELSE '[\s.:()\[\]{}/\\"“”„«»&+*_%#!?<>|=\u2010-\u2015-]+' END)
        WITH ORDINALITY AS words(word, part)
    WHERE word <> '' ORDER BY place, part LIMIT 6)
$$;--> statement-breakpoint
-- The keys of one customer. A name with an umlaut is also found as it is written without one: Müller as muller and mueller.
CREATE FUNCTION "keys_of_customer"(names text, number_key text, addresses text[]) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  WITH spelt(words) AS (
    SELECT array(SELECT DISTINCT unnest(search_words(names) || search_words(regexp_replace(normalize(names, NFD), '([aouAOU])\u0308', '\1e', 'g'))))
  )
  SELECT left(word, 64) FROM spelt, unnest(words) AS word
  UNION SELECT ' ' || left(words[a], 64) || ' ' || left(words[b], 64)
    FROM spelt, generate_subscripts(words, 1) AS a, generate_subscripts(words, 1) AS b WHERE a <> b
  UNION SELECT lower(number_key)
  UNION SELECT address FROM unnest(addresses) AS address WHERE address IS NOT NULL
  UNION SELECT '@' || split_part(address, '@', 2) FROM unnest(addresses) AS address WHERE address IS NOT NULL
$$;--> statement-breakpoint
-- Call it with the customers' rows locked.
CREATE FUNCTION "write_customer_keys"(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_keys WHERE customer_id = ANY (ids);
  INSERT INTO customer_keys (standing, key, customer_id)
    SELECT c.standing, k.key, c.id
    FROM customers c
    LEFT JOIN accounts a ON a.customer_id = c.id
    CROSS JOIN LATERAL keys_of_customer(c.first_name || ' ' || c.last_name, c.number_key, ARRAY[c.email_key, a.email_key]) AS k(key)
    WHERE c.id = ANY (ids) AND c.merged_into IS NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "note_standing"(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers c SET standing = coalesce(
    (SELECT CASE WHEN a.deactivated_at IS NULL THEN 'active' ELSE 'deactivated' END FROM accounts a WHERE a.customer_id = c.id), 'guest')
    WHERE c.id = ANY (ids);
  PERFORM write_customer_keys(ids);
END $$;--> statement-breakpoint
CREATE FUNCTION "customers_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_customer_keys(array(SELECT id FROM added));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "customers_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_keys WHERE customer_id = ANY (array(SELECT id FROM gone));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "customer_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_customer_keys(ARRAY[NEW.id]);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "accounts_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_standing(array(SELECT customer_id FROM added));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "account_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM note_standing(ARRAY[NEW.customer_id]);
  END IF;
  IF TG_OP = 'DELETE' OR OLD.customer_id IS DISTINCT FROM NEW.customer_id THEN
    PERFORM note_standing(ARRAY[OLD.customer_id]);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "customers_added" AFTER INSERT ON "customers" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "customers_added"();--> statement-breakpoint
CREATE TRIGGER "customers_deleted" AFTER DELETE ON "customers" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION "customers_deleted"();--> statement-breakpoint
CREATE TRIGGER "customer_changed" AFTER UPDATE OF first_name, last_name, email_key, number_key, merged_into ON "customers"
  FOR EACH ROW WHEN ((OLD.first_name, OLD.last_name, OLD.email_key, OLD.number_key, OLD.merged_into)
    IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.email_key, NEW.number_key, NEW.merged_into))
  EXECUTE FUNCTION "customer_changed"();--> statement-breakpoint
CREATE TRIGGER "accounts_added" AFTER INSERT ON "accounts" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "accounts_added"();--> statement-breakpoint
CREATE TRIGGER "account_changed" AFTER UPDATE OF email_key, deactivated_at, customer_id ON "accounts"
  FOR EACH ROW WHEN ((OLD.email_key, OLD.deactivated_at, OLD.customer_id) IS DISTINCT FROM (NEW.email_key, NEW.deactivated_at, NEW.customer_id))
  EXECUTE FUNCTION "account_changed"();--> statement-breakpoint
CREATE TRIGGER "account_deleted" AFTER DELETE ON "accounts" FOR EACH ROW EXECUTE FUNCTION "account_changed"();--> statement-breakpoint
SELECT note_standing(array(SELECT id FROM customers));
