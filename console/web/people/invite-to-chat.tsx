import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { t } from '../words.ts'
import { CopyField } from './copy-field.tsx'
import { useDoing } from './use-doing.ts'

export type ChatApp = 'telegram' | 'discord'
export type For = 'me' | 'other'

/** One's own chat accounts, and the bots to which one can be brought. */
export const readChatAccounts = () => unwrap(api['chat-accounts'].$get())
type ChatAccounts = Awaited<ReturnType<typeof readChatAccounts>>
export type Way = ChatAccounts['ways'][number]

/** Whoever has no account there yet most likely asks for themselves. */
export const likelyFor = (known: ChatAccounts | undefined, app: ChatApp): For =>
  known && !known.accounts.some(({ channel }) => channel === app) ? 'me' : 'other'

/** What is handed over: a link, or words to send to a bot. */
type Made = { link: string } | { words: string; username: string }

/**
 * Makes what lets a chat account decide: one's own, which then is the same person as here, or somebody else's.
 * @param onlyMe nobody else can be invited from here
 */
export function InviteToChat({
  channel,
  creatorId,
  begin = 'other',
  onlyMe = false,
  onClose,
}: {
  channel: ChatApp
  creatorId: string
  begin?: For
  onlyMe?: boolean
  onClose: () => void
}) {
  const { isBusy, problem, doing } = useDoing()
  const [whom, setWhom] = useState<For>(onlyMe ? 'me' : begin)
  const [made, setMade] = useState<Made | undefined>()
  const make = () =>
    doing(async () => {
      const ask = { param: { id: creatorId }, json: { forMe: whom === 'me' } }
      const { telegram, discord } = api.creators[':id']
      setMade(
        channel === 'telegram' ? await unwrap(telegram.invites.$post(ask)) : await unwrap(discord.invites.$post(ask)),
      )
    })
  const title = t(onlyMe ? `chat.bring.${channel}` : `team.reviewers.invite.${channel}`)
  if (made) {
    return (
      <Dialog title={title} onClose={onClose}>
        {'link' in made ? (
          <CopyField label={t('chat.link')} value={made.link} />
        ) : (
          <CopyField label={t('chat.words', { bot: made.username })} value={made.words} />
        )}
        <p class="soft">{t(`chat.once.${whom}`)}</p>
        <DialogActions>
          {whom === 'me' && 'link' in made && (
            <a class="link people-open" href={made.link} target="_blank" rel="noreferrer">
              {t('chat.open')}
            </a>
          )}
          <Button look="main" onClick={onClose}>
            {t('team.done')}
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        {onlyMe ? (
          <p>{t('chat.for.me.hint')}</p>
        ) : (
          <Field
            label={t('chat.for')}
            value={whom}
            onInput={(chosen) => setWhom(chosen === 'me' ? 'me' : 'other')}
            options={[
              { value: 'me', label: t('chat.for.me') },
              { value: 'other', label: t('chat.for.other') },
            ]}
            hint={t(`chat.for.${whom}.hint`)}
          />
        )}
        {problem && (
          <p class="field-problem" role="alert">
            {problem}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" disabled={isBusy}>
            {t(channel === 'telegram' ? 'team.invite.make' : 'chat.make.words')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
