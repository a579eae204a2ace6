/**
 * The steps from an empty file to the database of this version. Step n brings `PRAGMA user_version` to n. A step that
 * was released is never edited: what comes later goes into a new one.
 *
 * Sort keys compare as UTF-8 bytes because SQLite keeps text as UTF-8 and compares it by memcmp (BINARY collation),
 * which is the order that the table port promises.
 */
export const MIGRATIONS: readonly string[] = [
  // 1: the table and its change feed. Triggers write the feed, so that no write can be forgotten; they run in the
  // transaction of the write. AUTOINCREMENT keeps cursors growing even after old changes were trimmed.
  `
  CREATE TABLE items (
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    index_pk TEXT,
    index_sk TEXT,
    PRIMARY KEY (pk, sk)
  ) STRICT;
  CREATE INDEX items_by_index ON items (index_pk, index_sk, pk, sk) WHERE index_pk IS NOT NULL;

  CREATE TABLE changes (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    before_version INTEGER,
    before_data TEXT,
    before_index_pk TEXT,
    before_index_sk TEXT,
    after_version INTEGER,
    after_data TEXT,
    after_index_pk TEXT,
    after_index_sk TEXT
  ) STRICT;
  CREATE TABLE feed_cursors (consumer TEXT PRIMARY KEY, cursor INTEGER NOT NULL) STRICT;

  CREATE TRIGGER item_inserted AFTER INSERT ON items BEGIN
    INSERT INTO changes (pk, sk, after_version, after_data, after_index_pk, after_index_sk)
    VALUES (NEW.pk, NEW.sk, NEW.version, NEW.data, NEW.index_pk, NEW.index_sk);
  END;
  CREATE TRIGGER item_updated AFTER UPDATE ON items
  WHEN OLD.version IS NOT NEW.version OR OLD.data IS NOT NEW.data
    OR OLD.index_pk IS NOT NEW.index_pk OR OLD.index_sk IS NOT NEW.index_sk
  BEGIN
    INSERT INTO changes (
      pk, sk, before_version, before_data, before_index_pk, before_index_sk,
      after_version, after_data, after_index_pk, after_index_sk
    ) VALUES (
      NEW.pk, NEW.sk, OLD.version, OLD.data, OLD.index_pk, OLD.index_sk,
      NEW.version, NEW.data, NEW.index_pk, NEW.index_sk
    );
  END;
  CREATE TRIGGER item_deleted AFTER DELETE ON items BEGIN
    INSERT INTO changes (pk, sk, before_version, before_data, before_index_pk, before_index_sk)
    VALUES (OLD.pk, OLD.sk, OLD.version, OLD.data, OLD.index_pk, OLD.index_sk);
  END;
  `,
  // 2: the queues. A message is visible from visible_at on; one that is being handled is claimed, and hidden.
  `
  CREATE TABLE queue_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    claimed INTEGER NOT NULL DEFAULT 0,
    enqueued_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX queue_messages_by_time ON queue_messages (queue, visible_at, id);

  CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT NOT NULL,
    enqueued_at INTEGER NOT NULL,
    died_at INTEGER NOT NULL
  ) STRICT;
  `,
];
