-- A journal as schema 1 left it: one feed, one article published, one item pending. Never changes.
BEGIN TRANSACTION;
CREATE TABLE aliases (
  hash INTEGER NOT NULL, domain TEXT NOT NULL, alias TEXT NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (hash, domain, alias)) STRICT, WITHOUT ROWID;
INSERT INTO "aliases" VALUES(1577712189338669129,'desk.example','u:desk.example/x','wd1yjgyt46aev2zrgquie3prroq2q');
INSERT INTO "aliases" VALUES(2601639474860095316,'desk.example','u:desk.example/y','wd15yk7gxaa6cxvsygrayjqhzxphi');
CREATE TABLE articles (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL, version INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
  story_at INTEGER NOT NULL, revisit_at INTEGER, feed_hashes TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0,
  stripped_title TEXT NOT NULL, simhash INTEGER NOT NULL, take_label TEXT, take_number INTEGER,
  state TEXT NOT NULL) STRICT;
INSERT INTO "articles" VALUES('wd1yjgyt46aev2zrgquie3prroq2q','desk.example',1001,1795545990604,1795545990604,NULL,'{"a":3076164422705225781}',0,'one',0,NULL,NULL,'{"id":"wd1yjgyt46aev2zrgquie3prroq2q","domain":"desk.example","aliases":["u:desk.example/x"],"feeds":["a"],"url":"http://desk.example/x","revision":1,"enrichment":1,"status":"usable","item_hash":3076164422705225781,"feed_hashes":{},"forgotten":false,"version_hashes":[],"fields":{},"paragraphs":[],"quotes":[],"entities":[],"stripped_title":"one","take_number":null,"take_label":null,"simhash":0,"published_at":null,"first_seen_at":"2026-11-24T18:46:30.604Z","last_seen_at":"2026-11-24T18:46:30.604Z","last_published_fetch":null,"last_feed":"a","page_validators":{"etag":null,"last_modified":null},"revisits":[],"missing":null,"text_source":null}');
INSERT INTO "articles" VALUES('wd15yk7gxaa6cxvsygrayjqhzxphi','desk.example',0,1795545990604,1795545990604,NULL,'{"a":3381466075205831647}',0,'',0,NULL,NULL,'{"id":"wd15yk7gxaa6cxvsygrayjqhzxphi","domain":"desk.example","aliases":["u:desk.example/y"],"feeds":["a"],"url":"http://desk.example/y","revision":0,"enrichment":0,"status":"usable","item_hash":3381466075205831647,"feed_hashes":{},"forgotten":false,"version_hashes":[],"fields":{},"paragraphs":[],"quotes":[],"entities":[],"stripped_title":"","take_number":null,"take_label":null,"simhash":0,"published_at":null,"first_seen_at":"2026-11-24T18:46:30.604Z","last_seen_at":"2026-11-24T18:46:30.604Z","last_published_fetch":null,"last_feed":null,"page_validators":{"etag":null,"last_modified":null},"revisits":[],"missing":null,"text_source":null}');
CREATE TABLE feeds (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL, spec_url TEXT NOT NULL, health TEXT NOT NULL, unseen_since INTEGER,
  filled INTEGER NOT NULL DEFAULT 0, etag TEXT, last_modified TEXT, body_hash INTEGER,
  last_body BLOB NOT NULL DEFAULT x'', state TEXT NOT NULL) STRICT;
INSERT INTO "feeds" VALUES('a','desk.example','http://desk.example/a.xml','new',NULL,1,'one,y',NULL,NULL,X'49D0558BE028E5155477AB7C51E11A24','{"id":"a","url":"http://desk.example/a.xml","domain":"desk.example","health":"new","reason":null,"validators":{"etag":null,"last_modified":null},"body_hash":null,"last_body":[],"first_seen_at":"2026-11-24T18:46:30.600Z","last_poll_at":null,"last_success_at":null,"last_new_item_at":null,"next_poll_at":"2026-11-24T18:46:30.600Z","interval_seconds":0,"items_a_day":0.0,"polls":1,"failures":0,"failing_since":null,"unchanged":0,"moved_to":null,"not_before":null,"hints":{"ttl_minutes":null,"skip_hours":[],"skip_days":[],"update_every_seconds":null,"hubs":[],"self_url":null,"cloud":null,"next_page":null,"prev_archive":null,"complete":false},"title":null,"site":null,"history":null}');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('created_at','2026-11-24T18:46:30.574Z');
INSERT INTO "meta" VALUES('journal_id','jwq4bsykxecvxnq4e4fsdsjtaze');
INSERT INTO "meta" VALUES('last_wall_at','1795545990616');
INSERT INTO "meta" VALUES('partitions','32');
INSERT INTO "meta" VALUES('record_bytes','203');
INSERT INTO "meta" VALUES('running','0');
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER, partition INTEGER NOT NULL,
  tenure INTEGER NOT NULL DEFAULT 0, committed_at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
  headers TEXT NOT NULL, value ANY, nonce INTEGER NOT NULL) STRICT;
