import { SendHorizontal } from 'lucide'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SaidLine } from '../fans/fan-data.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Bubble, DayRuler } from '../ui/bubble.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Time } from '../ui/time.tsx'
import { language, t } from '../words.ts'
import type { Player, Who } from './try-data.ts'

const NEW = 'new'

/** The fan's phone: their side of the chat, so their words stand on the right here. */
export function Phone({
  who,
  players,
  lines,
  isBusy,
  onChoose,
  onWrite,
}: {
  who: Who
  players: Player[]
  lines: SaidLine[]
  isBusy: boolean
  onChoose: (who: Who) => void
  onWrite: (body: string) => Promise<boolean>
}) {
  const [body, setBody] = useState('')
  const chat = useRef<HTMLDivElement>(null)
  const heard = lines.filter(
    ({ direction, status }) => direction === 'inbound' || status === 'sent' || status === 'imported',
  )
  const last = heard.at(-1)?.id
  useLayoutEffect(() => {
    chat.current?.scrollTo({ top: chat.current.scrollHeight })
  }, [last])
  const isNew = !('fanId' in who)
  const canSend = body.trim() !== '' && who.name.trim() !== '' && !isBusy
  const send = async () => {
    if (canSend && (await onWrite(body.trim()))) setBody('')
  }
  return (
    <section class="phone" aria-label={t('try.phone')}>
      <div class="phone-head">
        <Avatar name={who.name || '?'} />
        <Field
          label={t('try.as')}
          isLabelUnseen
          value={isNew ? NEW : who.fanId}
          onInput={(chosen) => {
            const player = players.find(({ id }) => id === chosen)
            onChoose(player ? { fanId: player.id, name: player.name } : { name: '', language: language.value })
          }}
          options={[
            ...players.map(({ id, name }) => ({ value: id, label: t('try.as.known', { name }) })),
            ...(!isNew && !players.some(({ id }) => id === who.fanId)
              ? [{ value: who.fanId, label: t('try.as.known', { name: who.name }) }]
              : []),
            { value: NEW, label: t('try.as.new') },
          ]}
        />
      </div>
      {isNew && (
        <div class="phone-new">
          <Field
            label={t('try.name')}
            value={who.name}
            onInput={(name) => onChoose({ ...who, name })}
            more={{ maxLength: 120, placeholder: t('try.name.example') }}
          />
          <Field
            label={t('try.language')}
            value={who.language}
            onInput={(chosen) => onChoose({ ...who, language: chosen === 'fr' ? 'fr' : 'en' })}
            options={[
              { value: 'en', label: t('language.en') },
              { value: 'fr', label: t('language.fr') },
            ]}
          />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever has no pointer scrolls it with the keys. */}
      <div ref={chat} class="phone-chat" role="log" aria-label={t('try.chat')} tabIndex={0}>
        {heard.length === 0 && <p class="soft small phone-empty">{t('try.chat.empty')}</p>}
        {heard.slice(-30).map((line, index, shown) => {
          const before = shown[index - 1]
          const isNewDay = !before || new Date(before.sentAt).toDateString() !== new Date(line.sentAt).toDateString()
          return (
            <div key={line.id}>
              {isNewDay && <DayRuler at={line.sentAt} />}
              <Bubble from={line.direction === 'inbound' ? 'us' : 'fan'} foot={<Time at={line.sentAt} />}>
                <p class="bubble-text">{line.body}</p>
              </Bubble>
            </div>
          )
        })}
      </div>
      <form
        class="phone-write"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field
          label={t('try.write')}
          isLabelUnseen
          rows={2}
          value={body}
          onInput={setBody}
          more={{
            placeholder: who.name ? t('try.write.as', { name: who.name }) : t('try.write'),
            onKeyDown: (event: KeyboardEvent) => {
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
              event.preventDefault()
              void send()
            },
          }}
        />
        <Button look="main" type="submit" icon={SendHorizontal} label={t('try.send')} disabled={!canSend} />
      </form>
    </section>
  )
}
