-- CreateTable
CREATE TABLE "Region" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parentCode" TEXT,

    CONSTRAINT "Region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "noticeVersion" INTEGER NOT NULL,
    "consentAt" TIMESTAMPTZ(3) NOT NULL,
    "optedOutAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "forgottenAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "channel" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("channel","externalId")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "regionCode" TEXT NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "grantedBy" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invite" (
    "codeHash" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "role" TEXT,
    "regionCode" TEXT,
    "personId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "source" UUID,

    CONSTRAINT "Invite_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "InviteUse" (
    "codeHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "InviteUse_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "Organization" (
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "townCode" TEXT NOT NULL,
    "village" TEXT,
    "creditCode" TEXT,
    "identityKey" TEXT NOT NULL,
    "statClass" TEXT,
    "foundedOn" DATE,
    "members" INTEGER,
    "staff" INTEGER,
    "fundsYuan" DECIMAL(14,2),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "OrganizationStatus" (
    "organization" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "by" UUID,
    "source" UUID,

    CONSTRAINT "OrganizationStatus_pkey" PRIMARY KEY ("organization","seq")
);

-- CreateTable
CREATE TABLE "OrganizationTag" (
    "organization" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    "on" BOOLEAN NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID,
    "source" UUID,

    CONSTRAINT "OrganizationTag_pkey" PRIMARY KEY ("organization","seq")
);

-- CreateTable
CREATE TABLE "Rating" (
    "organization" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "grade" INTEGER NOT NULL,
    "validFrom" DATE NOT NULL,
    "validUntil" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID,
    "source" UUID,

    CONSTRAINT "Rating_pkey" PRIMARY KEY ("organization","seq")
);

-- CreateTable
CREATE TABLE "Membership" (
    "personId" UUID NOT NULL,
    "organization" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("personId","organization","seq")
);

-- CreateTable
CREATE TABLE "RegisterImport" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "file" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "RegisterImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Filing" (
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "townCode" TEXT NOT NULL,
    "about" TEXT,
    "byPerson" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Filing_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "FilingStep" (
    "filing" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "answers" JSONB,
    "warnings" JSONB,
    "reason" TEXT,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "effectiveOn" DATE,
    "source" UUID,

    CONSTRAINT "FilingStep_pkey" PRIMARY KEY ("filing","step")
);

-- CreateTable
CREATE TABLE "Media" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "filing" TEXT,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Talk" (
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "room" TEXT,
    "personId" UUID,
    "version" INTEGER NOT NULL,
    "state" JSONB NOT NULL,
    "form" TEXT,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Talk_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "room" TEXT,
    "personId" UUID,
    "text" TEXT,
    "replies" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "seq" BIGSERIAL NOT NULL,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Parked" (
    "id" UUID NOT NULL,
    "inbound" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Parked_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "key" TEXT NOT NULL,
    "personId" UUID,
    "channel" TEXT,
    "address" TEXT,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "sentTo" TEXT,
    "seq" BIGINT,
    "source" UUID,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "JobRun" (
    "job" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "JobRun_pkey" PRIMARY KEY ("job","period")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,
    "content" JSONB NOT NULL,
    "checksum" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Baseline" (
    "plan" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "value" DECIMAL(14,2) NOT NULL,
    "asOf" DATE NOT NULL,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Baseline_pkey" PRIMARY KEY ("plan","target","seq")
);

-- CreateTable
CREATE TABLE "Digest" (
    "id" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "regionCode" TEXT NOT NULL,
    "asOf" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Digest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DigestFigure" (
    "digest" TEXT NOT NULL,
    "figure" TEXT NOT NULL,
    "value" DECIMAL(18,4),
    "numerator" DECIMAL(18,4),
    "denominator" DECIMAL(18,4),
    "status" TEXT NOT NULL,
    "records" JSONB NOT NULL,

    CONSTRAINT "DigestFigure_pkey" PRIMARY KEY ("digest","figure")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB,
    "source" UUID,

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NumberBlock" (
    "prefix" TEXT NOT NULL,
    "next" INTEGER NOT NULL,

    CONSTRAINT "NumberBlock_pkey" PRIMARY KEY ("prefix")
);

-- CreateTable
CREATE TABLE "SignIn" (
    "tokenHash" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "SignIn_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE INDEX "Role_personId_idx" ON "Role"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_identityKey_key" ON "Organization"("identityKey");

-- CreateIndex
CREATE INDEX "Organization_townCode_idx" ON "Organization"("townCode");

-- CreateIndex
CREATE INDEX "Membership_organization_idx" ON "Membership"("organization");

-- CreateIndex
CREATE INDEX "Filing_organization_idx" ON "Filing"("organization");

-- CreateIndex
CREATE INDEX "Filing_byPerson_idx" ON "Filing"("byPerson");

-- CreateIndex
CREATE INDEX "Filing_about_idx" ON "Filing"("about");

-- CreateIndex
CREATE INDEX "Filing_kind_createdAt_idx" ON "Filing"("kind", "createdAt");

-- CreateIndex
CREATE INDEX "FilingStep_kind_at_idx" ON "FilingStep"("kind", "at");

-- CreateIndex
CREATE INDEX "Media_filing_idx" ON "Media"("filing");

-- CreateIndex
CREATE INDEX "Media_personId_idx" ON "Media"("personId");

-- CreateIndex
CREATE INDEX "Talk_personId_idx" ON "Talk"("personId");

-- CreateIndex
CREATE INDEX "Talk_form_idx" ON "Talk"("form");

-- CreateIndex
CREATE INDEX "Talk_channel_sender_idx" ON "Talk"("channel", "sender");

-- CreateIndex
CREATE INDEX "Inbox_takenAt_idx" ON "Inbox" USING BRIN ("takenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Inbox_channel_sender_messageId_key" ON "Inbox"("channel", "sender", "messageId");

-- CreateIndex
CREATE INDEX "Outbox_status_dueAt_idx" ON "Outbox"("status", "dueAt");

-- CreateIndex
CREATE INDEX "Outbox_personId_status_idx" ON "Outbox"("personId", "status");

-- CreateIndex
CREATE INDEX "Outbox_sentTo_seq_idx" ON "Outbox"("sentTo", "seq");

-- CreateIndex
CREATE INDEX "Audit_subject_idx" ON "Audit"("subject");

-- CreateIndex
CREATE INDEX "Audit_at_idx" ON "Audit"("at");

-- CreateIndex
CREATE INDEX "SignIn_personId_idx" ON "SignIn"("personId");

-- AddForeignKey
ALTER TABLE "Region" ADD CONSTRAINT "Region_parentCode_fkey" FOREIGN KEY ("parentCode") REFERENCES "Region"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationStatus" ADD CONSTRAINT "OrganizationStatus_organization_fkey" FOREIGN KEY ("organization") REFERENCES "Organization"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationTag" ADD CONSTRAINT "OrganizationTag_organization_fkey" FOREIGN KEY ("organization") REFERENCES "Organization"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_organization_fkey" FOREIGN KEY ("organization") REFERENCES "Organization"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organization_fkey" FOREIGN KEY ("organization") REFERENCES "Organization"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Filing" ADD CONSTRAINT "Filing_organization_fkey" FOREIGN KEY ("organization") REFERENCES "Organization"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FilingStep" ADD CONSTRAINT "FilingStep_filing_fkey" FOREIGN KEY ("filing") REFERENCES "Filing"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestFigure" ADD CONSTRAINT "DigestFigure_digest_fkey" FOREIGN KEY ("digest") REFERENCES "Digest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