INSERT INTO "outbox" VALUES(1,1,4,0,1795545990612,'enriched','wd1yjgyt46aev2zrgquie3prroq2q','[["content-type","application/json"]]','{"id":"wd1yjgyt46aev2zrgquie3prroq2q","text":"one","version":1001}',-494448339423566457);
INSERT INTO "outbox" VALUES(2,1,4,0,1795545990612,'quotes','wd1yjgyt46aev2zrgquie3prroq2q','[["content-type","application/json"]]','"one"',1929029709165992295);
CREATE TABLE pending (
  id INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL DEFAULT 1, article TEXT NOT NULL UNIQUE,
  domain TEXT NOT NULL, feed TEXT NOT NULL, origin TEXT NOT NULL, item TEXT NOT NULL, aliases TEXT NOT NULL,
  item_hash INTEGER NOT NULL, published_at INTEGER, fetched_at INTEGER NOT NULL, poll TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_try_at INTEGER NOT NULL, reason TEXT,
  in_hand INTEGER NOT NULL DEFAULT 0, suspect INTEGER NOT NULL DEFAULT 0, ends_alone INTEGER NOT NULL DEFAULT 0,
  parked_at INTEGER) STRICT;
INSERT INTO "pending" VALUES(2,1,'wd15yk7gxaa6cxvsygrayjqhzxphi','desk.example','a','first_fill','{"id":null,"id_is_permalink":null,"link":"http://desk.example/y","links":[],"title":"y","summary":null,"content":[],"published":null,"updated":null,"language":null,"rights":null,"authors":[],"contributors":[],"categories":[],"enclosures":[],"source":null,"comments":null,"media":[]}','["u:desk.example/y"]',3381466075205831647,NULL,1795545990604,'poll-1',0,1795545990604,NULL,0,0,0,NULL);
CREATE TABLE sinks (
  cluster_id TEXT NOT NULL, prefix TEXT NOT NULL, position INTEGER NOT NULL, backlog TEXT NOT NULL,
  opened_at INTEGER NOT NULL, used_at INTEGER NOT NULL, snapshot TEXT,
  PRIMARY KEY (cluster_id, prefix)) STRICT, WITHOUT ROWID;
CREATE TABLE versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, version INTEGER NOT NULL, feed TEXT NOT NULL,
  aliases TEXT NOT NULL, item TEXT, item_hash INTEGER NOT NULL, fetched_at INTEGER NOT NULL,
  committed_at INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  withheld INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "versions" VALUES(1,'wd1yjgyt46aev2zrgquie3prroq2q',1001,'a','["u:desk.example/x"]','{"id":null,"id_is_permalink":null,"link":"http://desk.example/x","links":[],"title":"one","summary":null,"content":[],"published":null,"updated":null,"language":null,"rights":null,"authors":[],"contributors":[],"categories":[],"enclosures":[],"source":null,"comments":null,"media":[]}',3076164422705225781,1795545990604,1795545990612,1,2,0);
CREATE INDEX feeds_by_domain ON feeds (domain);
CREATE INDEX articles_by_last_seen ON articles (last_seen_at);
CREATE INDEX articles_by_story ON articles (domain, story_at) WHERE version > 0;
CREATE INDEX articles_by_revisit ON articles (revisit_at) WHERE revisit_at IS NOT NULL;
CREATE INDEX pending_by_due ON pending (next_try_at) WHERE parked_at IS NULL AND suspect = 0;
CREATE INDEX pending_by_suspicion ON pending (id) WHERE suspect = 1 OR in_hand = 1;
CREATE INDEX versions_by_article ON versions (article, version);
CREATE INDEX versions_withheld ON versions (last_seq) WHERE withheld = 1;
CREATE INDEX outbox_by_topic ON outbox (topic);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('pending',2);
INSERT INTO "sqlite_sequence" VALUES('versions',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
COMMIT;
PRAGMA user_version = 1;
PRAGMA application_id = 1464093233;
