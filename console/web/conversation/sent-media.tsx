import { CircleAlert, Download, Eye, EyeOff, File, Image, MapPin, Mic, RotateCcw, Sticker, Video, X } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../cards.ts'
import type { ApiFailure } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { t, type WordKey } from '../words.ts'
import { type FetchedMedia, fetchMedia } from './fetch-media.ts'

type Media = Message['media'][number]

const ICONS = {
  photo: Image,
  video: Video,
  animation: Video,
  voice: Mic,
  audio: Mic,
  sticker: Sticker,
  location: MapPin,
  document: File,
  other: File,
}

/**
 * What came with a message, each named first and shown when somebody asks for it: one may not want to see it, and each look is
 * a question to the platform and an entry in the record.
 */
export function SentMedia({ message, who }: { message: Pick<Message, 'id' | 'media'>; who: string }) {
  return (
    <>
      {message.media.map((media, index) => (
        <One key={`${message.id}-${index}`} media={media} at={{ messageId: message.id, index }} who={who} />
      ))}
    </>
  )
}

type State =
  | { is: 'closed' }
  | { is: 'loading' }
  | { is: 'open'; media: FetchedMedia }
  | { is: 'failed'; failure: ApiFailure }

function One({ media, at, who }: { media: Media; at: { messageId: string; index: number }; who: string }) {
  const [state, setState] = useState<State>({ is: 'closed' })
  const asking = useRef<AbortController | undefined>(undefined)
  const address = useRef<string | undefined>(undefined)
  const leave = () => {
    asking.current?.abort()
    if (address.current) URL.revokeObjectURL(address.current)
    address.current = undefined
  }
  // What one leaves is not kept in the browser's memory, and not waited for.
  useEffect(() => leave, [])

  const show = async () => {
    leave()
    const now = new AbortController()
    asking.current = now
    setState({ is: 'loading' })
    try {
      const fetched = await fetchMedia(at, now.signal)
      if (now.signal.aborted) return URL.revokeObjectURL(fetched.address)
      address.current = fetched.address
      setState({ is: 'open', media: fetched })
    } catch (problem) {
      if (!now.signal.aborted) setState({ is: 'failed', failure: problem as ApiFailure })
    }
  }
  const hide = () => {
    leave()
    setState({ is: 'closed' })
  }

  const name = t(`media.${media.kind}`, { seconds: media.seconds ?? 0 })
  const [next, icon] = VERBS[state.is]
  const isHeard = media.kind === 'voice' || media.kind === 'audio'
  const verb = next !== 'sent.show' ? next : isHeard ? 'sent.listen' : media.kind === 'document' ? 'sent.open' : next
  return (
    <div class="sent">
      <p class="media">
        <Icon of={ICONS[media.kind]} />
        {name}
        {media.label && <span class="soft sent-label">{media.label}</span>}
        {media.kind !== 'location' && media.kind !== 'other' && (
          // One button throughout: whoever pressed it with a key stays on it.
          <Button
            look="plain"
            icon={icon}
            onClick={() => (state.is === 'loading' || state.is === 'open' ? hide() : void show())}
            more={{ 'aria-label': `${t(verb)}: ${name}${media.label ? ` ${media.label}` : ''}` }}
          >
            {t(verb)}
          </Button>
        )}
      </p>
      <div aria-live="polite">
        {state.is === 'loading' && <p class="soft">{t('sent.loading')}</p>}
        {state.is === 'failed' && (
          <p class="sent-failed">
            <Icon of={CircleAlert} /> {sayWhy(state.failure)}
          </p>
        )}
      </div>
      {state.is === 'open' && (
        <Shown media={state.media} name={media.label || name} words={t('sent.alt', { who, media: name })} />
      )}
    </div>
  )
}

const VERBS = {
  closed: ['sent.show', Eye],
  loading: ['sent.stop', X],
  open: ['sent.hide', EyeOff],
  failed: ['load.retry', RotateCcw],
} as const

/** @param words for whoever cannot see it */
function Shown({ media, name, words }: { media: FetchedMedia; name: string; words: string }) {
  const { shows, address } = media
  const [isBroken, setBroken] = useState(false)
  const common = { src: address, onError: () => setBroken(true) }
  if (shows === 'file' || isBroken) {
    return (
      <p class="media">
        <span class="soft">{t('sent.cannot')}</span>
        <Button look="plain" icon={Download} href={address} more={{ download: name }}>
          {t('sent.save')}
        </Button>
      </p>
    )
  }
  if (shows === 'picture') return <img class="sent-picture" alt={words} {...common} />
  return shows === 'film' ? (
    <video class="sent-picture" controls playsInline aria-label={words} {...common} />
  ) : (
    <audio class="sent-sound" controls aria-label={words} {...common} />
  )
}

/** Why, by the server's reason. */
const WHY: Record<string, WordKey> = {
  'taken-back': 'sent.why.taken-back',
  gone: 'sent.why.gone',
  'too-large': 'sent.why.too-large',
  'not-here': 'sent.why.not-here',
  later: 'sent.why.later',
}

function sayWhy({ code, metadata, message }: ApiFailure): string {
  const why = WHY[String(metadata.why)] ?? (code.startsWith('http-5') ? 'sent.why.later' : undefined)
  return why ? t(why) : message
}
