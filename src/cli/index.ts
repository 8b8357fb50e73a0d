import { ask } from "./ask.ts"
import type { Command } from "./command.ts"
import { digest } from "./digest.ts"
import { invite } from "./invite.ts"
import { jobList } from "./job-list.ts"
import { jobRun } from "./job-run.ts"
import { knowledgeAdd } from "./knowledge-add.ts"
import { knowledgeList } from "./knowledge-list.ts"
import { knowledgeRemove } from "./knowledge-remove.ts"
import { talk } from "./talk.ts"
import { understand } from "./understand.ts"

/** Every command, in the order of --help. */
export const commands: readonly Command[] = [
  talk,
  understand,
  ask,
  knowledgeAdd,
  knowledgeList,
  knowledgeRemove,
  digest,
  jobList,
  jobRun,
  invite,
]
