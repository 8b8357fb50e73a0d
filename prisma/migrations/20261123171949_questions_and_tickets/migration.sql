-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "onDutySince" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "number" TEXT,
    "date" DATE,
    "status" TEXT NOT NULL,
    "regionCode" TEXT,
    "content" JSONB NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "addedBy" UUID,
    "source" UUID,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShortAnswer" (
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "asks" JSONB NOT NULL,
    "regionCode" TEXT,
    "on" BOOLEAN NOT NULL,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "ShortAnswer_pkey" PRIMARY KEY ("id","seq")
);

-- CreateTable
CREATE TABLE "AliasQuestion" (
    "id" UUID NOT NULL,
    "document" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "AliasQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "articles" JSONB NOT NULL,
    "regionCode" TEXT NOT NULL,
    "personId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "dismissedAt" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "regionCode" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "source" UUID,

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "TicketStep" (
    "ticket" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "source" UUID,

    CONSTRAINT "TicketStep_pkey" PRIMARY KEY ("ticket","step")
);

-- CreateIndex
CREATE INDEX "Question_at_idx" ON "Question"("at");

-- CreateIndex
CREATE INDEX "Ticket_personId_idx" ON "Ticket"("personId");

-- CreateIndex
CREATE INDEX "TicketStep_kind_at_idx" ON "TicketStep"("kind", "at");

-- AddForeignKey
ALTER TABLE "TicketStep" ADD CONSTRAINT "TicketStep_ticket_fkey" FOREIGN KEY ("ticket") REFERENCES "Ticket"("number") ON DELETE RESTRICT ON UPDATE CASCADE;
