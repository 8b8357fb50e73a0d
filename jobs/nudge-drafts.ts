import type { RestingForm } from "#domain/job-facts.ts"
import { job } from "#src/job.ts"

const HOUR = 3_600_000
const RESTED = 20 * HOUR
const FORGOTTEN = 7 * 24 * HOUR

export const nudgeDrafts = job({
  id: "nudge-drafts",
  about: "填到一半放了一天的，提醒一次",
  cron: "7 10 * * *",
  once: "day",

  async run({ restingForms, formName, outbox }, now) {
    const forms = await restingForms(new Date(now.getTime() - FORGOTTEN), new Date(now.getTime() - RESTED))
    const told = await outbox.tell(
      forms.map((one) => ({
        key: keyOf(one),
        personId: one.personId,
        kind: "reminder",
        text: `您的“${formName(one.form)}”填到一半，发“继续”接着填。`,
        dueAt: now,
      })),
    )
    return `${forms.length}份填到一半，新提醒${told}份。`
  },

  async overtaken({ restingForm }, key, now) {
    const [, form, since, personId] = key.split(":")
    const draft = await restingForm(personId!, form!, Number(since))
    if (!draft) return "the form was sent or dropped"
    return now.getTime() - draft.touched > RESTED ? undefined : "the form was taken up again"
  },
})

/** A draft is known by when it was begun: one taken up again and left again is the same, and nobody is nudged twice. */
const keyOf = ({ form, since, personId }: RestingForm) => `nudge-drafts:${form}:${since}:${personId}`
