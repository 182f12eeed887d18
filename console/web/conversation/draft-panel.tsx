import { Ban, Clock, Pencil, RefreshCw, SendHorizontal } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Card, isOpen, mineOf, type Warning } from '../cards.ts'
import { useKeys } from '../keys.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem, openMenu } from '../ui/menu.tsx'
import { undoLast } from '../ui/toast.tsx'
import { t } from '../words.ts'
import {
  approve,
  busy,
  type Decided,
  type HoldChoice,
  hold,
  type Instruction,
  other,
  type Reason,
  reject,
  releaseLease,
  revise,
  showVersion,
  takeLease,
  undo,
} from './act.ts'
import { ConfirmWarnings } from './confirm-warnings.tsx'
import { DraftEditor } from './draft-editor.tsx'
import { DraftHead } from './draft-head.tsx'
import { Busy, Warnings } from './draft-notices.tsx'
import { DraftText } from './draft-text.tsx'
import { HalfWritten, LeftOver } from './half-written.tsx'
import { AttachMedia, PaidMedia } from './paid-media.tsx'
import { TimeLeft } from './time-left.tsx'
import { useSecondsOnCard } from './use-seconds-on-card.ts'
import { WhatHappened } from './what-happened.tsx'

const INSTRUCTIONS: Instruction[] = ['warmer', 'shorter', 'no-question', 'no-offer']
const HOLDS: HoldChoice[] = ['evening', 'hour', 'tomorrow', 'reply']
const REASONS: Reason[] = ['tone', 'wrong-fact', 'bad-moment', 'not-worth-it']

/**
 * The draft and everything one can do to it. Keys and buttons are the same verbs.
 * @param onDone the person decided and wants the next one
 * @param onReadNew brings what the fan added before the eyes
 */
