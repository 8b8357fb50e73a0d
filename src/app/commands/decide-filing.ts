import { audit, command, type TurnContext } from "#app/command.ts"
import { filingByNumber } from "#db/filings.ts"
import { organizationByNumber, type RegisteredOrganization } from "#db/organizations.ts"
import { membershipOf } from "#db/people.ts"
import type { Filing } from "#domain/filing.ts"
import { FILING_KINDS } from "#domain/filings/index.ts"
import { answersFor } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import type { Row } from "#domain/rows.ts"
import { cleanText } from "#domain/text.ts"

type Verdict = "approved" | "returned" | "revoked"

/** 通过 · 退回 · 撤销: one decision on one version, by somebody who may take it, in the audit. */
export const decideFiling = command({
  name: "decideFiling",
  find: async (database, { number }) => {
    const filing = await filingByNumber(database, number)
    return {
      filing,
      organization: filing ? await organizationByNumber(database, filing.organization.number) : undefined,
      membership:
        filing?.kind === "membership"
          ? await membershipOf(database, filing.byPerson, filing.organization.number)
          : undefined,
    }
  },
  prepare: ({ number, verdict, version, reason: said }, { filing, organization, membership }, turn) => {
    // A reason that was cut may end in half a character, which the database cannot hold.
    const reason = said === undefined ? undefined : cleanText(said)
    if (!filing || !organization)
      return new Refusal("unknown-filing", `没有找到编号 ${number}，请核对一下。发“待审”看等着审核的。`)
    const barred = mayDecide(filing, verdict, version, turn)
    if (barred) return barred
    const kind = FILING_KINDS[filing.kind]
    const effectiveOn = verdict === "approved" ? kind.effectiveOn(filing.answers, turn.today) : null
    const headline = kind.headline(filing.answers, turn.now)
    const step = filing.step + 1
    const at = turn.now.toISOString()
    return {
      rows: [
        {
          add: "FilingStep",
          row: {
            filing: number,
            step,
            kind: verdict,
            version: verdict === "revoked" ? (filing.standing ?? version) : version,
            answers: null,
            warnings: null,
            reason: reason ?? null,
            by: turn.me.id,
            at,
            effectiveOn,
          },
        },
        ...followed(filing, verdict, organization, membership, effectiveOn, turn),
        audit(turn, verdict, number, { version, ...(reason ? { reason } : {}) }),
      ],
      tells: [
        {
          key: `decision:${number}:${step}`,
          personId: filing.byPerson,
          kind: "decision",
          text: notice(filing, verdict, headline, reason),
        },
      ],
      result: { number, headline, organization: filing.organization.name },
    }
  },
})

function mayDecide(filing: Filing, verdict: Verdict, version: number, turn: TurnContext): Refusal | undefined {
  const official = answersFor(turn.me, filing.townCode)
  const contact = turn.me.organizations.some((one) => one.number === filing.organization.number)
  if (!official && !(filing.kind === "membership" && contact))
    return new Refusal("not-allowed", "这份申报不在您的审核范围里。")
  if (filing.byPerson === turn.me.id || (contact && filing.kind !== "membership"))
    return new Refusal("own-filing", "这是您自己组织的申报，要请别的工作人员来审。")
  if (verdict === "revoked") {
    if (filing.standing === undefined)
      return new Refusal(
        "not-approved",
        `${filing.number} 没有通过过，不用撤销。要退给对方修改，请发“退回 ${filing.number} 原因”。`,
      )
    return undefined
  }
  if (filing.state === "withdrawn") return new Refusal("withdrawn", `${filing.number} 已经被对方撤回了，不用审了。`)
  if (filing.state !== "pending")
    return new Refusal(
      "decided",
      `${filing.number} 已经审过了（${filing.state === "approved" ? "通过" : filing.state === "returned" ? "退回" : "撤销"}），不用再审。`,
    )
  if (version !== filing.version)
    return new Refusal(
      "stale",
      `${filing.number} 刚刚更正过，您看的是第${version}版，现在是第${filing.version}版。请发“看 ${filing.number}”看过新的再决定。`,
    )
  // A contact was asked to let somebody in, and cannot do anything about a registration that waits.
  const waits = filing.kind !== "registration" && filing.organization.status !== "active"
  if (verdict === "approved" && waits && !(filing.kind === "membership" && contact))
    return new Refusal(
      "organization-waits",
      `“${filing.organization.name}”的登记还没有通过（${filing.organization.number}），请先审它的登记。`,
    )
  return undefined
}

/** What else a decision changes: the organization's status, a membership. */
function followed(
  filing: Filing,
  verdict: Verdict,
  organization: RegisteredOrganization,
  membership: { seq: number; ended: boolean } | undefined,
  effectiveOn: string | null,
  turn: TurnContext,
): Row[] {
  const at = turn.now.toISOString()
  if (filing.kind === "registration" && verdict !== "returned") {
    const founded = FILING_KINDS.registration.effectiveOn(filing.answers, turn.today)
    return [
      {
        add: "OrganizationStatus",
        row: {
          organization: organization.number,
          seq: organization.statusSeq + 1,
          status: verdict === "approved" ? "active" : "void",
          effectiveOn: effectiveOn ?? founded,
          knownAt: at,
          reason: null,
          by: turn.me.id,
        },
      },
    ]
  }
  if (filing.kind !== "membership" || verdict === "returned") return []
  const key = { personId: filing.byPerson, organization: organization.number }
  if (verdict === "approved")
    return [{ add: "Membership", row: { ...key, seq: (membership?.seq ?? 0) + 1, since: at, endedAt: null } }]
  return membership && !membership.ended
    ? [{ change: "Membership", key: { ...key, seq: membership.seq }, set: { endedAt: at } }]
    : []
}

function notice(filing: Filing, verdict: Verdict, headline: string, reason: string | undefined): string {
  const what = `${FILING_KINDS[filing.kind].name} ${filing.number}（${headline}）`
  if (verdict === "approved")
    return filing.kind === "activity"
      ? `好消息：您的${what}已通过。活动办完后，请发“活动总结”告诉我们结果。`
      : `好消息：您的${what}已通过。`
  if (verdict === "returned")
    return `您的${what}需要修改：${reason ?? "请联系民政局了解"}。\n修改请回复“修改 ${filing.number}”。`
  return `您的${what}被撤销了${reason ? `：${reason}` : ""}。有疑问请联系民政局。`
}
