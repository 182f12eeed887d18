import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Hand,
  History,
  Hourglass,
  type IconNode,
  PauseCircle,
  PencilLine,
  SendHorizontal,
  TimerReset,
} from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Card } from '../cards.ts'
import { t } from '../words.ts'
import { Icon } from './icon.tsx'

export type Tone = 'waiting' | 'editing' | 'sent' | 'superseded' | 'failed' | 'care' | 'accent'

/* <Badge tone="care" icon={HeartHandshake}>In care</Badge>: a word with a colour and a shape; never a colour alone. */
export function Badge({
  tone = 'superseded',
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconNode
  children: ComponentChildren
}) {
  return (
    <span class={`badge tone-${tone}`}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  )
}

type State = Card['state']

const LOOKS: Record<State, { tone: Tone; icon: IconNode }> = {
  waiting: { tone: 'waiting', icon: Clock },
  editing: { tone: 'editing', icon: PencilLine },
  held: { tone: 'superseded', icon: PauseCircle },
  leaving: { tone: 'sent', icon: TimerReset },
  sending: { tone: 'sent', icon: SendHorizontal },
  sent: { tone: 'sent', icon: CircleCheck },
  'by-hand': { tone: 'waiting', icon: Hand },
  unknown: { tone: 'failed', icon: CircleHelp },
  failed: { tone: 'failed', icon: CircleX },
  rejected: { tone: 'superseded', icon: Ban },
  superseded: { tone: 'superseded', icon: History },
  expired: { tone: 'superseded', icon: Hourglass },
}

/* <StateBadge state={card.state} />, or with words of its own: <StateBadge state="editing">Kim is editing</StateBadge> */
export function StateBadge({ state, children }: { state: State; children?: ComponentChildren }) {
  const { tone, icon } = LOOKS[state]
  return (
    <Badge tone={tone} icon={icon}>
      {children ?? t(`state.${state}`)}
    </Badge>
  )
}
