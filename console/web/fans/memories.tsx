import { BadgeEuro, Ellipsis, EyeOff, Pencil, Pin, PinOff, Plus, Trash2 } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { clockTime, day, said, t } from '../words.ts'
import type { FanPageData, MemoryLine } from './fan-data.ts'
import { MemoryForm } from './memory-form.tsx'

interface Props {
  fan: FanPageData['fan']
  memories: MemoryLine[]
  ended: MemoryLine[]
  again: Again
}

/** What is known of a fan, each with its source; every line can be pinned, put right, or forgotten where it stands. */
export function Memories({ fan, memories, ended, again }: Props) {
  const [isAdding, setAdding] = useState(false)
  return (
    <Panel
      title={t('memory.title')}
      count={memories.length}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('memory.add')}
        </Button>
      }
    >
      {isAdding && (
        <MemoryForm
          onClose={() => setAdding(false)}
          onSave={async (memory) => {
            await unwrap(api.fans[':id'].memories.$post({ param: { id: fan.id }, header: {}, json: memory }))
            await again()
          }}
        />
      )}
      {memories.length === 0 && !isAdding && <p class="soft">{t('memory.none', { name: fan.name })}</p>}
      <ul class="facts">
        {memories.map((memory) => (
          <MemoryRow key={memory.id} memory={memory} fan={fan} again={again} />
        ))}
      </ul>
      {ended.length > 0 && (
        <details class="more">
          <summary class="soft">{t('memory.ended', { count: ended.length })}</summary>
          <ul class="facts">
            {ended.map((memory) => (
              <EndedRow key={memory.id} memory={memory} fan={fan} again={again} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

/** An edit means what stands on the screen: when it is something else by now, the server says so and changes nothing. */
const asSeen = ({ version }: MemoryLine) => ({ 'if-match': `"${version}"` })

/** What was so: to read, or to forget for good. */
function EndedRow({ memory, fan, again }: { memory: MemoryLine; fan: Props['fan']; again: Again }) {
  const [isForgetting, setForgetting] = useState(false)
  return (
    <li class="fact">
      <span class="fact-kind soft small">{said(memory.label)}</span>
      <div class="fact-body">
        <p class="fact-words">{memory.fact}</p>
        {memory.quote && memory.quote !== memory.fact && <p class="fact-quote soft small">“{memory.quote}”</p>}
        <p class="fact-source soft small">
          <Source memory={memory} fan={fan} />
        </p>
      </div>
      <div class="fact-actions">
        <Button
          icon={Trash2}
          label={t('memory.forget.one', { fact: memory.fact })}
          onClick={() => setForgetting(true)}
        />
      </div>
      {isForgetting && <Forget memory={memory} again={again} onClose={() => setForgetting(false)} />}
    </li>
  )
}

function MemoryRow({ memory, fan, again }: { memory: MemoryLine; fan: Props['fan']; again: Again }) {
  const [mode, setMode] = useState<'fixing' | 'forgetting' | undefined>()
  const { run } = useAction()
  const change = (json: { isPinned?: boolean; isPrivate?: boolean; neverForSelling?: boolean }, done?: string) =>
    run(async () => {
      await unwrap(api.memories[':id'].$patch({ param: { id: memory.id }, header: asSeen(memory), json }))
      await again()
      if (done) say(done)
    })
  if (mode === 'fixing') {
    return (
      <li class="fact">
        <MemoryForm
          memory={memory}
          onClose={() => setMode(undefined)}
          onSave={async (changed) => {
            await unwrap(
              api.memories[':id'].$patch({ param: { id: memory.id }, header: asSeen(memory), json: changed }),
            )
            await again()
          }}
        />
      </li>
    )
  }
  return (
    <li class="fact">
      <span class="fact-kind soft small">{said(memory.label)}</span>
      <div class="fact-body">
        <p class="fact-words">
          {memory.isPinned && <Badge icon={Pin}>{t('memory.pinned')}</Badge>} {memory.fact}
        </p>
        {memory.quote && memory.quote !== memory.fact && <p class="fact-quote soft small">“{memory.quote}”</p>}
        <p class="fact-source soft small">
          <Source memory={memory} fan={fan} />
        </p>
        {(memory.isSensitive || memory.isPrivate || memory.neverForSelling) && (
          <p class="badges">
            {memory.isSensitive && <Badge tone="care">{t('memory.sensitive')}</Badge>}
            {memory.isPrivate && <Badge icon={EyeOff}>{t('memory.private')}</Badge>}
            {memory.neverForSelling && <Badge icon={BadgeEuro}>{t('memory.no-selling')}</Badge>}
          </p>
        )}
      </div>
      <div class="fact-actions">
        <Button icon={Pencil} label={t('memory.fix', { fact: memory.fact })} onClick={() => setMode('fixing')} />
        <Menu button={{ icon: Ellipsis, label: t('memory.more', { fact: memory.fact }) }}>
          <MenuItem
            icon={memory.isPinned ? PinOff : Pin}
            onSelect={() =>
              void change({ isPinned: !memory.isPinned }, memory.isPinned ? undefined : t('memory.pinned.said'))
            }
          >
            {memory.isPinned ? t('memory.unpin') : t('memory.pin')}
          </MenuItem>
          <MenuItem
            icon={EyeOff}
            checked={memory.isPrivate}
            onSelect={() => void change({ isPrivate: !memory.isPrivate })}
          >
            {t('memory.private.choose')}
          </MenuItem>
          <MenuItem
            icon={BadgeEuro}
            checked={memory.neverForSelling}
            onSelect={() => void change({ neverForSelling: !memory.neverForSelling })}
          >
            {t('memory.no-selling.choose')}
          </MenuItem>
          <MenuItem icon={Trash2} onSelect={() => setMode('forgetting')}>
            {t('memory.forget')}
          </MenuItem>
        </Menu>
      </div>
      {mode === 'forgetting' && <Forget memory={memory} again={again} onClose={() => setMode(undefined)} />}
    </li>
  )
}

function Source({ memory, fan }: { memory: MemoryLine; fan: Props['fan'] }) {
  const parts = [
    memory.writtenBy
      ? t('memory.by', { name: memory.writtenBy })
      : memory.confidence < 0.995
        ? t('memory.sure', { percent: Math.round(memory.confidence * 100) })
        : '',
    memory.timesSeen > 1 ? t('memory.times', { count: memory.timesSeen }) : '',
  ].filter(Boolean)
  return (
    <>
      {memory.source ? (
        <a href={`/fans/${fan.id}#said-${memory.source.messageId}`}>
          {t('memory.said')} <Time at={memory.source.at} as="day" />
        </a>
      ) : (
        <Time at={memory.learnedAt} as="day" />
      )}
      {parts.map((part) => ` · ${part}`)}
      {memory.since && (!memory.source || day(memory.since) !== day(memory.source.at)) && (
        <>
          {' · '}
          {t('memory.since')} <Time at={memory.since} as="day" />
        </>
      )}
      {memory.until && (
        <>
          {' · '}
          {t('memory.over')} <Time at={memory.until} as="day" />
        </>
      )}
      {memory.before.map(({ fact, until, writtenBy }) => (
        <>
          <br />
          {t('memory.before', { fact })} <Time at={until} as="day" />
          {writtenBy && ` · ${t('memory.by', { name: writtenBy })}`}
        </>
      ))}
      {memory.expiresAt && (
        <>
          {' · '}
          {t('memory.until')} <Time at={memory.expiresAt} as="day" />
        </>
      )}
    </>
  )
}

function Forget({ memory, again, onClose }: { memory: MemoryLine; again: Again; onClose: () => void }) {
  const { run, isBusy } = useAction()
  const forget = () =>
    run(async () => {
      const { receipt } = await unwrap(
        api.memories[':id'].$delete({ param: { id: memory.id }, header: asSeen(memory) }),
      )
      say(t('memory.forgotten', { count: receipt.deleted, time: clockTime(receipt.forgottenAt) }))
      onClose()
      await again()
    })
  return (
    <Dialog title={t('memory.forget.title')} onClose={onClose}>
      <p>
        <strong>{memory.fact}</strong>
      </p>
      <p class="soft">{t('memory.forget.body')}</p>
      <DialogActions>
        <Button look="plain" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button look="danger" icon={Trash2} disabled={isBusy} onClick={() => void forget()}>
          {t('memory.forget')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
