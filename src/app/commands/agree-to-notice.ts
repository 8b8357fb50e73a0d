import { command } from "#app/command.ts"
import { cleanText } from "#domain/text.ts"

/** 同意: the person begins to exist (个人信息保护法 13, 17: consent after notice). */
export const agreeToNotice = command({
  name: "agreeToNotice",
  find: async () => undefined,
  prepare: ({ noticeVersion }, _, turn) => {
    const at = turn.now.toISOString()
    const { channel, externalId, name } = turn.identity
    return {
      rows: [
        {
          add: "Person",
          row: {
            id: turn.me.id,
            name: null,
            phone: null,
            noticeVersion,
            consentAt: at,
            optedOutAt: null,
            onDutySince: null,
            disabledAt: null,
            forgottenAt: null,
          },
        },
        {
          add: "Identity",
          row: {
            channel,
            externalId,
            personId: turn.me.id,
            name: name === undefined ? null : cleanText(name.slice(0, 60)),
            linkedAt: at,
          },
        },
      ],
      result: {},
    }
  },
})
