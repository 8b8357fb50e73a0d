import type { Flow } from "#engine/book.ts"
import { attended, endTalk, relay } from "./attended.ts"
import { baseline } from "./baseline.ts"
import { bind } from "./bind.ts"
import { disable, invite } from "./colleagues.ts"
import { complaint } from "./complaint.ts"
import { correctFiling } from "./correct-filing.ts"
import { documents, file, repealDocument, restoreDocument } from "./documents.ts"
import { offDuty, onDuty } from "./duty.ts"
import { fileActivity } from "./file-activity.ts"
import { fileOutcome } from "./file-outcome.ts"
import { grumble } from "./grumble.ts"
import { follow, helpFor, neither } from "./help.ts"
import { human } from "./human.ts"
import { joinOrganization } from "./join-organization.ts"
import { forgetMe, forgetMeNow, keepMe, leaveOrganization, resubscribe, unsubscribe } from "./leaving.ts"
import { myFilings } from "./my-filings.ts"
import { ownRecords } from "./own-records.ts"
import { picture, unsupported } from "./pictures.ts"
import { policy, policyFigures } from "./policy.ts"
import { detail, progress } from "./progress.ts"
import { registerOrganization } from "./register-organization.ts"
import { approve, revoke, sendBack, show, waiting } from "./review.ts"
import { signIn } from "./sign-in.ts"
import { addTag, removeTag } from "./tag.ts"
import { answer, keepAnswer, take, tickets } from "./tickets.ts"
import { withdrawFiling } from "./withdraw-filing.ts"

/** Every flow, in the order in which 帮助 shows them. */
const doing: readonly Flow[] = [
  registerOrganization,
  joinOrganization,
  fileActivity,
  fileOutcome,
  myFilings,
  correctFiling,
  withdrawFiling,
  keepAnswer,
  policy,
  ownRecords,
  policyFigures,
  human,
  complaint,
  waiting,
  show,
  approve,
  sendBack,
  revoke,
  tickets,
  answer,
  take,
  onDuty,
  offDuty,
  progress,
  detail,
  addTag,
  removeTag,
  baseline,
  documents,
  repealDocument,
  restoreDocument,
  invite,
  disable,
  signIn,
  bind,
  unsubscribe,
  resubscribe,
  leaveOrganization,
  forgetMe,
  forgetMeNow,
  keepMe,
  picture,
  file,
  unsupported,
  follow,
  grumble,
  neither,
  attended,
  relay,
  endTalk,
]

export const flows: readonly Flow[] = [...doing, helpFor(doing)]