export function DraftPanel({
  card,
  isDrafting,
  onDone,
  onReadNew,
}: {
  card: Card
  isDrafting: boolean
  onDone: () => void
  onReadNew: () => void
}) {
  /** Being edited, from these words; undefined: not being edited. */
  const [begun, setBegun] = useState<string | undefined>()
  const isEditing = begun !== undefined
  const [confirm, setConfirm] = useState<{ warnings: Warning[]; text: string | undefined } | undefined>()
  const seconds = useSecondsOnCard(card.draftId)
  const panel = useRef<HTMLElement>(null)
  const open = isOpen(card)
  const isMine = card.lease?.isMine ?? false
  const isTheirs = card.lease !== undefined && !isMine
  const isBusy = busy.value?.draftId === card.draftId
  const canAct = open && !isTheirs && !isBusy && !isEditing

  // The draft was decided or overtaken elsewhere while it was being edited: the words are kept on the server.
  useEffect(() => {
    if (!open) setBegun(undefined)
  }, [open])

  const send = async ({ text, isElsewhere = false }: { text?: string; isElsewhere?: boolean } = {}) => {
    if (isElsewhere) onDone()
    const decided: Decided = await approve(card, {
      ...(text === undefined ? {} : { text }),
      secondsOnCard: seconds(),
      isElsewhere,
    })
    if (decided.confirm) setConfirm({ warnings: decided.confirm, text })
    if (decided.isDone) setBegun(undefined)
  }
  const sendAnyway = async () => {
    const asked = confirm
    setConfirm(undefined)
    if (!asked) return
    const { isDone } = await approve(card, {
      ...(asked.text === undefined ? {} : { text: asked.text }),
      acknowledged: asked.warnings.map(({ rule }) => rule),
      secondsOnCard: seconds(),
    })
    if (isDone) setBegun(undefined)
  }
  const edit = async (from = mineOf(card) ?? card.text) => {
    if (await takeLease(card)) setBegun(from)
  }
  const leave = () => {
    setBegun(undefined)
    void releaseLease(card)
    panel.current?.focus()
  }
  const takeBack = () => {
    if (!undoLast() && (card.state === 'leaving' || card.state === 'rejected')) void undo(card)
  }
  const pick = (index: number) => {
    const version = card.versions[index]
    return version === undefined ? undefined : () => void showVersion(card, version)
  }
  useKeys({
    z: takeBack,
    ...(canAct
      ? {
          Enter: () => void send(),
          'Shift+Enter': () => void send({ isElsewhere: true }),
          e: () => void edit(),
          r: () => openMenu('other'),
          h: () => openMenu('later'),
          x: () => openMenu('none'),
          m: () => openMenu('media'),
          c: () => void (isMine ? releaseLease(card) : takeLease(card)),
          1: pick(0),
          2: pick(1),
          3: pick(2),
        }
      : {}),
  })

  return (
    <section class={`draft draft-${card.state}`} ref={panel} tabIndex={-1} aria-label={t('draft.title')}>
      <DraftHead card={card} canAct={canAct} isEditing={isEditing} />

      {open && card.business && <TimeLeft card={card} business={card.business} />}
      {isTheirs && open && !isEditing && <Busy card={card} onTaken={(begin) => setBegun(begin ?? card.text)} />}
      {isEditing ? (
        <DraftEditor
          key={card.draftId}
          card={card}
          begun={begun}
          isBusy={isBusy}
          onSend={(text) => void send(text === card.text ? {} : { text })}
          onKeep={(text) => void revise(card, text).then((isKept) => isKept && leave())}
          onLeave={leave}
        />
      ) : (
        !isInThread(card) && <DraftText card={card} isFaded={!open} />
      )}
      {open && <PaidMedia card={card} canAct={canAct} />}
      {open && !isEditing && <Warnings card={card} isOff={!canAct} />}
      {open && !isEditing && !isTheirs && <HalfWritten card={card} onContinue={(text) => void edit(text)} />}
      {!open && <LeftOver card={card} />}
      <WhatHappened card={card} isDrafting={isDrafting} onReadNew={onReadNew} />
      {open && !isEditing && (
        <div class="draft-actions">
          <Button look="main" icon={SendHorizontal} keys="⏎" disabled={!canAct} onClick={() => void send()}>
            {t(isBusy && busy.value?.verb === 'decide' ? 'draft.sending' : 'draft.send')}
          </Button>
          <Button look="plain" icon={Pencil} keys="e" disabled={!canAct} onClick={() => void edit()}>
            {t('draft.edit')}
          </Button>
          <Menu
            id="other"
            title={t('draft.other.title')}
            button={{ look: 'plain', icon: RefreshCw, keys: 'r', disabled: !canAct, children: t('draft.other') }}
          >
            <MenuItem keys="r" onSelect={() => void other(card)}>
              {t('draft.other.plain')}
            </MenuItem>
            {INSTRUCTIONS.map((instruction, index) => (
              <MenuItem key={instruction} keys={String(index + 1)} onSelect={() => void other(card, instruction)}>
                {t(`draft.other.${instruction}`)}
              </MenuItem>
            ))}
          </Menu>
          <AttachMedia card={card} canAct={canAct} />
          <Menu
            id="later"
            title={t('draft.later.title')}
            button={{ look: 'plain', icon: Clock, keys: 'h', disabled: !canAct, children: t('draft.later') }}
          >
            {HOLDS.map((until, index) => (
              <MenuItem key={until} keys={String(index + 1)} onSelect={() => void hold(card, until)}>
                {t(`draft.later.${until}`)}
              </MenuItem>
            ))}
          </Menu>
          <Menu
            id="none"
            title={t('draft.none.title')}
            button={{ look: 'plain', icon: Ban, keys: 'x', disabled: !canAct, children: t('draft.none') }}
          >
            {REASONS.map((reason, index) => (
              <MenuItem key={reason} keys={String(index + 1)} onSelect={() => void reject(card, reason, seconds())}>
                {t(`draft.none.${reason}`)}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
      {confirm && (
        <ConfirmWarnings
          warnings={confirm.warnings}
          onSend={() => void sendAnyway()}
          onEdit={() => {
            setConfirm(undefined)
            if (!isEditing) void edit()
          }}
          onClose={() => setConfirm(undefined)}
        />
      )}
    </section>
  )
}

/** Approved words stand in the conversation already. */
const isInThread = ({ deliveryId }: Card) => deliveryId !== undefined
