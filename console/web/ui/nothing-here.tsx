import { Compass } from 'lucide'
import type { ApiFailure } from '../client.ts'
import { t } from '../words.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

/** What an address that leads nowhere shows: mistyped, or what was there is gone. */
export function NothingHere() {
  return (
    <EmptyState
      icon={Compass}
      title={t('page.missing.title')}
      action={
        <Button look="plain" href="/queue">
          {t('page.missing.action')}
        </Button>
      }
    >
      {t('page.missing.body')}
    </EmptyState>
  )
}

/** Whether what was asked for is not there: gone, or named by an id that is none. To try again would change nothing. */
export function isNotThere({ code, metadata: { fields } }: ApiFailure): boolean {
  return (
    code === 'not-found' || (code === 'invalid' && Array.isArray(fields) && fields.every(({ field }) => field === 'id'))
  )
}
