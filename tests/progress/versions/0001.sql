BEGIN TRANSACTION;
CREATE TABLE ormlab_attempts (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	course VARCHAR(200) NOT NULL,
	exercise VARCHAR(200) NOT NULL,
	finished DATETIME,
	ending VARCHAR(200),
	CONSTRAINT pk_ormlab_attempts PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_attempts_key UNIQUE ("key")
);
INSERT INTO "ormlab_attempts" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2026-03-01 10:00:00.000000','ormlab','1.1','2026-03-01 10:00:09.000000','done');
INSERT INTO "ormlab_attempts" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2026-03-01 10:00:01.000000','ormlab','1.2',NULL,NULL);
CREATE TABLE ormlab_check_results (
	id INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	outcome VARCHAR(200) NOT NULL,
	said TEXT NOT NULL,
	CONSTRAINT pk_ormlab_check_results PRIMARY KEY (id),
	CONSTRAINT fk_ormlab_check_results_run_id FOREIGN KEY(run_id) REFERENCES ormlab_check_runs (id)
);
INSERT INTO "ormlab_check_results" VALUES(1,1,'test_a','failed','1 != 2');
CREATE TABLE ormlab_check_runs (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	attempt_id INTEGER NOT NULL,
	task VARCHAR(200),
	passed BOOLEAN NOT NULL,
	CONSTRAINT pk_ormlab_check_runs PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_check_runs_key UNIQUE ("key"),
	CONSTRAINT fk_ormlab_check_runs_attempt_id FOREIGN KEY(attempt_id) REFERENCES ormlab_attempts (id)
);
INSERT INTO "ormlab_check_runs" VALUES(1,'ffffffffffffffffffffffffffffffff','2026-03-01 10:00:04.000000',2,'2d',0);
CREATE TABLE ormlab_explanations (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	attempt_id INTEGER NOT NULL,
	about VARCHAR(200) NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_ormlab_explanations PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_explanations_key UNIQUE ("key"),
	CONSTRAINT fk_ormlab_explanations_attempt_id FOREIGN KEY(attempt_id) REFERENCES ormlab_attempts (id)
);
INSERT INTO "ormlab_explanations" VALUES(1,'00000000000000000000000000000000','2026-03-01 10:00:05.000000',1,'why','One object.');
CREATE TABLE ormlab_hints (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	attempt_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	CONSTRAINT pk_ormlab_hints PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_hints_key UNIQUE ("key"),
	CONSTRAINT fk_ormlab_hints_attempt_id FOREIGN KEY(attempt_id) REFERENCES ormlab_attempts (id)
);
INSERT INTO "ormlab_hints" VALUES(1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','2026-03-01 10:00:04.000000',1,1);
CREATE TABLE ormlab_marks (
	id INTEGER NOT NULL,
	explanation_id INTEGER NOT NULL,
	point TEXT NOT NULL,
	met BOOLEAN NOT NULL,
	CONSTRAINT pk_ormlab_marks PRIMARY KEY (id),
	CONSTRAINT fk_ormlab_marks_explanation_id FOREIGN KEY(explanation_id) REFERENCES ormlab_explanations (id)
);
INSERT INTO "ormlab_marks" VALUES(1,1,'names the identity map',1);
CREATE TABLE ormlab_predictions (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	attempt_id INTEGER NOT NULL,
	question VARCHAR(200) NOT NULL,
	given TEXT NOT NULL,
	confidence VARCHAR(200) NOT NULL,
	task VARCHAR(200),
	CONSTRAINT pk_ormlab_predictions PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_predictions_key UNIQUE ("key"),
	CONSTRAINT fk_ormlab_predictions_attempt_id FOREIGN KEY(attempt_id) REFERENCES ormlab_attempts (id)
);
INSERT INTO "ormlab_predictions" VALUES(1,'cccccccccccccccccccccccccccccccc','2026-03-01 10:00:02.000000',1,'price','"100"','certain',NULL);
CREATE TABLE ormlab_resets (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	course VARCHAR(200) NOT NULL,
	exercise VARCHAR(200) NOT NULL,
	last_attempt INTEGER NOT NULL,
	CONSTRAINT pk_ormlab_resets PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_resets_key UNIQUE ("key")
);
INSERT INTO "ormlab_resets" VALUES(1,'22222222222222222222222222222222','2026-03-01 10:00:00.000000','ormlab','1.1',0);
CREATE TABLE ormlab_resume_points (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	course VARCHAR(200) NOT NULL,
	exercise VARCHAR(200) NOT NULL,
	attempt VARCHAR(200),
	task VARCHAR(200),
	step INTEGER,
	CONSTRAINT pk_ormlab_resume_points PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_resume_points_key UNIQUE ("key")
);
INSERT INTO "ormlab_resume_points" VALUES(1,'11111111111111111111111111111111','2026-03-01 10:00:06.000000','ormlab','1.2','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',NULL,7);
CREATE TABLE ormlab_verdicts (
	id INTEGER NOT NULL,
	"key" VARCHAR(32) NOT NULL,
	at DATETIME NOT NULL,
	prediction_id INTEGER NOT NULL,
	is_right BOOLEAN NOT NULL,
	fact TEXT,
	misconception VARCHAR(200),
	about TEXT NOT NULL,
	CONSTRAINT pk_ormlab_verdicts PRIMARY KEY (id),
	CONSTRAINT uq_ormlab_verdicts_key UNIQUE ("key"),
	CONSTRAINT fk_ormlab_verdicts_prediction_id FOREIGN KEY(prediction_id) REFERENCES ormlab_predictions (id),
	CONSTRAINT uq_ormlab_verdicts_prediction_id UNIQUE (prediction_id)
);
INSERT INTO "ormlab_verdicts" VALUES(1,'dddddddddddddddddddddddddddddddd','2026-03-01 10:00:03.000000',1,0,'"999"','query-makes-objects','["query-makes-objects"]');
CREATE TABLE ormlab_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT ormlab_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "ormlab_version" VALUES('0001');
CREATE INDEX ix_ormlab_attempts_course ON ormlab_attempts (course);
CREATE INDEX ix_ormlab_predictions_attempt_id ON ormlab_predictions (attempt_id);
CREATE INDEX ix_ormlab_hints_attempt_id ON ormlab_hints (attempt_id);
CREATE INDEX ix_ormlab_check_runs_attempt_id ON ormlab_check_runs (attempt_id);
CREATE INDEX ix_ormlab_check_results_run_id ON ormlab_check_results (run_id);
CREATE INDEX ix_ormlab_explanations_attempt_id ON ormlab_explanations (attempt_id);
CREATE INDEX ix_ormlab_marks_explanation_id ON ormlab_marks (explanation_id);
CREATE INDEX ix_ormlab_resume_points_course ON ormlab_resume_points (course);
CREATE INDEX ix_ormlab_resets_course ON ormlab_resets (course);
COMMIT;
