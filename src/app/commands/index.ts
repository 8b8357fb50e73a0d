import type { CommandSpec } from "#app/command.ts"
import type { CommandName } from "#domain/commands.ts"
import { addDocument } from "./add-document.ts"
import { agreeToNotice } from "./agree-to-notice.ts"
import { answerTicket } from "./answer-ticket.ts"
import { attachPicture } from "./attach-picture.ts"
import { bind } from "./bind.ts"
import { decideFiling } from "./decide-filing.ts"
import { disable } from "./disable.ts"
import { fileActivity } from "./file-activity.ts"
import { fileOutcome } from "./file-outcome.ts"
import { forgetMe } from "./forget-me.ts"
import { invite } from "./invite.ts"
import { inviteSelf } from "./invite-self.ts"
import { keepAnswer } from "./keep-answer.ts"
import { leaveOrganization } from "./leave-organization.ts"
import { openTicket } from "./open-ticket.ts"
import { optOut } from "./opt-out.ts"
import { recordQuestion } from "./record-question.ts"
import { registerOrganization } from "./register-organization.ts"
import { repealDocument } from "./repeal-document.ts"
import { requestMembership } from "./request-membership.ts"
import { restoreDocument } from "./restore-document.ts"
import { returnTicket } from "./return-ticket.ts"
import { sayOverTicket } from "./say-over-ticket.ts"
import { setBaseline } from "./set-baseline.ts"
import { setDuty } from "./set-duty.ts"
import { signIn } from "./sign-in.ts"
import { tagOrganization } from "./tag-organization.ts"
import { takeTicket } from "./take-ticket.ts"
import { withdrawFiling } from "./withdraw-filing.ts"

const all = {
  addDocument,
  agreeToNotice,
  answerTicket,
  attachPicture,
  bind,
  decideFiling,
  disable,
  fileActivity,
  fileOutcome,
  forgetMe,
  invite,
  inviteSelf,
  keepAnswer,
  leaveOrganization,
  openTicket,
  optOut,
  recordQuestion,
  registerOrganization,
  repealDocument,
  requestMembership,
  restoreDocument,
  returnTicket,
  sayOverTicket,
  setBaseline,
  setDuty,
  signIn,
  tagOrganization,
  takeTicket,
  withdrawFiling,
} satisfies { [Name in CommandName]: { name: Name } }

/** Every command; what one finds, only it reads. */
export const COMMANDS = all as unknown as { [Name in CommandName]: CommandSpec<Name, unknown> }
