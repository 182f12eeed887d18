import {
  Ellipsis,
  FlaskConical,
  HeartPulse,
  Inbox,
  Keyboard,
  Settings,
  ShieldCheck,
  UserRound,
  Users,
  UsersRound,
} from 'lucide'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { readQueue, waitingCount } from './cards.ts'
import { isLive } from './live.ts'
import { setTheme, type Theme, theme } from './theme.ts'
import { Icon } from './ui/icon.tsx'
import { Menu, MenuItem } from './ui/menu.tsx'
import { Toasts } from './ui/toast.tsx'
import { useResource } from './use-resource.ts'
import { type Language, language, setLanguage, t } from './words.ts'

const ROOMS = [
  { href: '/queue', word: 'nav.queue', icon: Inbox },
  { href: '/fans', word: 'nav.fans', icon: Users },
  { href: '/try', word: 'nav.try', icon: FlaskConical },
  { href: '/health', word: 'nav.health', icon: HeartPulse },
] as const
const LANGUAGES: { id: Language; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
]
const THEMES: Theme[] = ['system', 'light', 'dark']

/** Keeps the count beside "Queue" right while another room is open. */
function QueueWatch() {
  useResource('queue', readQueue, ({ kind }) => kind === 'draft')
  return null
}

/** The frame of every room: rail at the side (below on a phone), the page, toasts. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  return (
    <div class="shell" data-full={path.startsWith('/conversations/')}>
      <a class="button button-main skip" href="#main">
        {t('nav.skip')}
      </a>
      <nav class="rail" aria-label={t('nav.main')}>
        <a class="rail-mark" href="/queue" aria-label={t('app.name')}>
          <Mark />
        </a>
        {ROOMS.map(({ href, word, icon }) => (
          <a key={href} class="rail-link" href={href} aria-current={isIn(path, href) ? 'page' : undefined}>
            <Icon of={icon} large />
            {t(word)}
            {href === '/queue' && waitingCount.value > 0 && (
              <span class="rail-count">
                {waitingCount.value}
                <span class="unseen"> {t('nav.waiting', { count: waitingCount.value })}</span>
              </span>
            )}
          </a>
        ))}
        <div class="rail-end">
          <More />
        </div>
      </nav>
      <main class="main" id="main" tabIndex={-1}>
        {!isLive.value && (
          <div class="offline-bar" role="status">
            {t('live.lost')}
          </div>
        )}
        {children}
      </main>
      <Toasts />
      {!isIn(path, '/queue') && <QueueWatch />}
    </div>
  )
}

function More() {
  return (
    <Menu
      title={t('nav.more')}
      button={{
        more: { class: 'rail-link' },
        children: (
          <>
            <Icon of={Ellipsis} large />
            {t('nav.more')}
          </>
        ),
      }}
    >
      <MenuItem icon={Settings} href="/settings">
        {t('nav.settings')}
      </MenuItem>
      <MenuItem icon={ShieldCheck} href="/rights">
        {t('rights.title')}
      </MenuItem>
      <MenuItem icon={UsersRound} href="/team">
        {t('more.team')}
      </MenuItem>
      <MenuItem icon={UserRound} href="/account">
        {t('more.account')}
      </MenuItem>
      <MenuItem icon={Keyboard} keys="?" onSelect={() => document.dispatchEvent(new Event('souvenir:keys'))}>
        {t('more.keys')}
      </MenuItem>
      <div class="menu-line" />
      <div class="menu-title">{t('more.language')}</div>
      {LANGUAGES.map(({ id, name }) => (
        <MenuItem key={id} checked={language.value === id} onSelect={() => setLanguage(id)}>
          {name}
        </MenuItem>
      ))}
      <div class="menu-line" />
      <div class="menu-title">{t('more.theme')}</div>
      {THEMES.map((id) => (
        <MenuItem key={id} checked={theme.value === id} onSelect={() => setTheme(id)}>
          {t(`more.theme.${id}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

export function Mark() {
  return (
    <svg viewBox="0 0 32 32" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        d="M7 21c0-8.500 6-14 17-14 0 10-5 17-13 17-1.600 0-2.900-.4-4-1M6 27c2-6.500 6-11 11.500-13.500"
        stroke-width="2.400"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

function isIn(path: string, href: string): boolean {
  if (href === '/queue') return path === '/' || path.startsWith('/queue') || path.startsWith('/conversations')
  return path === href || path.startsWith(`${href}/`)
}
