import type { CommandSpec } from "#app/command.ts"
import type { CommandName } from "#domain/commands.ts"
import { addDocument } from "./add-document.ts"
import { agreeToNotice } from "./agree-to-notice.ts"
import { attachPicture } from "./attach-picture.ts"
import { bind } from "./bind.ts"
import { decideFiling } from "./decide-filing.ts"
import { disable } from "./disable.ts"
import { fileActivity } from "./file-activity.ts"
import { fileOutcome } from "./file-outcome.ts"
import { forgetMe } from "./forget-me.ts"
import { invite } from "./invite.ts"
import { inviteSelf } from "./invite-self.ts"
import { leaveOrganization } from "./leave-organization.ts"
import { optOut } from "./opt-out.ts"
import { recordQuestion } from "./record-question.ts"
import { registerOrganization } from "./register-organization.ts"
import { repealDocument } from "./repeal-document.ts"
import { requestMembership } from "./request-membership.ts"
import { restoreDocument } from "./restore-document.ts"
import { setBaseline } from "./set-baseline.ts"
import { signIn } from "./sign-in.ts"
import { tagOrganization } from "./tag-organization.ts"
import { withdrawFiling } from "./withdraw-filing.ts"

const all = {
  addDocument,
  agreeToNotice,
  attachPicture,
  bind,
  decideFiling,
  disable,
  fileActivity,
  fileOutcome,
  forgetMe,
  invite,
  inviteSelf,
  leaveOrganization,
  optOut,
  recordQuestion,
  registerOrganization,
  repealDocument,
  requestMembership,
  restoreDocument,
  setBaseline,
  signIn,
  tagOrganization,
  withdrawFiling,
} satisfies { [Name in CommandName]: { name: Name } }

/** Every command; what one finds, only it reads. */
export const COMMANDS = all as unknown as { [Name in CommandName]: CommandSpec<Name, unknown> }
